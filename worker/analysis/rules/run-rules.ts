import { ruleHash } from '#domain/phases/data-profiling/rule-hash';
import { MISREAD_FROM, type RuleResult } from '#domain/phases/data-profiling/rule-item';
import type { Population } from '#domain/phases/planning/population';
import { parseRule } from '#domain/rules/parse-rule';
import { resolveRule } from '#domain/rules/resolve-rule';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { RuleAttribute } from '#domain/rules/rule-expression';
import type { RulePlan, TextPlan } from '#domain/rules/rule-plan';
import type { Workshop } from '../files/analysis-context';
import { asNumber, type Duck, literal } from '../files/duckdb';
import type { PopulationFiles } from '../files/population';
import { columnSql } from '../files/records-file';
import { guessWidth, measureWidth, type NumberWidth } from './number-widths';
import { RuleSql, TooManyDigits, tooWideSql } from './rule-sql';

/** Rules counted by one statement: one pass over the records for all of them. */
const RULES_A_PASS = 200;

/** A rule to be run: its code and its expression in the rule language. */
export interface RuleToRun {
  code: string;
  expression: string;
}

interface ReadyRule extends RuleToRun {
  plan: RulePlan;
}

interface Counted {
  tested: number;
  failed: number;
}

/** SQL name of each attribute's column by code; attributes without a column of the data are left out. */
export function columnsByCode(population: Pick<Population, 'columns'>): ReadonlyMap<string, string> {
  return new Map(population.columns.map(({ code }, index) => [code, columnSql(index)]));
}

/** The plan of an expression, or in words why it cannot be run on this population. */
export function planOf(
  expression: string,
  attributes: readonly RuleAttribute[],
  columns: ReadonlyMap<string, string>,
): { plan: RulePlan; why: null } | { plan: null; why: string } {
  const parsed = parseRule(expression);
  if (!parsed.ok) return { plan: null, why: parsed.problems[0]?.message ?? 'The rule cannot be read.' };
  const known = attributes.filter((attribute) => columns.has(attribute.code));
  const resolved = resolveRule(parsed.rule, known);
  return resolved.plan === null
    ? { plan: null, why: resolved.problems[0]?.message ?? 'The rule cannot be used.' }
    : { plan: resolved.plan, why: null };
}

/** A compiler for these records; widths are remembered between statements. */
export class RuleRunner {
  private readonly widths = new Map<string, NumberWidth>();
  private readonly measured = new Set<string>();
  readonly from: string;

  constructor(
    private readonly duck: Duck,
    records: string,
    private readonly columns: ReadonlyMap<string, string>,
  ) {
    this.from = `read_parquet(${literal(records)})`;
  }

  columnOf(code: string): string {
    const column = this.columns.get(code);
    if (column === undefined) throw new Error(`No column holds ${code}.`);
    return column;
  }

  /** Compiles with the widths known; guesses those that are not, and compiles again. */
  async compile<T>(build: (sql: RuleSql) => T): Promise<{ sql: RuleSql; built: T }> {
    for (;;) {
      const missing = new Set<string>();
      const sql = new RuleSql(
        (code) => this.columnOf(code),
        (key) => {
          const width = this.widths.get(key);
          if (width === undefined) missing.add(key);
          return width ?? { whole: 1, fraction: 0 };
        },
      );
      const built = build(sql);
      if (missing.size === 0) return { sql, built };
      for (const { key, of } of sql.numbers.filter((number) => missing.has(number.key)))
        this.widths.set(key, await guessWidth(this.duck, this.from, this.numberSource(of)));
    }
  }

  private numberSource(of: TextPlan): { sql: string; values: string[] } {
    const alone = new RuleSql(
      (code) => this.columnOf(code),
      () => ({ whole: 1, fraction: 0 }),
    );
    // The statement binds three texts of its own before these.
    const text = alone.rawText(of).replace(/\$(\d+)/g, (_, at: string) => `$${Number(at) + 3}`);
    return { sql: text, values: alone.values };
  }

  /** Measures widths over every record; answers whether any was only guessed before. */
  async measure(numbers: readonly { key: string; of: TextPlan }[]): Promise<boolean> {
    let changed = false;
    for (const { key, of } of numbers) {
      if (this.measured.has(key)) continue;
      this.measured.add(key);
      this.widths.set(key, await measureWidth(this.duck, this.from, this.numberSource(of)));
      changed = true;
    }
    return changed;
  }

  /**
   * Compiles, and measures instead of guessing where a guess is too wide for the arithmetic. Null where the numbers are too
   * long even so.
   */
  async compileOrMeasure<T>(build: (sql: RuleSql) => T): Promise<{ sql: RuleSql; built: T } | null> {
    for (;;) {
      let met: RuleSql['numbers'] = [];
      try {
        return await this.compile((sql) => {
          met = sql.numbers;
          return build(sql);
        });
      } catch (error) {
        if (!(error instanceof TooManyDigits)) throw error;
        if (!(await this.measure(met))) return null;
      }
    }
  }

  /** Counts many rules in one pass. `unique` rules are not for it. */
  async count(rules: readonly { plan: RulePlan }[]): Promise<Counted[]> {
    for (;;) {
      const { sql, built } = await this.compile((compiler) => rules.map(({ plan }) => countsSql(compiler, plan)));
      const guards = sql.numbers.map((number) => `count(*) filter (where ${tooWideSql(sql, number)})`);
      const aggregates = [
        'count(*) as total',
        ...built.flatMap(({ tested, failed }, index) => [`${tested} as a${index}`, `${failed} as f${index}`]),
        ...guards.map((guard, index) => `${guard} as g${index}`),
      ];
      const [row] = await this.duck.rows(
        `select ${aggregates.join(', ')} from (select *${sql
          .sourceList()
          .map((source) => `, ${source}`)
          .join('')} from ${this.from})`,
        sql.values,
      );
      const tooNarrow = sql.numbers.filter((_, index) => asNumber(row?.[`g${index}`]) > 0);
      if (tooNarrow.length === 0)
        return rules.map((_, index) => ({ tested: asNumber(row?.[`a${index}`]), failed: asNumber(row?.[`f${index}`]) }));
      if (!(await this.measure(tooNarrow))) throw new Error('Numbers do not fit the width that was measured.');
    }
  }

  /** Counts one `unique` rule: tested records that share their combination with another tested one. */
  async countUnique(plan: RulePlan, codes: readonly string[]): Promise<Counted> {
    // Also widens the guesses of the guard's numbers where they do not hold.
    if (plan.condition !== null) await this.count([{ plan: { condition: null, requirement: plan.condition } }]);
    const { sql, built } = await this.compile((compiler) => ({
      texts: codes.map((code) => compiler.textSource(code)),
      where: plan.condition === null ? '' : `where ${compiler.condition(plan.condition)}`,
    }));
    const isFilled = built.texts.map((text) => `${text} is not null`).join(' or ');
    const [row] = await this.duck.rows(
      `select coalesce(cast(sum(n) as bigint), 0) as tested, coalesce(cast(sum(n) filter (where n > 1 and filled) as bigint), 0) as failed
       from (select count(*) as n, bool_or(${isFilled}) as filled from (select *${sql
         .sourceList()
         .map((source) => `, ${source}`)
         .join('')} from ${this.from}) ${built.where} group by ${built.texts.join(', ')})`,
      sql.values,
    );
    return { tested: asNumber(row?.tested), failed: asNumber(row?.failed) };
  }
}

function countsSql(sql: RuleSql, { condition, requirement }: RulePlan): { tested: string; failed: string } {
  if (requirement.kind === 'unique') throw new Error('Uniqueness is counted apart.');
  const fails = `(${sql.condition(requirement)}) is not true`;
  if (condition === null) return { tested: 'count(*)', failed: `count(*) filter (where ${fails})` };
  const guard = sql.condition(condition);
  return { tested: `count(*) filter (where ${guard})`, failed: `count(*) filter (where ${guard} and ${fails})` };
}

function statusOf(tested: number, failed: number): Pick<RuleResult, 'status' | 'message'> {
  if (tested === 0) return { status: 'tested-nothing', message: 'Its condition held for no record.' };
  if (tested >= MISREAD_FROM && failed === tested)
    return { status: 'misread', message: 'No record satisfies it: the rule, or the list or format it asks for, was probably misread.' };
  return { status: 'ran', message: '' };
}

/**
 * Runs rules over a population: exact counts by code. A rule that cannot run says why; one whose guard held for no record
 * says that it tested nothing. Reads the records once for every 200 rules, and once more for each rule of uniqueness.
 */
export async function runRules(
  workshop: Workshop,
  files: PopulationFiles,
  population: Population,
  attributes: readonly ProfiledAttribute[],
  rules: readonly RuleToRun[],
): Promise<Map<string, RuleResult>> {
  const columns = columnsByCode(population);
  const runner = new RuleRunner(workshop.duck, files.records, columns);
  const results = new Map<string, RuleResult>();
  const cannotRun = ({ code, expression }: RuleToRun, message: string) => {
    const cited = { population: population.hash, rule: ruleHash({ code, expression }) };
    results.set(code, { status: 'cannot-run', tested: 0, passed: 0, failed: 0, message, ...cited });
  };
  const keep = ({ code, expression }: RuleToRun, { tested, failed }: Counted) => {
    const cited = { population: population.hash, rule: ruleHash({ code, expression }) };
    results.set(code, { ...statusOf(tested, failed), tested, passed: tested - failed, failed, ...cited });
  };
  const progress = (done: number) => workshop.heartbeat({ step: 'Running rules', done, total: rules.length, unit: 'rules' });

  progress(0);
  const plain: ReadyRule[] = [];
  const unique: (ReadyRule & { codes: readonly string[] })[] = [];
  for (const { code, expression } of rules) {
    const { plan, why } = planOf(expression, attributes, columns);
    if (plan === null) {
      cannotRun({ code, expression }, why);
      continue;
    }
    const { condition, requirement } = plan;
    const fits = await runner.compileOrMeasure((sql) =>
      [condition, requirement].map((part) => (part === null || part.kind === 'unique' ? null : sql.condition(part))),
    );
    if (fits === null) cannotRun({ code, expression }, new TooManyDigits().message);
    else if (requirement.kind === 'unique') unique.push({ code, expression, plan, codes: requirement.codes });
    else plain.push({ code, expression, plan });
  }
  for (let start = 0; start < plain.length; start += RULES_A_PASS) {
    const batch = plain.slice(start, start + RULES_A_PASS);
    const counts = await runner.count(batch);
    for (const [index, rule] of batch.entries()) keep(rule, counts[index] ?? { tested: 0, failed: 0 });
    progress(results.size);
  }
  for (const rule of unique) {
    keep(rule, await runner.countUnique(rule.plan, rule.codes));
    progress(results.size);
  }
  return results;
}
