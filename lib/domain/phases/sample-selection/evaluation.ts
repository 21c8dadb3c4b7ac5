import { type BoundMethod, boundMethod, deviationBound } from '../../sampling/deviation-bound';
import type { DrawFact } from './facts';

/** Deviations a bound is stated for: none to this many. */
export const MOST_DEVIATIONS = 5;
/** Where the size was set by hand, no risk was stated. */
const DEFAULT_RISK = '5';

/** Upper bounds of one random sample, the same for every attribute tested on it. */
export interface EvaluationLine {
  /** Key of the draw. */
  draw: string;
  /** What the bound is said of: "59 random records", "clean records", a stratum. */
  of: string;
  sample: number;
  confidencePercent: number;
  method: BoundMethod;
  /** What the percentage is of. */
  base: 'records' | 'value';
  /** The bounds by number of deviations, from 0 on, in percent with two decimals. */
  bounds: readonly string[];
}

function line(draw: string, of: string, sample: number, risk: string, base: 'records' | 'value'): EvaluationLine {
  const count = Math.min(MOST_DEVIATIONS, sample) + 1;
  const bounds = Array.from({ length: count }, (_, deviations) => deviationBound(base, sample, deviations, risk));
  return { draw, of, sample, confidencePercent: 100 - Number(risk), method: boundMethod(base, sample), base, bounds };
}

/** Bounds of one draw; none where its records were not drawn at random, or where a second stage speaks for both. */
function linesOf(key: string, draw: DrawFact, isExtended: boolean): EvaluationLine[] {
  const risk = draw.size === null || draw.size.by === 'hand' ? DEFAULT_RISK : draw.size.riskPercent;
  const { design } = draw;
  switch (design?.kind) {
    case undefined:
      return draw.method === 'random' && draw.drawn > 0 ? [line(key, 'all records', draw.drawn, risk, 'records')] : [];
    case 'stratified':
      // A share of its own for each stratum: the strata together are no random sample of all records.
      if (design.allocation === 'table')
        return design.strata.filter(({ size }) => size > 0).map(({ stratum, size }) => line(key, stratum, size, risk, 'records'));
      return draw.drawn > 0 ? [line(key, 'all records', draw.drawn, risk, 'records')] : [];
    case 'monetary-unit':
      return [line(key, `the value of ${design.attribute}`, design.units, risk, 'value')];
    case 'mix':
      return design.sizes.clean > 0 && design.available.clean > 0
        ? [line(key, 'clean records', Math.min(design.sizes.clean, design.available.clean), risk, 'records')]
        : [];
    case 'two-stage': {
      const sample = design.stage === 2 ? design.firstStage + draw.drawn : draw.drawn;
      return isExtended || sample === 0 ? [] : [line(key, 'all records', sample, risk, 'records')];
    }
  }
}

/**
 * Upper confidence bounds by number of deviations, one line a random sample (domain.md: random items only; judgmental,
 * anomaly, boundary and requested records are counted, never extrapolated). A record that cannot be tested is a deviation.
 */
export function evaluationLines(draws: readonly { key: string; draw: DrawFact }[]): EvaluationLine[] {
  const extended = new Set(
    draws.flatMap(({ draw }) => (draw.design?.kind === 'two-stage' && draw.design.extends !== null ? [draw.design.extends] : [])),
  );
  return draws.flatMap(({ key, draw }) => linesOf(key, draw, extended.has(key)));
}
