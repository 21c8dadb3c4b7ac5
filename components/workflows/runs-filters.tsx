'use client';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { FindInput } from '#components/ui/find-input';
import { Select } from '#components/ui/input';
import { PhaseSelect } from '#components/ui/phase-select';
import { RUN_SHOWS, type RunShow } from '#contract/tracking-inputs';
import type { RunCounts } from '#contract/views/tracking-views';
import type { PhaseName } from '#domain/phase/phase-names';

const SHOW_LABELS: Record<RunShow, string> = {
  running: 'Running',
  troubled: 'With something wrong',
  slow: 'Slow',
  failing: 'Failing',
  stuck: 'Stuck',
  ended: 'Ended',
};
const COUNTED: readonly (keyof RunCounts)[] = ['running', 'slow', 'failing', 'stuck'];

export interface RunsFilterValues {
  show: RunShow;
  find: string;
  phase: PhaseName | null;
  report: string | null;
}

interface RunsFiltersProps {
  values: RunsFilterValues;
  set: (part: { [Name in keyof RunsFilterValues]?: RunsFilterValues[Name] | null }) => void;
  counts: RunCounts | null;
}

/** Which runs are shown: how they stand, with how many there are, of which report and phase. */
export function RunsFilters({ values, set, counts }: RunsFiltersProps) {
  const countOf = (show: RunShow) => {
    const key = COUNTED.find((one) => one === show);
    return key === undefined || counts === null ? '' : ` (${formatCount(counts[key])})`;
  };
  return (
    <div className="flex flex-wrap items-center gap-2 py-2 max-md:grid max-md:grid-cols-2">
      <FindInput
        label="Find by report"
        hint="Find a report"
        value={values.find}
        onChange={(event) => set({ find: event.target.value || null })}
        className="h-8 w-full max-md:col-span-2 md:w-64"
      />
      <Select
        aria-label="Runs shown"
        className="w-full md:w-48"
        value={values.show}
        onChange={(event) => set({ show: RUN_SHOWS.find((show) => show === event.target.value) ?? null })}
      >
        {RUN_SHOWS.map((show) => (
          <option key={show} value={show}>
            {SHOW_LABELS[show]}
            {countOf(show)}
          </option>
        ))}
      </Select>
      <PhaseSelect className="w-full md:w-48" all="All workflows" value={values.phase} onChange={(phase) => set({ phase })} />
      {values.report === null ? null : (
        <Button variant="ghost" onClick={() => set({ report: null })}>
          Runs of all reports
        </Button>
      )}
    </div>
  );
}
