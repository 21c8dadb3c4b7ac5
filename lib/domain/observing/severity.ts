import { aligned } from '../comparing/exact-decimal';
import { readDecimal } from '../rules/decimal';
import type { DeviationRate } from './deviation-rates';

/** Grades of an observation, the most severe first. */
export const GRADES = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Grade = (typeof GRADES)[number];

/** The arithmetic of severity, in whole numbers. A change takes a new name and counts for reports that start after it. */
export interface SeverityRule {
  name: string;
  mostExposure: number;
  cdePoints: number;
  historicalIssuePoints: number;
  /** A risk from here on counts one point. */
  highRisk: number;
  /** The sum from which on a grade is proposed, the most severe first; below the last it is informational. */
  grades: readonly { grade: Exclude<Grade, 'informational'>; from: number }[];
}

const SEVERITY_RULE: SeverityRule = {
  name: 'severity/1',
  mostExposure: 4,
  cdePoints: 2,
  historicalIssuePoints: 1,
  highRisk: 7,
  grades: [
    { grade: 'critical', from: 7 },
    { grade: 'high', from: 5 },
    { grade: 'medium', from: 3 },
    { grade: 'low', from: 1 },
  ],
};

/** What the severity of an observation follows from. */
export interface SeverityFacts {
  rates: readonly Pick<DeviationRate, 'upperPercent' | 'tolerablePercent'>[];
  /** Failing cases of the observation, random or not. */
  failed: number;
  cde: boolean;
  historicalIssue: boolean;
  risk: number | null;
}

export interface ProposedSeverity {
  grade: Grade;
  exposure: number;
  importance: number;
  /** How it comes about, as sentences with every number. */
  arithmetic: string;
}

/** How many times a bound holds what is tolerable, rounded down; null where nothing is tolerable. Throws on what is no number. */
function timesTolerable(upperPercent: string, tolerablePercent: string): bigint | null {
  const [bound, tolerable] = [readDecimal(upperPercent), readDecimal(tolerablePercent)];
  if (bound === null || tolerable === null) throw new Error(`No percentages: ${upperPercent}, ${tolerablePercent}.`);
  const [upper, allowed] = aligned(bound, tolerable);
  return allowed === 0n ? null : upper / allowed;
}

interface Exposure {
  points: number;
  words: string;
}

function exposureOf({ rates, failed }: SeverityFacts, { mostExposure }: SeverityRule): Exposure {
  if (rates.length === 0) {
    const points = failed > 0 ? 1 : 0;
    return {
      points,
      words: `Exposure ${points}: no random records were tested, and ${failed === 0 ? 'none' : failed} of the others failed.`,
    };
  }
  const each = rates.map(({ upperPercent, tolerablePercent }): Exposure => {
    const times = timesTolerable(upperPercent, tolerablePercent);
    const points = times === null || times > BigInt(mostExposure) ? mostExposure : Number(times);
    const quotient = times === null ? 'nothing is tolerable' : `rounded down ${times}`;
    return {
      points,
      words: `Exposure ${points}: bound ${upperPercent} % ÷ tolerable ${tolerablePercent} %, ${quotient}, at most ${mostExposure}.`,
    };
  });
  return each.reduce((worst, one) => (one.points > worst.points ? one : worst));
}

/**
 * The severity that an observation's facts propose (domain.md, "Severity"): exposure, the greatest bound ÷ tolerable rate,
 * plus importance of the attribute. Without random records exposure is 1 where anything failed.
 */
export function proposedSeverity(facts: SeverityFacts, rule: SeverityRule = SEVERITY_RULE): ProposedSeverity {
  const exposure = exposureOf(facts, rule);
  const parts = [
    { points: facts.cde ? rule.cdePoints : 0, words: 'critical data element' },
    { points: facts.historicalIssue ? rule.historicalIssuePoints : 0, words: 'historical issue' },
    { points: facts.risk !== null && facts.risk >= rule.highRisk ? 1 : 0, words: `risk ${facts.risk ?? 0} of 10` },
  ].filter(({ points }) => points > 0);
  const importance = parts.reduce((sum, { points }) => sum + points, 0);
  const sum = exposure.points + importance;
  const grade = rule.grades.find(({ from }) => sum >= from)?.grade ?? 'informational';
  const reasons = parts.length === 0 ? '' : ` (${parts.map(({ points, words }) => `${words} ${points}`).join(', ')})`;
  const arithmetic = `${exposure.words} Importance ${importance}${reasons}. Together ${sum}: ${grade}.`;
  return { grade, exposure: exposure.points, importance, arithmetic };
}
