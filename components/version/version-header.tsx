'use client';
import { ArrowRight, MessageSquareQuote } from 'lucide-react';
import Link from 'next/link';
import { useGates } from '#client/gates';
import { CountChips } from '#components/ui/count-chips';
import { PageHeader } from '#components/ui/page-header';
import { RelativeTime } from '#components/ui/relative-time';
import { StatusBadge } from '#components/ui/status-badge';
import { reportHref, versionHref } from '#contract/addresses';
import type { DecisionRecord, VersionView } from '#contract/views/version-views';
import { chainInWords, versionInWords } from '#domain/phase/chain-address';
import type { Gate } from '#domain/phase/definition';
import { BringOverNotice } from './bring-over-notice';
import { deciderWords } from './decider-words';
import { GateNotice } from './gate-notice';
import { Notice } from './notice';
import { PendingNotice, ReceiptNotice } from './receipt-notice';
import { SaveStateLabel } from './save-state';
import { UpstreamNotice } from './upstream-notice';
import { useVersionCommands } from './use-version-commands';
import { VersionActions } from './version-actions';
import { VersionDetails } from './version-details';
import { VersionPicker } from './version-picker';
import { WorkNotice } from './work-notice';

/** The header that every phase shares: which version this is and why, what happens to it, what blocks it, what can be done. */
export function VersionHeader({ version }: { version: VersionView }) {
  const commands = useVersionCommands();
  const isDraft = version.status === 'draft';
  const gates = useGates(isDraft ? version.id : null);
  const hrefOf = (number: number): string => versionHref({ ...version, number });
  const gateHref = (link: NonNullable<Gate['link']>): string => versionHref({ ...version, ...link });
  const own = commands.sent.some((command) => command.state.step === 'sending' || command.state.step === 'sent');
  return (
    <div className="shrink-0 border-b border-line">
      <PageHeader
        trail={[
          { label: version.cycleName, href: '/cycles' },
          { label: version.reportName, href: reportHref(version.cycleReportId) },
        ]}
        title={chainInWords(version)}
        badges={
          <>
            <VersionPicker version={version} hrefOf={hrefOf} />
            <StatusBadge status={version.status} />
            {version.totals ? <CountChips totals={version.totals} /> : null}
            <VersionDetails version={version} />
          </>
        }
        meta={<VersionMeta version={version} parentHref={version.parent ? hrefOf(version.parent.number) : null} />}
        actions={
          <>
            <SaveStateLabel />
            <VersionActions version={version} commands={commands} blockedCount={gates.data?.blockedCount ?? null} />
          </>
        }
      />
      <NewerVersionNotice version={version} hrefOf={hrefOf} />
      {commands.sent.map((command) => (
        <ReceiptNotice key={command.noun} command={command} />
      ))}
      {version.pendingCommandId && !own ? <PendingNotice commandId={version.pendingCommandId} /> : null}
      <DecisionNotice version={version} />
      <BringOverNotice version={version} />
      <WorkNotice version={version} />
      {version.recorded ? null : <UpstreamNotice version={version} />}
      {isDraft ? <GateNotice versionId={version.id} hrefOf={gateHref} /> : null}
    </div>
  );
}

const CAUSES: Record<string, string> = { changes_requested: 'Changes were requested', rejected: 'The version before was rejected' };

function VersionMeta({ version, parentHref }: { version: VersionView; parentHref: string | null }) {
  const { submittedAt, submittedBy, parent } = version;
  const quoted = decisionAbout(version)?.comment === version.reason;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      <span>{quoted ? (CAUSES[version.cause] ?? version.reason) : version.reason}</span>
      {parent && parentHref ? (
        <>
          <span aria-hidden className="text-faint">
            ·
          </span>
          <span>
            from{' '}
            <Link href={parentHref} className="underline decoration-line-strong underline-offset-2 hover:decoration-current">
              version {parent.number}
            </Link>
          </span>
        </>
      ) : null}
      {submittedAt && submittedBy ? (
        <>
          <span aria-hidden className="text-faint">
            ·
          </span>
          <span>
            {version.recorded ? 'recorded' : 'submitted'} by {submittedBy.name} <RelativeTime at={submittedAt} />
          </span>
        </>
      ) : null}
      {version.cause === 'listed' ? (
        <>
          <span aria-hidden className="text-faint">
            ·
          </span>
          <span>
            listed by the system <RelativeTime at={version.createdAt} />
          </span>
        </>
      ) : null}
      {version.upstream
        .filter((input) => !input.stale)
        .map((input) => (
          <span key={input.versionId}>
            <span aria-hidden className="mr-1.5 text-faint">
              ·
            </span>
            built from{' '}
            <Link href={versionHref(input)} className="underline decoration-line-strong underline-offset-2 hover:decoration-current">
              {versionInWords(input, input.number)}
            </Link>
          </span>
        ))}
      {version.note ? <span className="basis-full text-ink">“{version.note}”</span> : null}
    </span>
  );
}

/** The last decision with words on this version, or on the one it follows. */
function decisionAbout(version: VersionView): DecisionRecord | null {
  const about = [version.number, version.parent?.number];
  return version.decisions.filter((each) => about.includes(each.versionNumber) && each.comment !== '').at(-1) ?? null;
}

/** The reviewer's words that led to this version, or that ended it, come first. */
function DecisionNotice({ version }: { version: VersionView }) {
  const decision = decisionAbout(version);
  if (!decision) return null;
  const verb = { approve: 'approved', request_changes: 'requested changes to', reject: 'rejected', sign: 'signed' }[decision.decision];
  return (
    <Notice hue={decision.decision === 'approve' || decision.decision === 'sign' ? 'good' : 'warn'} icon={MessageSquareQuote}>
      <span className="font-medium">{deciderWords(decision)}</span> {verb} version {decision.versionNumber}{' '}
      <RelativeTime at={decision.at} className="text-muted" />: “{decision.comment}”
    </Notice>
  );
}

function NewerVersionNotice({ version, hrefOf }: { version: VersionView; hrefOf: (number: number) => string }) {
  const newest = version.versions.reduce((best, each) => (each.number > best.number ? each : best), {
    number: version.number,
    id: version.id,
  });
  if (newest.number === version.number) return null;
  return (
    <Notice
      hue="active"
      icon={ArrowRight}
      live
      actions={
        <Link href={hrefOf(newest.number)} className="text-sm font-medium text-accent underline underline-offset-2">
          Open version {newest.number}
        </Link>
      }
    >
      There is a newer version of this phase.
    </Notice>
  );
}
