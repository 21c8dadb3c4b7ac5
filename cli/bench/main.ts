import { writeFile } from 'node:fs/promises';
import { Argument, Command, CommanderError, InvalidArgumentError } from 'commander';
import { BENCH_NAMES, BENCHES, type BenchName, type BenchRun } from '../../test/bench/benches';
import { type BenchLine, isRate, judged } from '../../test/bench/measurement';
import { startBenchPostgres } from './bench-postgres';

const RECORDS = 1_000_000;
const REPORTS = 1_000;
const DECISIONS = 1_000;
/** Of fewer, what a worker holds for each is lost in what its collector of garbage leaves. */
const FEWEST_REPORTS = 200;

/** `countersign bench`: measures on servers of its own; a missed goal is printed as missed and is no failure. */
export async function run(argv: string[]): Promise<number> {
  const command = new Command('countersign bench')
    .description(
      'Measures versions, decisions, the inbox, progress, a thousand open reports, histories, business time, what is recorded, imports, rules and draws, each beside its floor in the same run, and pages in a browser beside their goals.',
    )
    .addArgument(new Argument('[lines...]', 'which to measure; all where none is named').choices(BENCH_NAMES))
    .option('--json <file>', 'write the lines as JSON as well')
    .option('--records <count>', 'records of the register that is imported, checked and drawn from', wholeNumber(1_000), RECORDS)
    .option('--reports <count>', 'reports that are open at once where that is measured', wholeNumber(FEWEST_REPORTS), REPORTS)
    .option('--decisions <count>', 'decisions in one phase where that is measured', wholeNumber(1), DECISIONS)
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  const { json, ...sizes } = command.opts<{ json?: string } & Sizes>();
  const asked = command.processedArgs[0] as BenchName[];
  const lines = await measureAll(asked.length === 0 ? BENCH_NAMES : asked, sizes);
  if (json !== undefined)
    await writeFile(
      json,
      `${JSON.stringify(
        lines.map((line) => ({ ...line, ...judged(line) })),
        null,
        2,
      )}\n`,
    );
  return 0;
}

type Sizes = Pick<BenchRun, 'records' | 'reports' | 'decisions'>;

async function measureAll(names: readonly BenchName[], sizes: Sizes): Promise<BenchLine[]> {
  const postgres = await startBenchPostgres();
  process.env.COUNTERSIGN_TEST_PG_URL = postgres.url;
  const lines: BenchLine[] = [];
  const tell = (line: BenchLine): void => {
    lines.push(line);
    process.stdout.write(`${inWords(line)}\n`);
  };
  const run: BenchRun = { ...sizes, population: null, tell };
  try {
    process.stdout.write(`${HEADER}\n`);
    for (const name of names) {
      for (const line of await BENCHES[name](run)) tell(line);
    }
  } finally {
    await run.population?.remove();
    await postgres.stop();
  }
  return lines;
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (!Number.isInteger(count) || count < least) throw new InvalidArgumentError(`A whole number from ${least}.`);
    return count;
  };
}

const NAME_WIDTH = 72;
const HEADER = `${'name'.padEnd(NAME_WIDTH)}${'ours'.padStart(10)}${'floor'.padStart(10)}${'ratio'.padStart(8)}${'goal'.padStart(8)}  unit`;

function inWords(line: BenchLine): string {
  const { ratio, met } = judged(line);
  const figure = (value: number, width: number) => value.toFixed(value < 10 ? 2 : 1).padStart(width);
  const beside = line.floor === null ? '–'.padStart(10) + '–'.padStart(8) : figure(line.floor, 10) + ratio.toFixed(2).padStart(8);
  const note = line.note === undefined ? '' : `\n  ${line.note}`;
  return `${line.name.padEnd(NAME_WIDTH)}${figure(line.ours, 10)}${beside}${`${isRate(line.unit) ? '≥' : '≤'}${line.goal}`.padStart(8)}  ${line.unit}${met ? '' : '  missed'}${note}`;
}
