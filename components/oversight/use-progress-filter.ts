'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { CycleRef, ReportFilter } from '#contract/views/progress-views';
import { OPEN_INSTANCE_STATES } from '#domain/progress/instance-state';

const PARAMETERS = {
  cycle: parseAsString,
  find: parseAsString.withDefault(''),
  lob: parseAsString,
  state: parseAsStringLiteral(OPEN_INSTANCE_STATES),
  person: parseAsString,
};

/** The filter of the pages of progress, which lives in the address and is the same on all of them. */
export function useProgressFilter(cycles: readonly CycleRef[]) {
  const [values, set] = useQueryStates(PARAMETERS, { history: 'replace', throttleMs: 300 });
  const { cycle, find, lob, state, person } = values;
  const filter = useMemo(
    (): ReportFilter => ({
      ...(find.trim() === '' ? {} : { find: find.trim() }),
      ...(lob === null ? {} : { lob }),
      ...(state === null ? {} : { holding: state }),
      ...(person === null ? {} : { person }),
    }),
    [find, lob, state, person],
  );
  return {
    values,
    set,
    filter,
    filtered: Object.keys(filter).length > 0,
    /** What a view keeps of the address. */
    view: { cycle, find: find.trim() || null, lob, state, person },
    clear: () => void set({ find: null, lob: null, state: null, person: null }),
    /** The cycle of the address, else the running one with most open. */
    cycleId: cycle ?? cycles[0]?.id ?? '',
  };
}

export type ProgressFilter = ReturnType<typeof useProgressFilter>;
