'use client';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useActivityFigures } from '#client/workflows';
import type { FigureColumn } from '#components/oversight/figures-table';
import { PagedFigures } from '#components/oversight/paged-figures';
import { CountLink } from '#components/ui/count-link';
import { Select } from '#components/ui/input';
import { PhaseSelect } from '#components/ui/phase-select';
import { EmptyState } from '#components/ui/states';
import { type AttemptsAsked, DEFAULT_FIGURE_DAYS, FIGURE_DAYS } from '#contract/tracking-inputs';
import type { ActivityFigures } from '#contract/views/tracking-views';
import { attemptsHref } from '#contract/workflow-addresses';
import { PHASES } from '#domain/phase/phase-names';
import { activityTitle } from '#domain/version/course-words';
import { durationInWords } from './run-words';
import { RunsHead } from './runs-head';

const PARAMETERS = {
  days: parseAsStringLiteral(FIGURE_DAYS).withDefault(DEFAULT_FIGURE_DAYS),
  phase: parseAsStringLiteral(PHASES),
};

/** How long each kind of work takes, and how often it is tried in vain. */
export function DurationsScreen() {
  const [{ days, phase }, set] = useQueryStates(PARAMETERS, { history: 'replace' });
  const query = useActivityFigures(days, phase);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunsHead
        title="Durations of work"
        meta="Of each attempt that was begun in the window. Times are of those that came to their end."
        actions={
          <>
            <Select
              aria-label="Window"
              className="w-36"
              value={days}
              onChange={(event) => void set({ days: FIGURE_DAYS.find((each) => each === event.target.value) ?? null })}
            >
              {FIGURE_DAYS.map((each) => (
                <option key={each} value={each}>
                  {each === '1' ? 'Last day' : `Last ${each} days`}
                </option>
              ))}
            </Select>
            <PhaseSelect className="w-48" all="All workflows" value={phase} onChange={(chosen) => void set({ phase: chosen })} />
          </>
        }
      />
      <div className="min-h-0 flex-1 overflow-auto px-4 py-3 pb-6 md:px-6">
        <PagedFigures
          caption="Durations by kind of work"
          rows={query.data?.rows ?? []}
          rowKey={({ activity }) => activity}
          columns={columnsFor({ days, ...(phase === null ? {} : { phase }) })}
          empty={<EmptyState title="Nothing was done in this window">A longer one may hold something.</EmptyState>}
          query={query}
        />
      </div>
    </div>
  );
}

function columnsFor(asked: Omit<AttemptsAsked, 'activity'>): FigureColumn<ActivityFigures>[] {
  const count = (
    header: string,
    n: (row: ActivityFigures) => number,
    outcome?: AttemptsAsked['outcome'],
  ): FigureColumn<ActivityFigures> => ({
    header,
    align: 'right',
    cell: (row) => (
      <CountLink
        n={n(row)}
        of={`${header.toLowerCase()}, ${activityTitle(row.activity)}`}
        href={attemptsHref({ ...asked, activity: row.activity, ...(outcome === undefined ? {} : { outcome }) })}
      />
    ),
  });
  const time = (header: string, ms: (row: ActivityFigures) => number | null): FigureColumn<ActivityFigures> => ({
    header,
    align: 'right',
    cell: (row) => {
      const lasted = ms(row);
      return lasted === null ? <span className="text-faint">–</span> : <span className="tabular">{durationInWords(lasted)}</span>;
    },
  });
  return [
    { header: 'Work', cell: ({ activity }) => activityTitle(activity) },
    count('Attempts', ({ attempts }) => attempts),
    count('Done', ({ done }) => done, 'done'),
    count('Failed', ({ failed }) => failed, 'failed'),
    count('Lost', ({ lost }) => lost, 'lost'),
    time('Half within', ({ p50 }) => p50),
    time('19 of 20 within', ({ p95 }) => p95),
    time('99 of 100 within', ({ p99 }) => p99),
    time('Longest', ({ longest }) => longest),
  ];
}
