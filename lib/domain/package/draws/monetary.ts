import type { MonetaryDesign } from '../../phases/sample-selection/draw-design';
import { hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import type { PopulationLine } from './population-file';

const AMOUNT = /^[+-]?(?:[0-9]{1,18}(?:[.][0-9]{0,10})?|[.][0-9]{1,10})$/;

/** A monetary-unit draw made again: points laid on the amounts cumulated in the order of keys, in whole numbers throughout. */
export class MonetaryLine {
  private readonly amounts: { key: string; text: string }[] = [];

  constructor(
    private readonly tools: VerifyTools,
    private readonly draw: { seed: string; design: MonetaryDesign },
    private readonly column: number,
  ) {}

  take({ key, fields }: PopulationLine): void {
    const text = (fields?.[this.column] ?? '').replace(/^ +| +$/g, '');
    if (AMOUNT.test(text) && !text.startsWith('-')) this.amounts.push({ key, text: text.replace(/^[+]/, '') });
  }

  /** Amounts larger than the interval by key, then those hit by key; in place of them a difference of the design, in words. */
  drawn(): { keys: string[] } | { difference: string } {
    const { seed, design } = this.draw;
    const { decimals } = design;
    const amounts = this.amounts.map(({ key, text }) => ({ key, units: unitsOf(text, decimals) })).filter(({ units }) => units > 0n);
    const value = amounts.reduce((sum, { units }) => sum + units, 0n);
    const recorded = unitsOf(design.value, decimals);
    if (value !== recorded) return { difference: `the amounts add up to another sum than ${design.value}` };
    const units = BigInt(design.units);
    const certain = amounts.filter((amount) => amount.units * units > value);
    const sampled = amounts.filter((amount) => amount.units * units <= value);
    if (certain.length !== design.certain.records)
      return { difference: `${certain.length} amounts are larger than the interval, recorded ${design.certain.records}` };
    const left = sampled.reduce((sum, amount) => sum + amount.units, 0n);
    const hit: string[] = [];
    const points = this.points(seed, value, left * units);
    let [at, before] = [0, 0n];
    for (const { key, units: amount } of sampled) {
      const end = (before + amount) * units;
      let isHit = false;
      for (let point = points[at]; point !== undefined && point < end; point = points[at]) {
        isHit = true;
        at += 1;
      }
      if (isHit) hit.push(key);
      before += amount;
    }
    return { keys: [...certain.map(({ key }) => key), ...hit] };
  }

  private points(seed: string, value: bigint, upTo: bigint): bigint[] {
    const offset = (texts: readonly string[]) =>
      BigInt(`0x${hexOf(sha256Of(this.tools, utf8(`${seed}\n${JSON.stringify(texts)}`)))}`) % value;
    if (value <= 0n) return [];
    const [start, points] = [offset(['start']), [] as bigint[]];
    for (let cell = 0n; cell * value < upTo; cell += 1n) {
      const point = cell * value + (this.draw.design.selection === 'cell' ? offset(['cell', String(cell)]) : start);
      if (point < upTo) points.push(point);
    }
    return points;
  }
}

/** Decimal text in whole units of its smallest decimal. */
function unitsOf(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(decimals, '0')}` || '0');
}
