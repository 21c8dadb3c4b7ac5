import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Population } from '#domain/phases/planning/population';
import { parseRule } from '#domain/rules/parse-rule';
import { resolveRule } from '#domain/rules/resolve-rule';
import type { RulePlan } from '#domain/rules/rule-plan';
import { evaluateCondition, evaluatePlan } from '../../../test/oracles/evaluate-rule';
import { generatedRules, RULE_ATTRIBUTES, ruleValue } from '../../../test/support/generated-rules';
import { propertyRuns } from '../../../test/support/property-runs';
import { type Duck, literal, openDuck } from '../files/duckdb';
import { RuleSql, TooManyDigits } from './rule-sql';
import { columnsByCode, RuleRunner } from './run-rules';

let directory: string;
let duck: Duck;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rule-sql-'));
  duck = await openDuck(directory, new AbortController().signal);
});
afterAll(async () => {
  duck.close();
  await rm(directory, { recursive: true, force: true });
});

const COLUMNS = columnsByCode({
  columns: RULE_ATTRIBUTES.map(({ code }) => ({ column: code, code, included: true })),
} as unknown as Population);

function planOf(text: string): RulePlan | null {
  const parsed = parseRule(text);
  return parsed.ok ? resolveRule(parsed.rule, RULE_ATTRIBUTES).plan : null;
}

/** Everything that compiled SQL may consist of; quotes are not among it. */
const WORDS = new Set(
  'and or not is null true in case when then else end as cast try_cast decimal date varchar count filter where true trim coalesce nullif regexp_full_match try_strptime upper lower substring length abs year month day starts_with ends_with contains'.split(
    ' ',
  ),
);
const TOKEN = /\s+|[A-Za-z_]+(?![A-Za-z_0-9])|[ctnd][0-9]+|\$[0-9]+|[0-9]+|\|\||<=|>=|<>|[-+*(),=<>]/y;

function foreignToken(sql: string): string | null {
  TOKEN.lastIndex = 0;
  for (let at = 0; at < sql.length; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(sql);
    if (found === null) return sql.slice(at, at + 40);
    const [token] = found;
    if (/^[A-Za-z_]+$/.test(token) && !WORDS.has(token)) return token;
  }
  return null;
}

/** A hundred thousand rules take a minute; one run of all tests tries a tenth of them, other ones with every commit. */
const HOSTILE = propertyRuns(100_000, 10_000);

describe('RuleSql', () => {
  it('lets no text of hostile rules out of its parameters', () => {
    let compiled = 0;
    fc.assert(
      fc.property(generatedRules(1).rule, (text) => {
        const plan = planOf(text);
        if (plan === null) return;
        const sql = new RuleSql(
          (code) => COLUMNS.get(code) ?? '',
          () => ({ whole: 3, fraction: 2 }),
        );
        let parts: string[];
        try {
          const { condition, requirement } = plan;
          parts = [
            condition === null ? '' : sql.condition(condition),
            ...(requirement.kind === 'unique' ? requirement.codes.map((code) => sql.textSource(code)) : [sql.condition(requirement)]),
            ...sql.sourceList(),
          ];
        } catch (error) {
          if (error instanceof TooManyDigits) return;
          throw error;
        }
        compiled += 1;
        const whole = parts.join(' ');
        if (foreignToken(whole) !== null) throw new Error(`${text}\n${whole}\n${foreignToken(whole)}`);
        const named = new Set(whole.match(/\$[0-9]+/g));
        if (named.size !== sql.values.length || !named.has(`$${sql.values.length}`))
          if (sql.values.length > 0) throw new Error(`${sql.values.length} bound, ${named.size} named: ${whole}`);
      }),
      HOSTILE,
    );
    expect(compiled).toBeGreaterThan(0.6 * HOSTILE.numRuns);
  }, 120_000);

  it('finds in DuckDB what the plain evaluator finds, record by record', async () => {
    const rows = fc.sample(fc.tuple(...RULE_ATTRIBUTES.map(() => ruleValue)), { numRuns: 400, seed: 7 });
    const records = join(directory, 'records.parquet');
    const width = RULE_ATTRIBUTES.length;
    const tuples = rows
      .map((_, index) => `(${index + 1}, ${Array.from({ length: width }, (__, at) => `$${index * width + at + 1}`).join(', ')})`)
      .join(', ');
    const names = Array.from({ length: width }, (_, at) => `nullif(c${at + 1}, '<null>') as c${at + 1}`).join(', ');
    await duck.run(
      `copy (select cast(_ordinal as integer) as _ordinal, ${names} from (values ${tuples}) as x(_ordinal, ${Array.from({ length: width }, (_, at) => `c${at + 1}`).join(', ')})) to ${literal(records)} (format parquet)`,
      rows.flatMap((row) => row.map((cell) => cell ?? '<null>')),
    );
    const read = (row: readonly (string | null)[]) => (code: string) =>
      row[RULE_ATTRIBUTES.findIndex((attribute) => attribute.code === code)] ?? null;
    let compared = 0;
    for (let batch = 0; batch < 25; batch++) {
      const runner = new RuleRunner(duck, records, COLUMNS);
      const rules: { text: string; condition: Exclude<RulePlan['requirement'], { kind: 'unique' }> }[] = [];
      for (const text of fc.sample(generatedRules(2).condition, { numRuns: 80, seed: 1000 + batch })) {
        const requirement = planOf(text)?.requirement;
        if (requirement === undefined || requirement.kind === 'unique') continue;
        if ((await runner.compileOrMeasure((sql) => sql.condition(requirement))) !== null) rules.push({ text, condition: requirement });
      }
      const { sql, built } = await runner.compile((compiler) =>
        rules.map(({ condition }, index) => `(${compiler.condition(condition)}) is true as b${index}`),
      );
      const found = await duck.rows(
        `select _ordinal, ${built.join(', ')} from (select *${sql
          .sourceList()
          .map((source) => `, ${source}`)
          .join('')} from ${runner.from}) order by _ordinal`,
        sql.values,
      );
      for (const [index, { text, condition }] of rules.entries()) {
        const wrong = rows.findIndex((row, at) => evaluateCondition(condition, read(row)) !== found[at]?.[`b${index}`]);
        if (wrong >= 0) throw new Error(`${text} on ${JSON.stringify(rows[wrong])}: DuckDB says ${String(found[wrong]?.[`b${index}`])}`);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  }, 120_000);

  it('counts guarded rules and repeats as the plain evaluator does', async () => {
    const small = fc.constantFrom(null, ' ', '1', '2', 'a', '20200229', '02/29/2020');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(...RULE_ATTRIBUTES.map(() => small)), { minLength: 1, maxLength: 30 }),
        fc.array(generatedRules(1).rule, { minLength: 20, maxLength: 20 }),
        async (rows, texts) => {
          const records = join(directory, 'counted.parquet');
          const values = rows
            .map(
              (row, index) => `(${index + 1}, ${row.map((cell) => (cell === null ? 'cast(null as varchar)' : literal(cell))).join(', ')})`,
            )
            .join(', ');
          await duck.run(
            `copy (select cast(_ordinal as integer) as _ordinal, * exclude (_ordinal) from (values ${values}) as x(_ordinal, ${RULE_ATTRIBUTES.map((_, at) => `c${at + 1}`).join(', ')})) to ${literal(records)} (format parquet)`,
          );
          const runner = new RuleRunner(duck, records, COLUMNS);
          const reads = rows.map((row) => (code: string) => row[RULE_ATTRIBUTES.findIndex((attribute) => attribute.code === code)] ?? null);
          for (const text of texts) {
            const plan = planOf(text);
            if (
              plan === null ||
              (await runner.compileOrMeasure((sql) =>
                [plan.condition, plan.requirement].map((part) => (part === null || part.kind === 'unique' ? null : sql.condition(part))),
              )) === null
            )
              continue;
            const tested = reads.filter((read) => plan.condition === null || evaluateCondition(plan.condition, read));
            const combination = (read: (code: string) => string | null, codes: readonly string[]) =>
              codes.map((code) => (read(code) ?? '').replace(/^\p{Zs}*$/u, ''));
            const failed = tested.filter(
              (read) =>
                evaluatePlan(plan, read, (codes) => {
                  const own = combination(read, codes);
                  return (
                    own.some((value) => value !== '') &&
                    tested.filter((other) => JSON.stringify(combination(other, codes)) === JSON.stringify(own)).length > 1
                  );
                }) === 'failed',
            ).length;
            const counted =
              plan.requirement.kind === 'unique'
                ? await runner.countUnique(plan, plan.requirement.codes)
                : (await runner.count([{ plan }]))[0];
            expect(counted, text).toEqual({ tested: tested.length, failed });
          }
        },
      ),
      propertyRuns(8),
    );
  }, 120_000);
});
