import type { StratifiedDesign } from '../../phases/sample-selection/draw-design';
import { allocateProportionally, BLANK_STRATUM, bandNames, UNREADABLE_STRATUM } from '../../sampling/strata';
import type { VerifyTools } from '../tools';
import { utf8 } from '../tools';
import type { PopulationLine } from './population-file';
import { Ranked } from './ranked';

const DECIMAL = /^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)$/;
const DECIMALS = 10;
const BLANK = 'blank';
const UNREADABLE = 'unreadable';

/** A decimal in whole units of 10⁻¹⁰, further decimals left off; null where it is none. */
function unitsOf(value: string): bigint | null {
  if (!DECIMAL.test(value)) return null;
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.');
  const units = BigInt(`${whole}${fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0')}` || '0');
  return value.startsWith('-') ? -units : units;
}

/** Blanks alone are taken off, as the product's reader does. */
function trimmed(value: string): string {
  return value.replace(/^ +| +$/g, '');
}

/** A stratified draw made again: each stratum's first hash ranks, and what comes after them to replace what was excluded. */
export class Strata {
  private readonly held = new Map<string, { records: number; ranked: Ranked }>();
  private readonly edges: bigint[];

  constructor(
    private readonly tools: VerifyTools,
    private readonly draw: { seed: string; design: StratifiedDesign; spare: number },
    private readonly column: number,
  ) {
    this.edges = (draw.design.bands ?? []).map((edge) => unitsOf(edge) ?? 0n);
  }

  take(record: PopulationLine): void {
    const id = this.idOf(record.fields?.[this.column] ?? '');
    const { seed, design, spare } = this.draw;
    const most = Math.max(0, ...design.strata.map(({ size }) => size)) + spare;
    const stratum = this.held.get(id) ?? { records: 0, ranked: new Ranked(this.tools, seed, most) };
    stratum.records += 1;
    stratum.ranked.take(record);
    this.held.set(id, stratum);
  }

  /** What differs of the strata themselves, in words; null where they are those that were recorded. */
  difference(): string | null {
    const { design } = this.draw;
    const names = this.names();
    const counted = new Map([...this.held].map(([id, { records }]) => [names.get(id) ?? id, records]));
    for (const { stratum, records } of design.strata)
      if (counted.get(stratum) !== records) return `stratum ${stratum} holds ${counted.get(stratum) ?? 0} records, recorded ${records}`;
    if (counted.size !== design.strata.length) return `there are ${counted.size} strata, recorded ${design.strata.length}`;
    if (design.allocation !== 'proportional') return null;
    const total = design.strata.reduce((sum, { size }) => sum + size, 0);
    const shared = allocateProportionally(design.strata, total).find(({ size }, at) => size !== design.strata[at]?.size);
    return shared ? `the share of stratum ${shared.stratum} is ${shared.size}` : null;
  }

  /** Keys stratum by stratum in the design's order, with what comes after them in each. */
  drawn(): { keys: string[]; stratumOf: Map<string, string>; next: Map<string, string[]> } {
    const names = this.names();
    const byName = new Map([...this.held].map(([id, { ranked }]) => [names.get(id) ?? id, ranked.keys()]));
    const [keys, stratumOf, next] = [[] as string[], new Map<string, string>(), new Map<string, string[]>()];
    for (const { stratum, size } of this.draw.design.strata) {
      const ranked = byName.get(stratum) ?? [];
      for (const key of ranked.slice(0, size)) {
        keys.push(key);
        stratumOf.set(key, stratum);
      }
      next.set(stratum, ranked.slice(size));
    }
    return { keys, stratumOf, next };
  }

  private idOf(value: string): string {
    const text = trimmed(value);
    if (text === '') return BLANK;
    if (this.draw.design.bands === null) return `v${value}`;
    const units = unitsOf(text);
    if (units === null) return UNREADABLE;
    const band = this.edges.findIndex((edge) => units < edge);
    return `b${band < 0 ? this.edges.length : band}`;
  }

  /** Names of strata by what they were told apart by: values, bands, or numbers in the order of the values' bytes. */
  private names(): Map<string, string> {
    const { attribute, bands, numbered } = this.draw.design;
    if (bands !== null) {
      const names = bandNames(bands);
      return new Map([...this.held.keys()].map((id) => [id, apart(id) ?? names[Number(id.slice(1))] ?? id]));
    }
    const values = [...this.held.keys()].filter((id) => id.startsWith('v')).sort(byBytes);
    const named = values.map((id, at): [string, string] => [id, numbered ? `${attribute} ${at + 1}` : id.slice(1)]);
    return new Map([...named, ...[...this.held.keys()].flatMap((id): [string, string][] => (apart(id) ? [[id, apart(id) ?? '']] : []))]);
  }
}

function apart(id: string): string | null {
  return id === BLANK ? BLANK_STRATUM : id === UNREADABLE ? UNREADABLE_STRATUM : null;
}

function byBytes(one: string, other: string): number {
  const [a, b] = [utf8(one), utf8(other)];
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0);
  return a.length - b.length;
}
