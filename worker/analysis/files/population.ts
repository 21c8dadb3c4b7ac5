import { itemKeyFault, keyInWords, LONGEST_KEY, UNSEEN_IN_KEYS } from '#domain/item/item-key';
import { Refusal } from '#domain/refusals';
import { PopulationHash } from '#domain/sampling/population-hash';
import { asNumber, type Duck, literal } from './duckdb';
import { columnSql } from './records-file';

/** The two Parquet files of a population: the records as read, and their keys (`_ordinal`, `_key`, `_key_json`, `_occurrence`). */
export interface PopulationFiles {
  records: string;
  keys: string;
}

/** RFC 8785 of one text, in SQL; the long way only where a control character occurs. */
function jsonTextSql(text: string): string {
  const simple = `replace(replace(${text}, '\\', '\\\\'), '"', '\\"')`;
  const short: Record<number, string> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };
  let escaped = simple;
  for (let code = 1; code < 32; code++)
    escaped = `replace(${escaped}, chr(${code}), '${short[code] ?? `\\u${code.toString(16).padStart(4, '0')}`}')`;
  return `('"' || case when regexp_matches(${text}, '[\\x01-\\x1f]') then ${escaped} else ${simple} end || '"')`;
}

/** SQL of `recordKey` (lib/domain/phases/planning/import/record-keys): the texts of a record's key, in order, as separate expressions. */
function keyTextsSql(columns: readonly string[]): string[] {
  return columns.map((column, index) => {
    const repeated =
      index === columns.length - 1 ? `case when _occurrence > 1 then ${column} || '#' || _occurrence else ${column} end` : column;
    return index === 0 ? `case when starts_with(${column}, '$') then '=' else '' end || ${repeated}` : repeated;
  });
}

/**
 * SQL of an occurrence that counts on from the highest number a record of the file has by itself: where A, A and A#2 stand in the
 * file, the second A is A#3.
 */
function besideNatural(columns: readonly string[], occurrence: string): string {
  const last = columns.at(-1) ?? '';
  const others = columns.slice(0, -1);
  const sameOthers = others.map((column) => ` and own.${column} is not distinct from picked.${column}`).join('');
  const highest = `(select max(cast(regexp_extract(own.${last}, '#([0-9]{1,9})$', 1) as bigint)) from picked own
    where regexp_matches(own.${last}, '#[0-9]{1,9}$') and regexp_replace(own.${last}, '#[0-9]{1,9}$', '') = picked.${last}${sameOthers})`;
  return `case when ${occurrence} = 1 then 1 else ${occurrence} - 1 + greatest(coalesce(${highest}, 1), 1) end`;
}

/**
 * Writes the keys of a population. `keyColumns`: positions (from 0) of the key's columns in order; none means the record
 * number. Refuses a file whose keys cannot be told apart even so, or are none (lib/domain/item/item-key), naming the line.
 */
export async function writeKeys(duck: Duck, records: string, keyColumns: readonly number[], output: string): Promise<void> {
  const source = `read_parquet(${literal(records)})`;
  if (keyColumns.length === 0) {
    await duck.run(
      `copy (select _ordinal, _line, cast(_ordinal as varchar) as _key, '["' || _ordinal || '"]' as _key_json, 1 as _occurrence, _row_hash from ${source}) to ${literal(output)} (format parquet)`,
    );
    return;
  }
  const columns = keyColumns.map((_, index) => `k${index + 1}`);
  const picked = keyColumns.map((position, index) => `coalesce(${columnSql(position)}, '') as k${index + 1}`);
  const blank = columns.map((column) => `trim(${column}) = ''`).join(' and ');
  const texts = keyTextsSql(columns);
  const joined =
    texts.length === 1
      ? (texts[0] ?? "''")
      : texts.map((text) => `replace(replace(${text}, '\\', '\\\\'), '|', '\\|')`).join(` || '|' || `);
  const json = `'[' || ${texts.map((text) => jsonTextSql(`(${text})`)).join(` || ',' || `)} || ']'`;
  const write = async (occurrence: string) => {
    await duck.run(`copy (
      with picked as (select _ordinal, _line, _row_hash, ${picked.join(', ')} from ${source}),
        counted as (select *, (${blank}) as _blank, ${occurrence} as _occurrence from picked)
      select _ordinal, _line, case when _blank then '@' || _ordinal else ${joined} end as _key,
        case when _blank then '["@' || _ordinal || '"]' else ${json} end as _key_json, case when _blank then 0 else _occurrence end as _occurrence, _row_hash
      from counted order by _ordinal) to ${literal(output)} (format parquet)`);
    const [counts] = await duck.rows(`select count(*) as n, count(distinct _key) as keys from read_parquet(${literal(output)})`);
    return asNumber(counts?.n) === asNumber(counts?.keys);
  };
  const faulty = async (): Promise<void> => {
    const [row] = await duck.rows(
      `select _line, _key from read_parquet(${literal(output)})
        where regexp_matches(_key, ${literal(UNSEEN_IN_KEYS)}) or strlen(_key) > ${LONGEST_KEY} or nfc_normalize(_key) <> _key order by _ordinal limit 1`,
    );
    if (row !== undefined)
      throw new Refusal(
        'invalid_input',
        `Line ${asNumber(row._line)}: the key ${keyInWords(String(row._key))} ${itemKeyFault(String(row._key)) ?? ''}.`,
      );
  };
  // Most keys do not repeat; counting occurrences, which sorts the records, is for those that do.
  if (await write('cast(1 as bigint)')) return await faulty();
  const occurrence = `row_number() over (partition by ${columns.join(', ')} order by _ordinal)`;
  if (await write(occurrence)) return await faulty();
  if (await write(besideNatural(columns, occurrence))) return await faulty();
  throw new Refusal('invalid_input', 'Records with the same key cannot be told apart: choose another key, or the record number.');
}

/** SHA-256 over the sorted, length-prefixed (key, row hash) of a population, and its size. */
export async function hashPopulation(duck: Duck, keys: string): Promise<{ hash: string; count: number }> {
  const population = new PopulationHash();
  const prefixed = `strlen(_key) || ':' || _key || strlen(_row_hash) || ':' || _row_hash`;
  for await (const records of duck.texts(`select ${prefixed} from read_parquet(${literal(keys)}) order by _key`))
    population.addPrefixed(records);
  return { hash: population.hex(), count: population.records };
}

/** Columns looked at by one statement: opening a file of many columns costs as much as reading a few of them. */
const COLUMNS_A_PASS = 50;

/** Position (from 0) of the first column that is complete and unique; null where the register has no natural key. */
export async function proposeKey(duck: Duck, records: string, columnCount: number): Promise<number | null> {
  const source = `read_parquet(${literal(records)})`;
  for (let start = 0; start < columnCount; start += COLUMNS_A_PASS) {
    const positions = Array.from({ length: Math.min(COLUMNS_A_PASS, columnCount - start) }, (_, index) => start + index);
    const looks = positions.map((position) => {
      const column = columnSql(position);
      return `count(*) filter (where trim(coalesce(${column}, '')) = '') as b${position}, approx_count_distinct(${column}) as d${position}`;
    });
    const [rough] = await duck.rows(`select count(*) as n, ${looks.join(', ')} from ${source}`);
    const total = asNumber(rough?.n);
    for (const position of positions) {
      if (asNumber(rough?.[`b${position}`]) > 0 || asNumber(rough?.[`d${position}`]) < total * 0.8) continue;
      const [exact] = await duck.rows(`select count(distinct ${columnSql(position)}) as n from ${source}`);
      if (asNumber(exact?.n) === total) return position;
    }
  }
  return null;
}
