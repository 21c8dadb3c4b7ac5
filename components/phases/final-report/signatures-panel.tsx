'use client';
import { Download } from 'lucide-react';
import { reportDocument, useSigning } from '#client/signing';
import { HashChip } from '#components/ui/hash-chip';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import type { VersionView } from '#contract/views/version-views';
import { ROLE_LABELS } from '#domain/people/roles';

/** Who has signed the version, in which role and when, and what was signed. */
export function SignaturesPanel({ version }: { version: VersionView }) {
  const { data, error, refetch } = useSigning(version.id);
  if (error) return <ErrorState message={error.message} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={4} label="Loading the signatures" />;
  const { signatures, consent, document } = data;
  const missing = version.approval.missingRoles.map((role) => ROLE_LABELS[role]);
  if (signatures.length === 0)
    return (
      <EmptyState title="Not signed yet">
        {version.status === 'draft' ? 'It is signed once it is submitted.' : `It waits for the signatures of: ${missing.join(', ')}.`}
      </EmptyState>
    );
  return (
    <div className="overflow-y-auto px-4 py-3 text-sm md:px-6">
      <ol className="flex flex-col divide-y divide-line">
        {signatures.map(({ name, role, openedAt, signedAt, versionHash, pdfSha256 }) => (
          <li key={role} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2.5">
            <span className="font-semibold">{name}</span>
            <span className="text-muted">{ROLE_LABELS[role as keyof typeof ROLE_LABELS] ?? role}</span>
            <span>
              signed <RelativeTime at={signedAt} />
            </span>
            <span className="text-muted">
              opened <RelativeTime at={openedAt} />
            </span>
            <HashChip hash={versionHash} label="Version hash" />
            {pdfSha256 === null ? null : <HashChip hash={pdfSha256} label="Document hash" />}
          </li>
        ))}
      </ol>
      {version.status === 'pending_approval' && missing.length > 0 ? (
        <p className="mt-2 text-muted">Still to sign: {missing.join(', ')}.</p>
      ) : null}
      {version.status === 'changes_requested' || version.status === 'rejected' ? (
        <p className="mt-2 text-warn">This version was sent back. Its signatures count for no other.</p>
      ) : null}
      {document?.sha256 ? (
        <a href={reportDocument(version.id, null)} download className="mt-3 inline-flex min-h-8 items-center gap-2 text-accent underline">
          <Download aria-hidden className="size-4 shrink-0" />
          {version.status === 'approved' ? 'The signed report (PDF)' : 'The report (PDF)'}
        </a>
      ) : null}
      <p className="mt-4 max-w-[72ch] text-xs text-muted">Each agreed to: “{consent}”</p>
    </div>
  );
}
