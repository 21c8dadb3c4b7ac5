import type { FailingRecord, FailurePage } from '#contract/profiling';
import { csvLine } from '#domain/csv-cell';
import type { Population } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { parseRule } from '#domain/rules/parse-rule';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { ruleAttributes } from '#domain/rules/rule-attributes';
import type { RulePlan } from '#domain/rules/rule-plan';
import type { Workshop } from '../files/analysis-context';
import { asNumber, asText, literal, type Row } from '../files/duckdb';
import type { PopulationFiles } from '../files/population';
import type { RuleSql } from './rule-sql';
import { columnsByCode, planOf, RuleRunner } from './run-rules';

/** What stands in place of a value that the person asking may not read. */
const MASKED = '••••••';

/** What to show of some records' keys. */
export type ShowKeys = (keys: readonly string[]) => Promise<(key: string) => string>;

/** A rule on its population, ready to list what fails it. */
export interface FailureSource {
  workshop: Workshop;
  files: PopulationFiles;
  population: Population;
  attributes: readonly ProfiledAttribute[];
  expression: string;
}

/** SQL of the records that fail a plan, with every raw column; `values` are bound to it. */
async function failingRecordsSql(runner: RuleRunner, plan: RulePlan): Promise<{ sql: string; values: string[]; failed: number }> {
  const { condition, requirement } = plan;
  // Counting first also makes sure that the widths hold which the compiled SQL rests on.
  const failed =
    requirement.kind === 'unique'
      ? (await runner.countUnique(plan, requirement.codes)).failed
      : ((await runner.count([{ plan }]))[0]?.failed ?? 0);
  const build = (sql: RuleSql): string => {
    const guard = condition === null ? 'true' : `(${sql.condition(condition)}) is true`;
    if (requirement.kind !== 'unique') {
      const fails = `(${sql.condition(requirement)}) is not true`;
      return `select * from ${sourced(sql, runner)} where ${guard} and ${fails}`;
    }
    const texts = requirement.codes.map((code) => sql.textSource(code));
    const filled = texts.map((text) => `${text} is not null`).join(' or ');
    return `select * from (select *, count(*) over (partition by ${texts.join(', ')}) as _shared from ${sourced(sql, runner)} where ${guard} and (${filled})) where _shared > 1`;
  };
  const { sql, built } = await runner.compile(build);
  return { sql: built, values: sql.values, failed };
}

function sourced(sql: RuleSql, runner: RuleRunner): string {
  return `(select *${sql
    .sourceList()
    .map((source) => `, ${source}`)
    .join('')} from ${runner.from})`;
}

interface Listing {
  codes: readonly string[];
  failed: number;
  sql: string;
  values: readonly string[];
  toRecord(row: Row): FailingRecord;
}

async function listing(
  { workshop, files, population, attributes, expression }: FailureSource,
  masked: ReadonlySet<string>,
): Promise<Listing> {
  const columns = columnsByCode(population);
  const { plan, why } = planOf(expression, attributes, columns);
  if (plan === null) throw new Refusal('invalid_input', why);
  const parsed = parseRule(expression);
  const codes = parsed.ok ? ruleAttributes(parsed.rule) : [];
  const runner = new RuleRunner(workshop.duck, files.records, columns);
  if (
    (await runner.compileOrMeasure((sql) =>
      [plan.condition, plan.requirement].map((part) => (part === null || part.kind === 'unique' ? null : sql.condition(part))),
    )) === null
  )
    throw new Refusal('invalid_input', 'The numbers of this rule are too long to calculate with.');
  const { sql, values, failed } = await failingRecordsSql(runner, plan);
  const hidden = codes.filter((code) => masked.has(code));
  return {
    codes,
    failed,
    sql: `select f._ordinal, f._line, k._key, ${codes.map((code) => `f.${runner.columnOf(code)}`).join(', ')} from (${sql}) f join read_parquet(${literal(files.keys)}) k using (_ordinal)`,
    values,
    toRecord: (row) => ({
      key: String(row._key),
      line: asNumber(row._line),
      values: Object.fromEntries(
        codes.map((code) => {
          const value = asText(row[runner.columnOf(code)]);
          return [code, value !== null && hidden.includes(code) ? MASKED : value];
        }),
      ),
      masked: hidden,
    }),
  };
}

/** Whether the keys of a population's records hold values that are masked. */
export function hidesKeys({ key, columns }: Population, masked: ReadonlySet<string>): boolean {
  return key.some((name) => masked.has(name)) || columns.some(({ column, code }) => masked.has(code) && key.includes(column));
}

/** Failing records in the order of the file, from a cursor on; values of `masked` attributes are replaced before they leave. */
export async function listFailures(
  source: FailureSource,
  masked: ReadonlySet<string>,
  showKeys: ShowKeys,
  after: string | null,
  limit: number,
): Promise<FailurePage> {
  const from = after === null ? 0 : Number(after);
  if (!Number.isSafeInteger(from) || from < 0) throw new Refusal('invalid_input', 'This page of records is not known.');
  const { codes, failed, sql, values, toRecord } = await listing(source, masked);
  const rows = await source.workshop.duck.rows(
    `select * from (${sql}) where _ordinal > ${from} order by _ordinal limit ${limit + 1}`,
    values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const records = await withKeysShown(page.map(toRecord), showKeys);
  return {
    attributes: codes,
    failed,
    rows: records,
    next: rows.length > limit && last !== undefined ? String(asNumber(last._ordinal)) : null,
  };
}

/** All failing records as CSV, piece by piece: masked as the page is, formula cells neutralised. */
export async function* failuresCsv(source: FailureSource, masked: ReadonlySet<string>, showKeys: ShowKeys): AsyncGenerator<Buffer> {
  const { codes, sql, values, toRecord } = await listing(source, masked);
  // The byte order mark tells spreadsheets that this is UTF-8.
  yield Buffer.from(`\uFEFF${csvLine(['record', 'line', ...codes])}`, 'utf8');
  for await (const rows of source.workshop.duck.stream(`${sql} order by _ordinal`, values)) {
    const records = await withKeysShown(rows.map(toRecord), showKeys);
    const lines = records.map(({ key, line, values: shown }) => csvLine([key, String(line), ...codes.map((code) => shown[code] ?? null)]));
    yield Buffer.from(lines.join(''), 'utf8');
  }
}

async function withKeysShown(records: readonly FailingRecord[], showKeys: ShowKeys): Promise<FailingRecord[]> {
  const show = await showKeys(records.map(({ key }) => key));
  return records.map((record) => ({ ...record, key: show(record.key) }));
}
