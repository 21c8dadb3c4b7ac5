import { percent } from '../../percent';
import { DIMENSIONS, type Dimension, type Rule, type Severity } from './rule-item';

/** Tenths of the weights of domain.md, "2 Data Profiling"; whole numbers, so that the score is exact. */
const SEVERITY_TENTHS: Record<Severity, number> = { critical: 10, high: 8, medium: 6, low: 4 };
const DIMENSION_TENTHS: Record<Dimension, number> = {
  completeness: 10,
  accuracy: 10,
  validity: 9,
  consistency: 8,
  uniqueness: 7,
  timeliness: 7,
};

/** What a score says, and of how many rules: those that could not run, tested nothing or were misread are in neither sum. */
export interface Score {
  /** Per cent with two places; null where no rule counts. */
  score: string | null;
  counted: number;
  cannotRun: number;
  /** Rules that no record satisfies. */
  misread: number;
  testedNothing: number;
  /** Used rules that have no result yet. */
  notRun: number;
}

export interface RuleScore extends Score {
  /** The scores of the dimensions, in the order of DIMENSIONS; a dimension without a used rule is left out. */
  byDimension: readonly (Score & { dimension: Dimension })[];
}

export type ScoredRule = Pick<Rule, 'decision' | 'severity' | 'dimension' | 'result'>;

/** Share of passed in tested, as per cent with two places; null where nothing was tested. */
export function passRate(passed: number, tested: number): string | null {
  return percent(passed, tested, 2);
}

function scoreOf(rules: readonly ScoredRule[]): Score {
  const passedByTested = new Map<number, bigint>();
  let weights = 0n;
  const counts = { counted: 0, cannotRun: 0, misread: 0, testedNothing: 0, notRun: 0 };
  for (const { result, severity, dimension } of rules) {
    if (result === null) counts.notRun += 1;
    else if (result.status === 'cannot-run') counts.cannotRun += 1;
    else if (result.status === 'misread') counts.misread += 1;
    else if (result.status === 'tested-nothing' || result.tested === 0) counts.testedNothing += 1;
    else {
      const weight = BigInt(SEVERITY_TENTHS[severity] * DIMENSION_TENTHS[dimension]);
      counts.counted += 1;
      weights += weight;
      passedByTested.set(result.tested, (passedByTested.get(result.tested) ?? 0n) + weight * BigInt(result.passed));
    }
  }
  if (weights === 0n) return { score: null, ...counts };
  // Rules that tested equally many share a denominator, so the fractions to be added stay few.
  let numerator = 0n;
  let denominator = 1n;
  for (const [tested, passed] of passedByTested) {
    numerator = numerator * BigInt(tested) + passed * denominator;
    denominator *= BigInt(tested);
  }
  return { score: percent(numerator, denominator * weights, 2), ...counts };
}

/**
 * Data quality score of the used rules: Σ(pass rate × severity × dimension) / Σ(severity × dimension)
 * (domain.md, "2 Data Profiling"), over all and within each dimension.
 */
export function ruleScore(rules: readonly ScoredRule[]): RuleScore {
  const used = rules.filter((rule) => rule.decision === 'include');
  const byDimension = DIMENSIONS.flatMap((dimension) => {
    const own = used.filter((rule) => rule.dimension === dimension);
    return own.length === 0 ? [] : [{ dimension, ...scoreOf(own) }];
  });
  return { ...scoreOf(used), byDimension };
}
