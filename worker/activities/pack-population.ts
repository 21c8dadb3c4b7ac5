import type { PackContext } from '#data/packages/package-parts.queries';
import type { Database } from '#data/sql/connection';
import type { Json } from '#domain/item/json';
import { Refusal } from '#domain/refusals';
import type { Storage } from '#storage/storage';
import { openPopulation, type PopulationReader } from '../analysis/files/population-reader';
import { analysisOf } from '../prepare/phase/analysis-of';

/** How the records of a population come into a package: read once more from the pinned file. */
export function populationPacker(where: { db: Database; storage: Storage; signal: AbortSignal }): PackContext['readPopulation'] {
  return async ({ population, withFields }) => {
    if (!(await where.storage.has(population.fileSha256))) return { reason: 'The data file is gone from storage.' };
    const heartbeat = (): void => undefined;
    try {
      const reader = await openPopulation(analysisOf({ ...where, heartbeat }), population);
      return { lines: linesOf(reader, population.columns.length, withFields) };
    } catch (error) {
      if (error instanceof Refusal) return { reason: error.message };
      throw error;
    }
  };
}

/** One line a record, in the order of the keys' bytes. */
async function* linesOf(reader: PopulationReader, columns: number, withFields: boolean): AsyncGenerator<Json> {
  try {
    const { duck } = reader.sql.workshop;
    const fields = withFields ? `, ${Array.from({ length: columns }, (_, at) => `r.c${at + 1} as c${at + 1}`).join(', ')}` : '';
    for await (const rows of duck.stream(
      `select k._key as key, k._key_json as texts, k._row_hash as row${fields} from ${reader.sql.from} order by k._key`,
    ))
      for (const row of rows) {
        const line = { key: String(row.key), texts: JSON.parse(String(row.texts)) as string[], row: String(row.row) };
        const values = Array.from({ length: withFields ? columns : 0 }, (_, at) => asField(row[`c${at + 1}`]));
        yield withFields ? { ...line, fields: values } : line;
      }
  } finally {
    await reader.close();
  }
}

function asField(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
