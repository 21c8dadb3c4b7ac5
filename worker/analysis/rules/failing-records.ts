import type { MixDesign } from '#domain/phases/sample-selection/draw-design';
import { Refusal } from '#domain/refusals';
import type { RulePlan } from '#domain/rules/rule-plan';
import { asNumber, literal } from '../files/duckdb';
import type { PopulationReader } from '../files/population-reader';
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
  const into = `insert into failed select ${rule}, _ordinal`;
  if (requirement.kind === 'unique') {
    // Counting settles how wide the numbers of the condition are; compiling alone would guess.
    await runner.countUnique(plan, requirement.codes);
    const { sql, built } = await runner.compile((compiler) => ({
      texts: requirement.codes.map((code) => compiler.textSource(code)),
      where: condition === null ? 'true' : compiler.condition(condition),
    }));
    const isFilled = built.texts.map((text) => `${text} is not null`).join(' or ');
    const sources = sql
      .sourceList()
      .map((source) => `, ${source}`)
      .join('');
    const shared = `select _ordinal, count(*) over (partition by ${built.texts.join(', ')}) as n, (${isFilled}) as filled from (select *${sources} from ${runner.from}) where ${built.where}`;
    await workshop.duck.run(`${into} from (${shared}) where n > 1 and filled`, sql.values);
    return;
  }
  await runner.count([{ plan }]);
  const { sql, built } = await runner.compile((compiler) => {
    const fails = `(${compiler.condition(requirement)}) is not true`;
    return condition === null ? fails : `(${compiler.condition(condition)}) and ${fails}`;
  });
  const sources = sql
    .sourceList()
    .map((source) => `, ${source}`)
    .join('');
  await workshop.duck.run(`${into} from (select *${sources} from ${runner.from}) where ${built}`, sql.values);
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
  await duck.run('create or replace temp table failed (rule integer, _ordinal integer)');
  for (const [index, { code, expression }] of rules.entries()) {
    workshop.heartbeat({ step: 'Finding failing records', done: index, total: rules.length, unit: 'rules' });
    const { plan, why } = planOf(expression, attributes, columns);
    if (plan === null) throw new Refusal('invalid_input', `Rule ${code} cannot run: ${why}`);
    await addFailing(reader, runner, plan, index);
  }
  await duck.run(
    `create or replace temp table failing as select f.rule as rule, k._key as key, ${reader.sql.rank} as rank from failed f join read_parquet(${literal(files.keys)}) k using (_ordinal)`,
    [seed],
  );
  const rows = await duck.rows(
    `select rule, count(*) as n, min_by(key, rank || key, ${Math.max(1, most)}) as keys from failing group by rule order by rule`,
  );
  return rows.map((row) => ({
    code: rules[asNumber(row.rule)]?.code ?? '',
    failed: asNumber(row.n),
    keys: Array.isArray(row.keys) ? row.keys.map(String) : [],
  }));
}
