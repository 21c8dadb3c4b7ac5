'use client';
import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDeferredValue, useMemo } from 'react';
import { type PlannedSize, plannedSamples } from '#domain/phases/scoping/impact';

/** What a scope is asked about: planned samples and minutes a test case. It stands in the address only: nothing of it is kept with the version. */
export interface Plan extends PlannedSize {
  minutes: number;
}

const PLAN = {
  by: parseAsStringLiteral(['table', 'typed'] as const).withDefault('table'),
  samples: parseAsInteger.withDefault(60),
  risk: parseAsString.withDefault('5'),
  tolerable: parseAsString.withDefault('5'),
  expected: parseAsString.withDefault('0'),
  minutes: parseAsFloat.withDefault(10),
};

/** Reads the plan from the address and changes it there. */
export function usePlan(): {
  plan: Plan;
  planned: ReturnType<typeof plannedSamples>;
  setPlan: (
    part: Partial<{ by: 'table' | 'typed'; samples: number; risk: string; tolerable: string; expected: string; minutes: number }>,
  ) => void;
} {
  const [state, setState] = useQueryStates(PLAN, { history: 'replace' });
  const { by, samples, risk, tolerable, expected, minutes } = state;
  const settled = useDeferredValue(state);
  const planned = useMemo(
    () =>
      plannedSamples({
        by: settled.by,
        samples: settled.samples,
        riskPercent: settled.risk,
        tolerablePercent: settled.tolerable,
        expectedPercent: settled.expected,
      }),
    [settled],
  );
  return {
    plan: { by, samples, riskPercent: risk, tolerablePercent: tolerable, expectedPercent: expected, minutes },
    planned,
    setPlan: (part) => void setState(part),
  };
}
