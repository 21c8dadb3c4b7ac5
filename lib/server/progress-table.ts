import 'server-only';
import type { CycleProgressView, ReportLine } from '#contract/views/progress-views';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';

/** A cell of a table that is taken along: words, a count, an instant, or a share from 0 to 1. */
export type TableCell = string | number | Date | { share: number } | null;

/** What heads the columns of a heat map that is taken along. */
export const PROGRESS_HEADER = [
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

/** File name of the heat map of a cycle that is downloaded. */
export function progressFileName({ cycle }: CycleProgressView, ending: 'csv' | 'xlsx'): string {
  return `${cycle.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-progress.${ending}`;
}

/** The rows of a report in a heat map: one for each planned phase. */
export function progressRows({ cycle, asOf }: CycleProgressView, { reportName, tester, owner, cells }: ReportLine): TableCell[][] {
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
