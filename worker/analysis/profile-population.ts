import { assertNever } from '#domain/assert-never';
import { DATE_FORMATS } from '#domain/import/attribute-types';
import { resolveColumn } from '#domain/import/resolve-column';
import type { AttributeProfile, ProfiledAttribute } from '#domain/phases/profile-facts';
import type { Population } from '#domain/phases/sample-facts';
import { INTEGER_SHAPE, NUMBER_SHAPE } from '#domain/rules/decimal';
import type { Workshop } from './analysis-context';
import { isDateSql } from './column-samples';
import { asNumber, asText, type Duck, literal, type Row } from './duckdb';
import type { PopulationFiles } from './population';
import { NO_NUMBERS, profileNumbers } from './profile-numbers';
import { columnSql } from './records-file';

/** Most frequent values and patterns that are kept. */
const LISTED = 10;
/** Characters of a value that are kept in a list; longer ones end in an ellipsis. */
const LONGEST_SHOWN = 200;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = `${LOWER}${LOWER.toUpperCase()}`.replace('A', '');
const DIGITS = '012345678';

/** SQL of a text's shape: letters as A, digits as 9. Character by character is several times faster than by pattern; that is left to texts beyond ASCII. */
const SHAPE = `CASE WHEN strlen(v) = length(v) THEN translate(v, '${DIGITS}${LETTERS}', '${'9'.repeat(DIGITS.length)}${'A'.repeat(LETTERS.length)}')
  ELSE regexp_replace(regexp_replace(v, '[0-9]', '9', 'g'), '\\p{L}', 'A', 'g') END`;

/** One number for each shape: sign, length and place of the point say it, much faster than its characters do. */
const NUMBERS_BY_SHAPE = `(SELECT min(v) AS v, sum(n) AS n FROM stated WHERE typed GROUP BY length(v), strpos(v, '.'), CASE WHEN left(v, 1) IN ('+', '-') THEN left(v, 1) END
  UNION ALL SELECT v, n FROM stated WHERE NOT typed)`;

/** SQL: whether a filled text that is no special value is of the attribute's type. */
function typeSql({ type, format }: ProfiledAttribute): string {
  switch (type) {
    case 'integer':
      return `regexp_full_match(v, '${INTEGER_SHAPE}')`;
    case 'decimal':
      return `regexp_full_match(v, '${NUMBER_SHAPE}')`;
    case 'date':
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
  return type === 'date' && format !== '' ? `try_strptime(v, ${literal(DATE_FORMATS[format] ?? '')})` : 'v';
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
  const isCoded = attribute.exhaustive && attribute.validValues.length > 0;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE tallied AS SELECT ${column} AS v, count(*) AS n FROM read_parquet(${literal(records)}) GROUP BY 1`,
  );
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE stated AS SELECT v, n, special, NOT special AND (${typeSql(attribute)}) AS typed, ${isCoded ? 'NOT special AND NOT (v IN (SELECT unnest($2)))' : '$2 IS NULL'} AS astray
     FROM (SELECT v, n, v IN (SELECT unnest($1)) AS special FROM tallied WHERE trim(coalesce(v, ''), ' ') <> '')`,
    [attribute.specialValues, attribute.validValues],
  );
  const order = orderSql(attribute);
  const plain = 'FILTER (WHERE typed)';
  const [counts] =
    await duck.rows(`SELECT (SELECT sum(n) FROM tallied) AS records, count(*) AS distinct_values, coalesce(sum(n), 0) AS filled,
    coalesce(sum(n) FILTER (WHERE special), 0) AS special, coalesce(sum(n) FILTER (WHERE NOT special AND NOT typed), 0) AS wrong, coalesce(sum(n) FILTER (WHERE astray), 0) AS astray,
    min(length(v)) AS shortest, max(length(v)) AS longest, min_by(v, ${order}) ${plain} AS least, max_by(v, ${order}) ${plain} AS greatest FROM stated`);
  const top = await duck.rows(`SELECT v, n FROM stated ORDER BY n DESC, v LIMIT ${LISTED}`);
  const isNumber = attribute.type === 'integer' || attribute.type === 'decimal';
  const shapes = isNumber ? NUMBERS_BY_SHAPE : 'stated';
  const patterns = await duck.rows(
    `SELECT v, sum(n) AS n FROM (SELECT ${SHAPE} AS v, n FROM ${shapes}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${LISTED}`,
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
  for (const table of ['tallied', 'stated', 'numbers']) await duck.run(`DROP TABLE IF EXISTS ${table}`);
  heartbeat({ step: 'Profiling', done: attributes.length, total: attributes.length, unit });
}
