import 'server-only';
import type { CycleProgressView, ReportLine } from '#contract/views/progress-views';
import { csvLine } from '#domain/csv-cell';
import { percent } from '#domain/percent';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { INSTANCE_STATE_LABELS, INSTANCE_STATES } from '#domain/progress/instance-state';

const LINES_A_PULL = 50;
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

/** File name of the heat map of a cycle that is downloaded. */
export function progressCsvName({ cycle }: CycleProgressView): string {
  return `${cycle.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-progress.csv`;
}

/** One line a planned phase of each report, made as the browser takes them. */
export function progressCsv(view: CycleProgressView): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      // The byte order mark tells spreadsheets that this is UTF-8.
      if (next === 0) controller.enqueue(encoder.encode(`\uFEFF${csvLine(HEADER)}`));
      const reports = view.reports.slice(next, next + LINES_A_PULL);
      next += LINES_A_PULL;
      if (reports.length > 0) controller.enqueue(encoder.encode(reports.map((report) => linesOf(view, report)).join('')));
      if (next >= view.reports.length) controller.close();
    },
  });
}

function linesOf({ cycle, asOf }: CycleProgressView, { reportName, tester, owner, cells }: ReportLine): string {
  return cells
    .filter(({ planned }) => planned)
    .map(({ phase, state, known, counts, steps, progress, since, dueAt }) =>
      csvLine([
        cycle.name,
        reportName,
        tester,
        owner,
        PHASE_LABELS[phase],
        INSTANCE_STATE_LABELS[state],
        String(counts.complete ?? 0),
        String(known),
        ...INSTANCE_STATES.map((each) => String(counts[each] ?? 0)),
        String(steps.passed),
        String(steps.due),
        percent(Math.round(progress * 1_000_000), 1_000_000),
        since,
        dueAt,
        asOf,
      ]),
    )
    .join('');
}
