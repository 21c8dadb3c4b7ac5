import Link from 'next/link';
import { HashChip } from '#components/ui/hash-chip';
import { Person } from '#components/ui/person';
import { AbsoluteTime } from '#components/ui/relative-time';
import { roleWords } from '#components/ui/role-words';
import { SidePanel } from '#components/ui/side-panel';
import { reportHref, versionHref } from '#contract/addresses';
import type { TrailRow } from '#contract/views/work-views';
import { versionInWords } from '#domain/phase/chain-address';
import type { AuditKind } from '#domain/version/audit-kinds';

const LINK = 'text-sm text-accent underline underline-offset-2';

/** Entries of which the course of a decision tells more. */
const MOVES: readonly string[] = [
  'version_submitted',
  'version_confirmed',
  'approval_counted',
  'version_signed',
  'version_approved',
  'changes_requested',
  'version_rejected',
  'version_withdrawn',
] satisfies AuditKind[];

/** One entry of the trail: who, when, what it was before and after. */
export function TrailPanel({ row, onClose }: { row: TrailRow; onClose: () => void }) {
  return (
    <SidePanel title={row.sentence} subtitle={<AbsoluteTime at={row.at} />} onClose={onClose} takeFocus={false}>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm">
        <dt className="text-muted">What</dt>
        <dd className="min-w-0 break-words">{row.sentence}</dd>
        <dt className="text-muted">By</dt>
        <dd>
          {/* A person without a role acts as themselves, not as the system. */}
          <Person name={row.by.name} role={row.by.id !== null && row.by.role === 'system' ? undefined : roleWords(row.by.role)} />
        </dd>
        <dt className="text-muted">Report</dt>
        <dd>{row.reportName ?? 'The installation'}</dd>
        {row.phase ? (
          <>
            <dt className="text-muted">Phase</dt>
            <dd>{versionInWords({ phase: row.phase, instance: row.instance }, row.versionNumber)}</dd>
          </>
        ) : null}
        <dt className="text-muted">Entry</dt>
        <dd className="flex items-center gap-2">
          No. {row.seq.toLocaleString('en')} <HashChip hash={row.hash} label="Hash of this entry" />
        </dd>
      </dl>
      {row.changes.length > 0 ? (
        <section className="mt-5">
          <h3 className="eyebrow mb-1">Before and after</h3>
          <ul className="flex flex-col">
            {row.changes.map((change, at) => (
              <li key={`${change.field} ${at}`} className="border-b border-line py-2 text-sm last:border-b-0">
                <p className="text-muted">{change.field}</p>
                <p className="break-words">
                  <del className="text-bad decoration-bad/60">{change.from ?? 'blank'}</del>
                </p>
                <p className="break-words">
                  <ins className="text-good decoration-good/60">{change.to ?? 'blank'}</ins>
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <TrailLink row={row} />
    </SidePanel>
  );
}

function TrailLink({ row }: { row: TrailRow }) {
  const { cycleReportId, phase, instance, versionNumber: number } = row;
  if (!cycleReportId) return null;
  const href = phase && number !== null ? versionHref({ cycleReportId, phase, instance, number }) : reportHref(cycleReportId);
  return (
    <p className="mt-5 flex flex-wrap gap-x-4 gap-y-1">
      <Link href={href} className={LINK}>
        {phase && number !== null ? 'Open this version' : 'Open the report'}
      </Link>
      {phase && number !== null && MOVES.includes(row.kind) ? (
        <Link href={versionHref({ cycleReportId, phase, instance, number, page: 'course' })} className={LINK}>
          How it was decided
        </Link>
      ) : null}
    </p>
  );
}
