'use client';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Input, Select } from '#components/ui/input';
import { useKeys } from '#components/ui/use-keys';
import { RUN_SHOWS, type RunShow } from '#contract/tracking-inputs';
import type { RunCounts } from '#contract/views/tracking-views';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';

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
  set: (part: Partial<Record<keyof RunsFilterValues, string | null>>) => void;
  counts: RunCounts | null;
}

/** Which runs are shown: how they stand, with how many there are, of which report and phase. */
export function RunsFilters({ values, set, counts }: RunsFiltersProps) {
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => box.current?.select() });
  const countOf = (show: RunShow) => {
    const key = COUNTED.find((one) => one === show);
    return key === undefined || counts === null ? '' : ` (${formatCount(counts[key])})`;
  };
  return (
    <div className="flex flex-wrap items-center gap-2 py-2 max-md:grid max-md:grid-cols-2">
      <Input
        ref={box}
        type="search"
        aria-label="Find by report"
        placeholder="Find a report  /"
        value={values.find}
        onChange={(event) => set({ find: event.target.value || null })}
        className="h-8 w-full max-md:col-span-2 md:w-64"
      />
      <Select
        aria-label="Runs shown"
        className="w-full md:w-48"
        value={values.show}
        onChange={(event) => set({ show: event.target.value })}
      >
        {RUN_SHOWS.map((show) => (
          <option key={show} value={show}>
            {SHOW_LABELS[show]}
            {countOf(show)}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Phase"
        className="w-full md:w-48"
        value={values.phase ?? ''}
        onChange={(event) => set({ phase: event.target.value || null })}
      >
        <option value="">All workflows</option>
        {PHASES.map((phase) => (
          <option key={phase} value={phase}>
            {PHASE_LABELS[phase]}
          </option>
        ))}
      </Select>
      {values.report === null ? null : (
        <Button variant="ghost" onClick={() => set({ report: null })}>
          Runs of all reports
        </Button>
      )}
    </div>
  );
}
