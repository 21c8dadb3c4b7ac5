import 'server-only';
import type { CycleProgressView, ReportLine } from '#contract/views/progress-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';
import type { Table, TableCell } from './table-cell';

/** What heads the columns of a heat map that is taken along. */
const HEADER = [
  'cycle',
  'report',
  'tester',
  'owner',
  'phase',
  'state',
  'finished',
  'known',
  ...INSTANCE_STATES.map((state) => INSTANCE_STATE_LABELS[state].toLowerCase()),
  'steps passed',
  'steps due',
  'workflow %',
  'turn since',
  'due',
  'as of',
];

/** The heat map of a cycle as a table: a row for each planned phase of each report. */
export function progressTable(view: CycleProgressView): Table {
  return { header: HEADER, rows: view.reports.flatMap((report) => rowsOf(view, report)) };
}

function rowsOf({ cycle, asOf }: CycleProgressView, { reportName, tester, owner, cells }: ReportLine): TableCell[][] {
  const instant = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));
  return cells
    .filter(({ planned }) => planned)
    .map(({ phase, state, known, counts, steps, progress, since, dueAt }) => [
      cycle.name,
      reportName,
      tester,
      owner,
      PHASE_LABELS[phase],
      INSTANCE_STATE_LABELS[state],
      counts.complete ?? 0,
      known,
      ...INSTANCE_STATES.map((each) => counts[each] ?? 0),
      steps.passed,
      steps.due,
      { share: progress },
      instant(since),
      instant(dueAt),
      instant(asOf),
    ]);
}
