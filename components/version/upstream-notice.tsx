'use client';
import { GitBranch, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { acceptStale } from '#actions/accept-stale';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { sayRefused } from '#components/ui/toast';
import { versionHref } from '#contract/addresses';
import type { UpstreamView, VersionView } from '#contract/views/version-views';
import { versionInWords } from '#domain/phase/chain-address';
import { Notice } from './notice';
import { ReasonDialog } from './reason-dialog';

/** Stale inputs: each says so and can be accepted with a reason. Inputs that still stand are named in the header's line. */
export function UpstreamNotice({ version }: { version: VersionView }) {
  return (
    <>
      {version.upstream
        .filter((input) => input.stale)
        .map((input) => (
          <UpstreamLine key={input.versionId} version={version} input={input} />
        ))}
    </>
  );
}

function UpstreamLine({ version, input }: { version: VersionView; input: UpstreamView }) {
  const [asking, setAsking] = useState(false);
  const accept = useAction(acceptStale, { refreshes: [['version', version.id]] });
  const name = versionInWords(input, input.number);
  const link = (
    <Link href={versionHref(input)} className="underline decoration-line-strong underline-offset-2 hover:decoration-current">
      {name}
    </Link>
  );
  if (input.accepted) {
    return (
      <Notice hue="idle" icon={GitBranch}>
        Built from {link}. A later version has been approved since; {input.accepted.by.name} accepted the difference: “
        {input.accepted.reason}”
      </Notice>
    );
  }
  const upstreamId = input.currentVersionId;
  return (
    <Notice
      hue="warn"
      icon={TriangleAlert}
      actions={
        upstreamId ? (
          <Button size="sm" disabledReason={version.actions.accept_stale.why} onClick={() => setAsking(true)}>
            Accept the difference…
          </Button>
        ) : null
      }
    >
      <span className="font-medium">Stale.</span> Built from {link}; a later version with other content has been approved since. Rebuild
      from it, or accept the difference with a reason.
      {asking && upstreamId ? (
        <ReasonDialog
          title="Accept the difference"
          description={`This version stays built from ${name}. The approver sees your reason.`}
          label="Why the difference does not matter here"
          confirm="Accept"
          required
          busy={accept.isPending}
          onCancel={() => setAsking(false)}
          onConfirm={(reason) =>
            accept.mutate(
              { versionId: version.id, upstreamId, reason },
              { onSuccess: () => setAsking(false), onError: (error) => sayRefused(error.message) },
            )
          }
        />
      ) : null}
    </Notice>
  );
}
