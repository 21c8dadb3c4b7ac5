import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { inWorkshop } from '#worker/analysis/files/analysis-context';
import { populationFiles } from '#worker/analysis/files/recipes';
import { runRules } from '#worker/analysis/rules/run-rules';
import { withBareDuckDb } from './bare-duckdb';
import type { BenchPopulation } from './bench-population';
import { registerType } from './bench-register';
import { type BenchLine, sideBySide, timed } from './measurement';

const ROUNDS = 3;
const RULES = 100;
const KINDS = 10;

interface BenchRule {
  code: string;
  expression: string;
  /** The conditions of the rules in SQL, as one would write them by hand. */
  tested: string;
  holds: string;
}

/** Ten kinds of rules, each on ten sets of columns: codes, blanks, numbers, dates, lengths, sums, conditions. */
function benchRule(index: number): BenchRule {
  const set = Math.floor(index / KINDS) * 10;
  const field = (place: number) => `FIELD_${set + place}`;
  const column = (place: number) => `c${set + place}`;
  const number = (place: number) => `try_cast(${column(place)} as decimal(18, 4))`;
  const filled = (place: number) => `trim(coalesce(${column(place)}, '')) <> ''`;
  const always = (expression: string, holds: string) => ({ expression, tested: 'true', holds });
  const kinds: readonly Omit<BenchRule, 'code'>[] = [
    always(`${field(2)} in ('0', '1')`, `${column(2)} in ('0', '1')`),
    always(`${field(4)} is not blank`, filled(4)),
    always(`${field(4)} > 500`, `${number(4)} > 500`),
    always(`${field(6)} <= 99.5`, `${number(6)} <= 99.5`),
    { expression: `if ${field(2)} = '1' then ${field(4)} < 90000`, tested: `${column(2)} = '1'`, holds: `${number(4)} < 90000` },
    always(`${field(8)} > '00000'`, `${column(8)} > '00000'`),
    always(`length(${field(7)}) > 8`, `length(${column(7)}) > 8`),
    always(`${field(4)} + ${field(6)} < 90000`, `${number(4)} + ${number(6)} < 90000`),
    {
      expression: `if ${field(7)} is not blank then ${field(3)} in ('0', '1', '2')`,
      tested: filled(7),
      holds: `${column(3)} in ('0', '1', '2')`,
    },
    always(`starts_with(${field(7)}, 'Street')`, `starts_with(${column(7)}, 'Street')`),
  ];
  const rule = kinds[index % KINDS];
  if (rule === undefined) throw new Error(`There is no kind of rule for ${index}.`);
  return { code: `R${index}`, ...rule };
}

/** 100 rules of the language run over the register, beside their conditions in one hand-written query; each opens a DuckDB of its own. */
export async function benchRules(population: BenchPopulation): Promise<BenchLine> {
  const { context, source, answer } = await population.imported();
  const rules = Array.from({ length: RULES }, (_, index) => benchRule(index));
  const attributes = answer.attributes.map((attribute, index): ProfiledAttribute => ({ ...attribute, ...registerType(index + 1) }));
  const files = await inWorkshop(context, (workshop) =>
    populationFiles(
      workshop,
      source.fileSha256,
      source.parse,
      source.key.map((name) => answer.file.columns.indexOf(name)),
    ),
  );
  const { accepted, control, populationHash, name: fileName, asOfDate } = answer.file;
  const whole = { ...source, fileName, asOfDate, control, count: accepted, hash: populationHash };
  const ours = () => inWorkshop(context, (workshop) => runRules(workshop, files, whole, attributes, rules));
  const counts = rules.map(
    ({ tested, holds }) => `count(*) filter (where ${tested}), count(*) filter (where ${tested} and not coalesce(${holds}, false))`,
  );
  const bare = () =>
    withBareDuckDb(population.directory, (run) => run(`select ${counts.join(', ')} from read_parquet('${files.records}')`));

  const [results, [counted = []]] = [await ours(), await bare()];
  for (const [index, { code, expression }] of rules.entries()) {
    const result = results.get(code);
    const [tested, failed] = [Number(counted[index * 2]), Number(counted[index * 2 + 1])];
    if (result?.tested !== tested || result.failed !== failed)
      throw new Error(`${expression}: ${result?.message} ${result?.failed} of ${result?.tested}, by hand ${failed} of ${tested}.`);
  }
  const measured = await sideBySide(
    ROUNDS,
    () => timed(ours),
    () => timed(bare),
  );
  return {
    name: `${RULES} rules over ${population.records.toLocaleString('en')}, beside one hand-written query`,
    ...measured,
    goal: 1.5,
    unit: 'ms',
  };
}
