import { assertNever } from '#domain/assert-never';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import type { Population } from '#domain/phases/planning/population';
import { DECIMAL_SHAPE, INTEGER_SHAPE } from '#domain/rules/decimal';
import { numberReading } from '#domain/rules/number-formats';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { Workshop } from '../files/analysis-context';
import { dayOfSql, isDateSql } from '../files/date-sql';
import { asNumber, asText, type Duck, literal, type Row } from '../files/duckdb';
import { plainNumberSql } from '../files/number-sql';
import type { PopulationFiles } from '../files/population';
import { columnSql } from '../files/records-file';
import { NO_NUMBERS, profileNumbers } from './profile-numbers';

/** Most frequent values and patterns that are kept. */
const LISTED = 10;
/** Characters of a value that are kept in a list; longer ones end in an ellipsis. */
const LONGEST_SHOWN = 200;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = `${LOWER}${LOWER.toUpperCase()}`.replace('A', '');
const DIGITS = '012345678';

/** SQL of a text's shape: letters as A, digits as 9. Character by character is several times faster than by pattern; that is left to texts beyond ASCII. */
const SHAPE = `case when strlen(v) = length(v) then translate(v, '${DIGITS}${LETTERS}', '${'9'.repeat(DIGITS.length)}${'A'.repeat(LETTERS.length)}')
  else regexp_replace(regexp_replace(v, '[0-9]', '9', 'g'), '\\p{L}', 'A', 'g') end`;

/** One number for each shape: sign, length and place of the point say it, much faster than its characters do. */
const NUMBERS_BY_SHAPE = `(select min(v) as v, sum(n) as n from stated where typed group by length(v), strpos(v, '.'), case when left(v, 1) in ('+', '-') then left(v, 1) end
  union all select v, n from stated where not typed)`;

/** SQL: whether a filled text that is no special value is of the attribute's type. */
function typeSql({ type, format }: ProfiledAttribute): string {
  switch (type) {
    case 'integer':
      return `regexp_full_match(p, '${INTEGER_SHAPE}')`;
    case 'decimal':
      return `regexp_full_match(p, '${DECIMAL_SHAPE}')`;
    case 'date':
    case 'date-time':
      return format === '' ? 'true' : isDateSql('v', format);
    case 'code':
      return format === 'digits' ? `regexp_full_match(v, '[0-9]+')` : 'true';
    case 'text':
    case null:
      return 'true';
    default:
      return assertNever(type);
  }
}

function shown(value: string): string {
  const characters = [...value];
  return characters.length <= LONGEST_SHOWN ? value : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
}

function listed(rows: readonly Row[]): { value: string; count: number }[] {
  return rows.map((row) => ({ value: shown(String(row.v)), count: asNumber(row.n) }));
}

/** What least and greatest are measured by: dates by their day, all else that is no number by its bytes. */
function orderSql({ type, format }: ProfiledAttribute): string {
  return type === 'date' && format !== '' ? dayOfSql('v', format) : 'v';
}

/**
 * One attribute. Everything is computed from the table of its distinct values and how often each occurs, so that a column of
 * codes costs little more than being read, and distinct values and ranks are exact.
 */
async function profileAttribute(
  duck: Duck,
  records: string,
  column: string,
  attribute: ProfiledAttribute,
  population: string,
): Promise<AttributeProfile> {
  const isNumber = attribute.type === 'integer' || attribute.type === 'decimal';
  const isCoded = attribute.exhaustive && attribute.validValues.length > 0;
  await duck.run(
    `create or replace temp table tallied as select ${column} as v, count(*) as n from read_parquet(${literal(records)}) group by 1`,
  );
  await duck.run(
    `create or replace temp table stated as select v, p, n, special, not special and (${typeSql(attribute)}) as typed, ${isCoded ? 'not special and not (v in (select unnest($2)))' : '$2 is null'} as astray
     from (select v, ${isNumber ? plainNumberSql('v', attribute.format) : 'v'} as p, n, v in (select unnest($1)) as special from tallied where trim(coalesce(v, ''), ' ') <> '')`,
    [attribute.specialValues, attribute.validValues],
  );
  const order = orderSql(attribute);
  const plain = 'filter (where typed)';
  const [counts] =
    await duck.rows(`select (select sum(n) from tallied) as records, count(*) as distinct_values, coalesce(sum(n), 0) as filled,
    coalesce(sum(n) filter (where special), 0) as special, coalesce(sum(n) filter (where not special and not typed), 0) as wrong, coalesce(sum(n) filter (where astray), 0) as astray,
    min(length(v)) as shortest, max(length(v)) as longest, min_by(v, ${order}) ${plain} as least, max_by(v, ${order}) ${plain} as greatest from stated`);
  const top = await duck.rows(`select v, n from stated order by n desc, v limit ${LISTED}`);
  const shapes = isNumber && numberReading(attribute.format) === null ? NUMBERS_BY_SHAPE : 'stated';
  const patterns = await duck.rows(
    `select v, sum(n) as n from (select ${SHAPE} as v, n from ${shapes}) group by 1 order by 2 desc, 1 limit ${LISTED}`,
  );
  const numbers = isNumber ? await profileNumbers(duck) : NO_NUMBERS;
  const total = asNumber(counts?.records ?? 0n);
  const least = asText(counts?.least);
  const greatest = asText(counts?.greatest);
  return {
    code: attribute.code,
    name: attribute.name,
    type: attribute.type,
    records: total,
    blank: total - asNumber(counts?.filled),
    special: asNumber(counts?.special),
    distinct: asNumber(counts?.distinct_values),
    shortest: counts?.shortest === null ? null : asNumber(counts?.shortest),
    longest: counts?.longest === null ? null : asNumber(counts?.longest),
    patterns: listed(patterns),
    top: listed(top),
    wrongType: asNumber(counts?.wrong),
    outOfDomain: asNumber(counts?.astray),
    ...(isNumber ? numbers : { ...numbers, min: least === null ? null : shown(least), max: greatest === null ? null : shown(greatest) }),
    population,
  };
}

/**
 * The profile of attributes (those with a column) in the order given, one by one, exactly: the same records give the same
 * bytes on any machine. DuckDB spills what does not fit into the workshop's directory.
 */
export async function* profilePopulation(
  workshop: Workshop,
  files: PopulationFiles,
  population: Pick<Population, 'columns' | 'hash'>,
  attributes: readonly ProfiledAttribute[],
): AsyncGenerator<AttributeProfile> {
  const { duck, heartbeat } = workshop;
  const unit = 'attributes';
  for (const [done, attribute] of attributes.entries()) {
    if (attribute.column === null) continue;
    heartbeat({ step: 'Profiling', done, total: attributes.length, unit });
    const at = resolveColumn(attribute.column, population.columns);
    if (at === null) throw new Error(`The population has no column ${attribute.column}.`);
    yield await profileAttribute(duck, files.records, columnSql(at), attribute, population.hash);
  }
  for (const table of ['tallied', 'stated', 'numbers']) await duck.run(`drop table if exists ${table}`);
  heartbeat({ step: 'Profiling', done: attributes.length, total: attributes.length, unit });
}
