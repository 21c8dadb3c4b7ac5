import { takesValues } from '#domain/package/draws/repeat-draw';
import type { Population } from '#domain/phases/planning/population';
import { DRAW_PREFIX, drawFactSchema } from '#domain/phases/sample-selection/facts';
import type { SqlClient } from '../sql/connection';

/** A population that draws of a report were made from. */
export interface DrawnPopulation {
  population: Population;
  /** Whether making one of its draws again takes values of records, and not their keys alone. */
  withFields: boolean;
}

/** The populations that the draws of a report were made from, each once, in the order of their hashes. */
export async function drawnPopulations(sql: SqlClient, cycleReportId: string): Promise<DrawnPopulation[]> {
  const { rows } = await sql.query<{ data: unknown }>(
    `select i.data from version_item i join chain ch on ch.id = i.chain_id
      where ch.cycle_report_id = $1 and ch.phase = 'sample-selection' and i.op = 'put' and starts_with(i.item_key, $2)
      order by i.data -> 'population' ->> 'hash' collate "C", i.item_key, i.number`,
    [cycleReportId, DRAW_PREFIX],
  );
  const found = new Map<string, DrawnPopulation>();
  for (const { data } of rows) {
    const draw = drawFactSchema.safeParse(data).data;
    if (draw === undefined) continue;
    const known = found.get(draw.population.hash);
    found.set(draw.population.hash, { population: draw.population, withFields: (known?.withFields ?? false) || takesValues(draw) });
  }
  return [...found.values()];
}
