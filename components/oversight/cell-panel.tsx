'use client';
import Link from 'next/link';
import { useReportProgress } from '#client/progress';
import { Away } from '#components/absence/away';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { SidePanel } from '#components/ui/side-panel';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import { DueDate } from '#components/version/due-date';
import { destinationHref, reportHref } from '#contract/addresses';
import { instanceRows, rowsHref, turnRows } from '#contract/progress-numbers';
import type { CycleProgressView, InstanceProgress } from '#contract/views/progress-views';
import type { PermittedAction } from '#domain/people/permissions';
import { ROLE_LABELS } from '#domain/people/roles';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';
import { VERSION_STATUS_LABELS } from '#domain/version/version-status';
import { percentWords } from './cell-words';
import type { OpenedCell } from './heat-map';
import { InstanceStateBadge } from './instance-state';
import { NumberLink } from './number-link';
import { RemindButton } from './remind-button';

const TURN_WORDS: Record<InstanceProgress['turn'], string> = {
  system: 'The system works on it',
  prepare: 'To prepare',
  respond: 'To respond',
  decide: 'To decide',
  none: 'Nobody’s turn',
};

interface CellPanelProps {
  view: CycleProgressView;
  opened: OpenedCell;
  onClose: () => void;
}

/** What stands behind a cell: its instances, whose turn it is in each, since when and until when, and the way there. */
export function CellPanel({ view, opened, onClose }: CellPanelProps) {
  const query = useReportProgress(opened.cycleReportId);
  const line = view.reports.find(({ cycleReportId }) => cycleReportId === opened.cycleReportId);
  const cell = query.data?.cells.find(({ phase }) => phase === opened.phase) ?? line?.cells.find(({ phase }) => phase === opened.phase);
  const instances = query.data?.instances.filter(({ phase }) => phase === opened.phase) ?? [];
  const of = { report: opened.cycleReportId, phase: opened.phase };
  return (
    <SidePanel
      title={PHASE_LABELS[opened.phase]}
      subtitle={
        <Link href={reportHref(opened.cycleReportId)} className="inline-block leading-6 hover:underline">
          {query.data?.reportName ?? line?.reportName ?? 'Report'}
        </Link>
      }
      onClose={onClose}
    >
      {cell ? (
        <>
          <p className="text-sm">
            <NumberLink n={cell.counts.complete ?? 0} rows={instanceRows(view, { ...of, state: 'complete' })} of="finished" /> of{' '}
            <NumberLink n={cell.known} rows={instanceRows(view, of)} of="in all" /> finished; workflow {percentWords(cell.progress)},{' '}
            {cell.steps.passed} of {cell.steps.due} steps passed
            {cell.spread ? '' : '; its lines of business are known once the sample is approved'}
          </p>
          <ul aria-label="By state" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {INSTANCE_STATES.filter((state) => (cell.counts[state] ?? 0) > 0).map((state) => (
              <li key={state} className="flex items-center gap-1">
                <InstanceStateBadge state={state} />
                <NumberLink
                  n={cell.counts[state] ?? 0}
                  rows={instanceRows(view, { ...of, state })}
                  of={INSTANCE_STATE_LABELS[state].toLowerCase()}
                />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {query.error ? <ErrorState message={query.error.message} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={3} label="Loading instances" /> : null}
      <ul aria-label="Instances" className="mt-3 flex flex-col">
        {instances.map((instance) => (
          <Instance key={instance.chainId} instance={instance} view={view} remind={query.data?.remind ?? NOT_YET} />
        ))}
      </ul>
    </SidePanel>
  );
}

const NOT_YET: PermittedAction = { allowed: false, why: '' };

function Instance({ instance, view, remind }: { instance: InstanceProgress; view: CycleProgressView; remind: PermittedAction }) {
  const {
    lane,
    chainId,
    paused,
    state,
    reopened,
    turn,
    people,
    roles,
    turnSince,
    dueAt,
    currentVersion,
    versionStatus,
    approvalHistory,
    steps,
  } = instance;
  const newest = approvalHistory.newest;
  const late = state === 'past_due' || state === 'at_risk' ? state : 'on_track';
  return (
    <li className="border-t border-line py-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-3">
        <Link href={destinationHref(instance.opens)} className="leading-6 font-medium text-accent underline underline-offset-2">
          {lane ?? PHASE_LABELS[instance.phase]}
        </Link>
        <InstanceStateBadge state={state} />
        {reopened ? <span className="text-xs text-muted">reopened</span> : null}
      </p>
      <dl className="mt-1 grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-muted">Turn</dt>
        <dd>
          {TURN_WORDS[turn]}
          {people.length > 0 ? (
            <ul>
              {people.map((person) => (
                <li key={person.id}>
                  <Link
                    href={rowsHref({ ...turnRows({ cycle: view.cycle, filter: {} }), whose: person.id })}
                    prefetch={false}
                    className="inline-block leading-6 hover:underline"
                  >
                    <Person name={person.name} />
                  </Link>
                  <Away personId={person.id} />
                  {turn === 'none' || turn === 'system' ? null : <RemindButton chainId={chainId} person={person} permitted={remind} />}
                </li>
              ))}
            </ul>
          ) : turn === 'none' || turn === 'system' ? null : (
            <span className="block text-bad">Nobody is named ({roles.map((role) => ROLE_LABELS[role]).join(', ')})</span>
          )}
        </dd>
        {turn === 'none' ? null : (
          <>
            <dt className="text-muted">Since</dt>
            <dd>
              <RelativeTime at={turnSince} />
            </dd>
            <dt className="text-muted">Due</dt>
            <dd>{paused ? 'Its clock is paused' : <DueDate chainId={chainId} due={dueAt === null ? 'none' : late} at={dueAt} />}</dd>
          </>
        )}
        <dt className="text-muted">Version</dt>
        <dd>
          {currentVersion === null || versionStatus === null
            ? 'None yet'
            : `${currentVersion}, ${VERSION_STATUS_LABELS[versionStatus].toLowerCase()}`}
          <span className="text-muted">
            {' '}
            · {steps.passed} of {steps.due} steps
          </span>
        </dd>
        {newest ? (
          <>
            <dt className="text-muted">Decisions</dt>
            <dd>
              {approvalHistory.count}, last by {newest.by} <RelativeTime at={newest.at} />
            </dd>
          </>
        ) : null}
      </dl>
    </li>
  );
}
