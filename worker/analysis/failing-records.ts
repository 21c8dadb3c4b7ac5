import type { MixDesign } from '#domain/phases/draw-design';
import { Refusal } from '#domain/refusals';
import type { RulePlan } from '#domain/rules/rule-plan';
import { asNumber, literal } from './duckdb';
import type { PopulationReader } from './population-reader';
import { columnsByCode, planOf, RuleRunner } from './run-rules';

/** Records that fail a rule: how many, and the first keys in hash rank. */
export interface FailingRecords {
  code: string;
  failed: number;
  keys: readonly string[];
}

/** Adds the ordinals of the records that fail one rule to the table `failed`, under the rule's number. */
async function addFailing({ sql: { workshop } }: PopulationReader, runner: RuleRunner, plan: RulePlan, rule: number): Promise<void> {
  const { condition, requirement } = plan;
  const into = `INSERT INTO failed SELECT ${rule}, _ordinal`;
  if (requirement.kind === 'unique') {
    // Counting settles how wide the numbers of the condition are; compiling alone would guess.
    await runner.countUnique(plan, requirement.codes);
    const { sql, built } = await runner.compile((compiler) => ({
      texts: requirement.codes.map((code) => compiler.textSource(code)),
      where: condition === null ? 'true' : compiler.condition(condition),
    }));
    const isFilled = built.texts.map((text) => `${text} IS NOT NULL`).join(' OR ');
    const sources = sql
      .sourceList()
      .map((source) => `, ${source}`)
      .join('');
    const shared = `SELECT _ordinal, count(*) OVER (PARTITION BY ${built.texts.join(', ')}) AS n, (${isFilled}) AS filled FROM (SELECT *${sources} FROM ${runner.from}) WHERE ${built.where}`;
    await workshop.duck.run(`${into} FROM (${shared}) WHERE n > 1 AND filled`, sql.values);
    return;
  }
  await runner.count([{ plan }]);
  const { sql, built } = await runner.compile((compiler) => {
    const fails = `(${compiler.condition(requirement)}) IS NOT TRUE`;
    return condition === null ? fails : `(${compiler.condition(condition)}) AND ${fails}`;
  });
  const sources = sql
    .sourceList()
    .map((source) => `, ${source}`)
    .join('');
  await workshop.duck.run(`${into} FROM (SELECT *${sources} FROM ${runner.from}) WHERE ${built}`, sql.values);
}

/**
 * Runs rules over the population; at most `most` keys of each in hash rank, rules without failing record left out. Leaves
 * the table `failing` (rule, key, rank) behind for the rest of the draw. Refuses a rule that cannot run here.
 */
export async function failingRecords(
  reader: PopulationReader,
  seed: string,
  attributes: MixDesign['attributes'],
  rules: MixDesign['rules'],
  most: number,
): Promise<FailingRecords[]> {
  const { workshop, files, columns: known } = reader.sql;
  const { duck } = workshop;
  const columns = columnsByCode({ columns: [...known].map((column) => ({ ...column, included: true })) });
  const runner = new RuleRunner(duck, files.records, columns);
  await duck.run('CREATE OR REPLACE TEMP TABLE failed (rule INTEGER, _ordinal INTEGER)');
  for (const [index, { code, expression }] of rules.entries()) {
    workshop.heartbeat({ step: 'Finding failing records', done: index, total: rules.length, unit: 'rules' });
    const { plan, why } = planOf(expression, attributes, columns);
    if (plan === null) throw new Refusal('invalid_input', `Rule ${code} cannot run: ${why}`);
    await addFailing(reader, runner, plan, index);
  }
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE failing AS SELECT f.rule AS rule, k._key AS key, ${reader.sql.rank} AS rank FROM failed f JOIN read_parquet(${literal(files.keys)}) k USING (_ordinal)`,
    [seed],
  );
  const rows = await duck.rows(
    `SELECT rule, count(*) AS n, min_by(key, rank || key, ${Math.max(1, most)}) AS keys FROM failing GROUP BY rule ORDER BY rule`,
  );
  return rows.map((row) => ({
    code: rules[asNumber(row.rule)]?.code ?? '',
    failed: asNumber(row.n),
    keys: Array.isArray(row.keys) ? row.keys.map(String) : [],
  }));
}
