import { attributeSampleSize } from '../../sampling/attribute-size';

/** What a tester plans when asking what a scope will cost; nothing of it is kept with the version. Percentages are decimal text. */
export interface PlannedSize {
  by: 'table' | 'typed';
  /** Samples, where typed. */
  samples: number;
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
}

/** Samples planned, or null with the sentence that says why the rates give none. */
export function plannedSamples(plan: PlannedSize): { samples: number; why: string } | { samples: null; why: string } {
  if (plan.by === 'typed')
    return Number.isInteger(plan.samples) && plan.samples > 0
      ? { samples: plan.samples, why: 'As typed in.' }
      : { samples: null, why: 'Type in how many samples are planned.' };
  try {
    const result = attributeSampleSize(plan);
    if (result === null)
      return {
        samples: null,
        why: 'No sample of up to 5,000 records gives this assurance: the expected rate is too close to the tolerable one.',
      };
    return {
      samples: result.size,
      why: `By the AICPA table: risk ${plan.riskPercent} %, tolerable ${plan.tolerablePercent} %, expected ${plan.expectedPercent} %.`,
    };
  } catch (problem) {
    // The rates are typed by a person: what is wrong with them is the answer.
    return { samples: null, why: problem instanceof Error ? problem.message : 'These rates give no size.' };
  }
}

/** One test case is one sample on one attribute to test (domain.md); `minutes` is the whole of their effort. */
export function scopeImpact({ samples, attributes, minutesEach }: { samples: number; attributes: number; minutesEach: number }): {
  testCases: number;
  minutes: number;
} {
  const testCases = samples * attributes;
  return { testCases, minutes: Math.round(testCases * minutesEach) };
}

/** "45 minutes", "118 hours", "12.5 hours": hours with one place, without it from 100 hours. */
export function effortInWords(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const tenths = Math.round(minutes / 6);
  const hours = tenths >= 1000 || tenths % 10 === 0 ? Math.round(tenths / 10).toLocaleString('en-US') : (tenths / 10).toFixed(1);
  return hours === '1' ? '1 hour' : `${hours} hours`;
}
