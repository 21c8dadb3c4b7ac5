import type { DrawFact } from '../../phases/sample-selection/facts';
import type { VerifyTools } from '../tools';
import { MonetaryLine } from './monetary';
import type { PopulationLine } from './population-file';
import { Ranked } from './ranked';
import { Strata } from './strata';

/** A draw that is made again while the records of its population pass. */
export interface Redrawing {
  take(record: PopulationLine): void;
  /** What comes out: drawn keys in their order, and what replaces each record that was excluded; or what differs of the design, in words. */
  end(): { keys: string[]; replaced: { excluded: string; by: string | undefined }[] } | { difference: string };
}

/** Names and versions of the selection rules that are repeated here (docs/sampling.md). */
const RULES: readonly string[] = [
  'hash-rank/1',
  'listed/1',
  'two-stage-hash-rank/1',
  'stratified-hash-rank/1',
  'monetary-fixed/1',
  'monetary-cell/1',
];

/** Why a draw is not repeated here, in words; null where it is. */
export function whyNotRepeated(fact: DrawFact): string | null {
  if (!RULES.includes(fact.methodVersion))
    return `its rule, ${fact.methodVersion}, takes the rules of Data Profiling, which the installation alone reads.`;
  if (fact.filter !== null && fact.filter.all.length > 0)
    return 'it was drawn by conditions on values, which the installation alone reads.';
  const attribute = attributeOf(fact);
  if (attribute === null) return null;
  const column = fact.population.columns.find(({ code }) => code === attribute);
  if (column === undefined) return `the population has no ${attribute}.`;
  return column.numberFormat ? `the numbers of ${attribute} are written in a format of their own.` : null;
}

/** Whether making a draw again takes values of records, and not their keys alone. */
export function takesValues(fact: Pick<DrawFact, 'design'>): boolean {
  return fact.design?.kind === 'stratified' || fact.design?.kind === 'monetary-unit';
}

function attributeOf({ design }: Pick<DrawFact, 'design'>): string | null {
  return design?.kind === 'stratified' || design?.kind === 'monetary-unit' ? design.attribute : null;
}

/** Makes a draw again. The caller has asked `whyNotRepeated`. */
export function redrawing(tools: VerifyTools, fact: DrawFact): Redrawing {
  const { design, method } = fact;
  const column = fact.population.columns.findIndex(({ code }) => code === attributeOf(fact));
  if (design?.kind === 'stratified')
    return stratified(tools, fact, new Strata(tools, { ...fact, design, spare: fact.replaced.length }, column));
  if (design?.kind === 'monetary-unit') {
    const line = new MonetaryLine(tools, { seed: fact.seed, design }, column);
    return { take: (record) => line.take(record), end: () => withoutReplaced(line.drawn()) };
  }
  if (method === 'whole-population') {
    const keys: string[] = [];
    return { take: ({ key }) => keys.push(key), end: () => ({ keys, replaced: [] }) };
  }
  return byRank(tools, fact);
}

function withoutReplaced(drawn: { keys: string[] } | { difference: string }) {
  return 'difference' in drawn ? drawn : { ...drawn, replaced: [] };
}

/** Records that were named, then hash ranks; of a second stage the ranks after the first. What replaces an excluded record is the next rank. */
function byRank(tools: VerifyTools, fact: DrawFact): Redrawing {
  const { design, seed, asked, keys, excluding, replaced } = fact;
  const skipped = design?.kind === 'two-stage' && design.stage === 2 ? design.firstStage : 0;
  const [named, passed] = [new Set(keys), new Set(excluding)];
  const there = new Set<string>();
  const limit = Math.max(0, skipped + asked - keys.length + replaced.length + keys.length);
  const ranked = new Ranked(tools, seed, limit);
  return {
    take(record) {
      if (named.has(record.key)) there.add(record.key);
      if (!passed.has(record.key)) ranked.take(record);
    },
    end() {
      const order = ranked.keys();
      const listed = keys.filter((key) => there.has(key));
      const wanted = Math.max(0, asked - keys.length);
      const drawn = [...listed, ...order.filter((key) => !named.has(key)).slice(skipped, skipped + wanted)];
      return { keys: drawn, replaced: replaced.map(({ excluded }, at) => ({ excluded, by: order[skipped + fact.drawn + at] })) };
    },
  };
}

/** Stratum by stratum; what replaces an excluded record is the next rank of its stratum. */
function stratified(_tools: VerifyTools, { replaced }: DrawFact, strata: Strata): Redrawing {
  return {
    take: (record) => strata.take(record),
    end() {
      const difference = strata.difference();
      if (difference !== null) return { difference };
      const { keys, stratumOf, next } = strata.drawn();
      const again = replaced.map(({ excluded }) => {
        const stratum = stratumOf.get(excluded);
        const by = stratum === undefined ? undefined : next.get(stratum)?.shift();
        if (stratum !== undefined && by !== undefined) stratumOf.set(by, stratum);
        return { excluded, by };
      });
      return { keys, replaced: again };
    },
  };
}
