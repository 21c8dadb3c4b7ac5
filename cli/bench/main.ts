import { writeFile } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { benchDecision } from '../../test/bench/bench-decision';
import { benchInbox } from '../../test/bench/bench-inbox';
import { benchVersions } from '../../test/bench/bench-versions';
import type { BenchLine } from '../../test/bench/measurement';
import { startBenchPostgres } from './bench-postgres';

/** `countersign bench`: measures on servers of its own; a missed goal is printed as missed and is no failure. */
export async function run(argv: string[]): Promise<number> {
  const command = new Command('countersign bench')
    .description('Measures versions, comparison, storage, decisions and the inbox, each beside its floor in the same run.')
    .option('--json <file>', 'write the lines as JSON as well')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  const { json } = command.opts<{ json?: string }>();
  const postgres = await startBenchPostgres();
  process.env.COUNTERSIGN_TEST_PG_URL = postgres.url;
  const lines: BenchLine[] = [];
  try {
    process.stdout.write(`${HEADER}\n`);
    for (const measure of [benchVersions, async () => [await benchDecision()], async () => [await benchInbox()]]) {
      for (const line of await measure()) {
        lines.push(line);
        process.stdout.write(`${inWords(line)}\n`);
      }
    }
  } finally {
    await postgres.stop();
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(lines.map(withRatio), null, 2)}\n`);
  return 0;
}

const NAME_WIDTH = 62;
const HEADER = `${'name'.padEnd(NAME_WIDTH)}${'ours'.padStart(10)}${'floor'.padStart(10)}${'ratio'.padStart(8)}${'goal'.padStart(8)}  unit`;

function withRatio(line: BenchLine): BenchLine & { ratio: number; met: boolean } {
  const ratio = line.ours / line.floor;
  return { ...line, ratio, met: ratio <= line.goal };
}

function inWords(line: BenchLine): string {
  const { ratio, met } = withRatio(line);
  const figure = (value: number, width: number) => value.toFixed(value < 10 ? 2 : 1).padStart(width);
  return `${line.name.padEnd(NAME_WIDTH)}${figure(line.ours, 10)}${figure(line.floor, 10)}${ratio.toFixed(2).padStart(8)}${`≤${line.goal}`.padStart(8)}  ${line.unit}${met ? '' : '  missed'}`;
}
