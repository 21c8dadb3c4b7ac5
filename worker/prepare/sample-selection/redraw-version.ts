import { versionPlace } from '#data/files/preparation.queries';
import type { Database } from '#data/sql/connection';
import { type Population } from '#domain/phases/planning/population';
import { sampleValues } from '#domain/phases/sample-selection/build-sample';
import { drawFacts, type LobFact, lobFact } from '#domain/phases/sample-selection/facts';
import { type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { redraw } from '../../analysis/draws/redraw';
import type { AnalysisContext } from '../../analysis/files/analysis-context';
import { openPopulation, type PopulationReader } from '../../analysis/files/population-reader';
import { versionFacts, versionItems } from '../phase/version-reader';

export interface RedrawnDraw {
  draw: string;
  method: string;
  seed: string;
  records: number;
  /** null: identical; else the first difference in words. */
  difference: string | null;
}

export interface RedrawReport {
  versionId: string;
  number: number;
  draws: RedrawnDraw[];
  /** Changes people made beside the draws, each in words. */
  byHand: string[];
}

/** First drawn record whose content is not that of the file, in words; null where all agree. */
async function firstForeign(
  reader: PopulationReader,
  population: Population,
  rule: LobFact | null,
  keys: readonly string[],
  items: ReadonlyMap<string, Sample>,
): Promise<string | null> {
  for await (const { key, fields } of reader.records(keys)) {
    const held = items.get(key)?.values;
    if (held === undefined) continue;
    const values = sampleValues(fields, population, rule);
    for (const [code, value] of Object.entries(held))
      if (code in values && values[code] !== value)
        return `record ${key} has ${JSON.stringify(value)} in ${code}, the file ${JSON.stringify(values[code])}`;
  }
  return null;
}

function changesByHand(items: ReadonlyMap<string, Sample>, drawn: ReadonlyMap<string, string>): string[] {
  const changes: string[] = [];
  for (const [key, draw] of drawn) if (!items.has(key)) changes.push(`record ${key} of ${draw} was removed`);
  for (const [key, sample] of items) {
    if (!drawn.has(key)) changes.push(`record ${key} is in no draw`);
    if (sample.decision === 'exclude')
      changes.push(`record ${key} was excluded: ${sample.decisionReason || sample.answer || 'no reason given'}`);
  }
  return changes;
}

/** Makes every recorded draw of a version again from what the version stores: the pinned file, its recipe, seed and method. */
export async function redrawVersion(db: Database, analysis: AnalysisContext, versionId: string): Promise<RedrawReport> {
  const place = await versionPlace(db.pool, versionId);
  const facts = await versionFacts(db, place);
  const items = new Map<string, Sample>();
  for await (const { key, data } of versionItems(db, place)) items.set(key, sampleSchema.parse(data));
  const rule = lobFact(facts);
  const drawn = new Map<string, string>();
  const draws: RedrawnDraw[] = [];
  for (const { key: draw, draw: fact } of drawFacts(facts)) {
    const reader = await openPopulation(analysis, fact.population);
    try {
      const again = await redraw(reader, fact);
      if (again.identical) for (const key of again.keys) drawn.set(key, draw);
      const difference = again.identical ? await firstForeign(reader, fact.population, rule, again.keys, items) : again.difference;
      draws.push({
        draw,
        method: `${fact.method}, ${fact.methodVersion}`,
        seed: fact.seed,
        records: fact.drawn + fact.replaced.length,
        difference,
      });
    } finally {
      await reader.close();
    }
  }
  return { versionId, number: place.number, draws, byHand: changesByHand(items, drawn) };
}
