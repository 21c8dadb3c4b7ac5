import type { ItemFilter } from '#domain/item/item-filter';
import { RECORD_NUMBER } from '#domain/phases/planning/import/record-keys';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import type { Population } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { type AnalysisContext, openWorkshop, type Workshop } from './analysis-context';
import { asNumber, asText, literal } from './duckdb';
import { plainNumberSql } from './number-sql';
import { hashPopulation, type PopulationFiles } from './population';
import { populationFiles } from './recipes';
import { recordFilterSql } from './record-filter';
import { columnSql } from './records-file';

/** Rows looked up by one statement. */
const BATCH = 1_000;

export interface PopulationRecord {
  key: string;
  /** The fields in the file's order; null where the file has nothing. */
  fields: (string | null)[];
}

/** What a population is read by; see `Population` of lib/domain/phases/planning/population. */
export type PopulationSource = Pick<Population, 'fileSha256' | 'parse' | 'columns' | 'key'>;

/** What methods of drawing write their own statements with; people's values are bound, never written. */
export interface PopulationSql {
  workshop: Workshop;
  files: PopulationFiles;
  columns: PopulationSource['columns'];
  /** Relation of keys (alias k) joined with records (alias r). */
  from: string;
  /** Text of an attribute's value, such as `r.c3`. Refuses an attribute the file does not have. */
  valueOf(code: string): string;
  /** That text as plain decimal text, where the attribute's numbers are written in a format of their own. */
  numberOf(code: string): string;
  /** Hash rank of a record under the seed bound to `$1`. */
  rank: string;
}

export interface PopulationReader {
  readonly sql: PopulationSql;
  hash(): Promise<{ hash: string; count: number }>;
  count(filter: ItemFilter): Promise<number>;
  /** Those of the keys that match a filter; all of them where it is null. */
  matching(keys: readonly string[], filter: ItemFilter | null): Promise<Set<string>>;
  /** Keys in hash rank, at most `limit`; of the matching ones where a filter is given, passing over `excluding`. */
  ranked(seed: string, options: { limit: number; filter?: ItemFilter | null; excluding?: readonly string[] }): Promise<string[]>;
  /** Records in the order of the keys given; keys the population does not hold are left out. */
  records(keys: readonly string[]): AsyncGenerator<PopulationRecord>;
  /** Every record, by key. */
  all(): AsyncGenerator<PopulationRecord>;
  close(): Promise<void>;
}

/** Positions (from 0) of a population's key columns. */
export function keyPositions({ columns, key }: Pick<Population, 'columns' | 'key'>): number[] {
  if (key.includes(RECORD_NUMBER)) return [];
  return key.map((name) => {
    const at = resolveColumn(name, columns);
    if (at === null) throw new Refusal('invalid_input', `The file has no column “${name}” for the key.`);
    return at;
  });
}

/** Opens a population for reading; its files are made again where they are not at hand. The caller closes it. */
export async function openPopulation(context: AnalysisContext, source: PopulationSource): Promise<PopulationReader> {
  const workshop = await openWorkshop(context);
  const { duck } = workshop;
  const files = await populationFiles(workshop, source.fileSha256, source.parse, keyPositions(source)).catch(async (error: unknown) => {
    await workshop.close();
    throw error;
  });
  const from = `read_parquet(${literal(files.keys)}) k join read_parquet(${literal(files.records)}) r using (_ordinal)`;
  const fields = source.columns.map((_, index) => `r.${columnSql(index)} as ${columnSql(index)}`).join(', ');
  const toRecord = (row: Record<string, unknown>): PopulationRecord => ({
    key: String(row._key),
    fields: source.columns.map((_, index) => asText(row[columnSql(index)])),
  });
  // Text compares by bytes in DuckDB as it does under PostgreSQL's "C": both order keys alike.
  const keyCondition = (parameter: number) => `k._key in (select unnest($${parameter}))`;
  const rank = 'sha256($1 || chr(10) || k._key_json)';
  const valueOf = (code: string): string => {
    const at = source.columns.findIndex((column) => column.code === code);
    if (at < 0) throw new Refusal('invalid_input', `Records have no attribute “${code}”.`);
    return `r.${columnSql(at)}`;
  };
  const numberOf = (code: string): string =>
    plainNumberSql(valueOf(code), source.columns.find((column) => column.code === code)?.numberFormat ?? '');
  return {
    sql: { workshop, files, columns: source.columns, from, valueOf, numberOf, rank },
    hash: () => hashPopulation(duck, files.keys),
    async count(filter) {
      const { sql, values } = recordFilterSql(filter, source.columns);
      const [row] = await duck.rows(`select count(*) as n from ${from} where ${sql}`, values);
      return asNumber(row?.n);
    },
    async matching(keys, filter) {
      const { sql, values } = recordFilterSql(filter ?? { all: [] }, source.columns, 2);
      const found = new Set<string>();
      for (let start = 0; start < keys.length; start += BATCH)
        for (const row of await duck.rows(`select k._key as _key from ${from} where ${keyCondition(1)} and ${sql}`, [
          keys.slice(start, start + BATCH),
          ...values,
        ]))
          found.add(String(row._key));
      return found;
    },
    async ranked(seed, { limit, filter = null, excluding = [] }) {
      const filtered =
        filter === null || filter.all.length === 0 ? null : recordFilterSql(filter, source.columns, excluding.length === 0 ? 3 : 4);
      // Keys alone settle the rank: records are joined only where a filter looks at them.
      const relation = filtered === null ? `read_parquet(${literal(files.keys)}) k` : from;
      const conditions = [...(excluding.length === 0 ? [] : [`not (${keyCondition(3)})`]), ...(filtered === null ? [] : [filtered.sql])];
      const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
      const rows = await duck.rows(`select k._key as _key from ${relation} ${where} order by ${rank}, k._key limit $2`, [
        seed,
        BigInt(limit),
        ...(excluding.length === 0 ? [] : [excluding]),
        ...(filtered?.values ?? []),
      ]);
      return rows.map((row) => String(row._key));
    },
    async *records(keys) {
      for (let start = 0; start < keys.length; start += BATCH) {
        const batch = keys.slice(start, start + BATCH);
        const rows = await duck.rows(`select k._key as _key, ${fields} from ${from} where ${keyCondition(1)}`, [batch]);
        const byKey = new Map(rows.map((row) => [String(row._key), toRecord(row)]));
        for (const key of batch) {
          const record = byKey.get(key);
          if (record !== undefined) yield record;
        }
      }
    },
    async *all() {
      for await (const rows of duck.stream(`select k._key as _key, ${fields} from ${from} order by k._key`))
        for (const row of rows) yield toRecord(row);
    },
    close: () => workshop.close(),
  };
}
