import { existsSync } from 'node:fs';
import path from 'node:path';
import { generatePrismaClient } from '../build/prisma-client';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { baseOfChange, commitHere, filesChangedSince } from './changes';
import { isTestKind, TEST_KINDS, type TestKind } from './kinds';
import { addOutcomes, type Outcome } from './outcome';
import { runData } from './run-data';
import { runVitest } from './run-vitest';
import { slowestLines } from './slowest';
import { runLint, runTypes } from './static-checks';
import { EMPTY_TALLY, exitCode, kindLine, tallyLine } from './tally';
import { affectsBrowserTests, environmentOf, seedOf, type TestOptions } from './test-options';
import { TestServices } from './test-services';

/** Runs one kind of test, or all, and ends with the one line of counts. Answers the exit code. */
export async function test(kind: string | undefined, filters: string[], options: TestOptions = {}): Promise<number> {
  if (kind !== undefined && !isTestKind(kind)) {
    throw new PlainError(`There is no kind of test named "${kind}"; there are ${TEST_KINDS.join(', ')}.`);
  }
  const kinds: readonly TestKind[] = kind === undefined ? TEST_KINDS : [kind];
  const chosen = environmentOf(options, seedOf(await commitHere()));
  process.stdout.write(`Seed of properties and sampled cuts: ${chosen.COUNTERSIGN_TEST_SEED} (--seed)\n`);
  const run: Run = {
    filters,
    services: new TestServices({ ...testEnvironment(), ...chosen }),
    changedSince: options.changed || options.since !== undefined ? await baseOfChange(options.since) : null,
  };
  const lines: string[] = [];
  const outcomes: Outcome[] = [];
  await generatePrismaClient();
  try {
    for (const current of kinds) {
      process.stdout.write(`\n── ${current} ──\n`);
      const begun = performance.now();
      const outcome = await runKind(current, run);
      lines.push(kindLine(current, outcome.tally, (performance.now() - begun) / 1000));
      outcomes.push(outcome);
    }
  } finally {
    await run.services.stop();
  }
  const { tally, files } = addOutcomes(...outcomes);
  process.stdout.write(`\n${[...slowestLines(files), '', ...lines, tallyLine(tally)].join('\n')}\n`);
  return exitCode(tally);
}

interface Run {
  filters: string[];
  services: TestServices;
  /** The commit whose successors' changes are tested alone; null tests everything. */
  changedSince: string | null;
}

async function runKind(kind: TestKind, { filters, services, changedSince }: Run): Promise<Outcome> {
  const vitest = (env: NodeJS.ProcessEnv) => runVitest(kind, { filters, env, changedSince });
  switch (kind) {
    case 'lint': {
      const rules = await vitest(services.env);
      return filters.length > 0 ? rules : addOutcomes({ tally: await runLint(), files: [] }, rules);
    }
    case 'types':
      return { tally: await runTypes(), files: [] };
    case 'unit':
    case 'property':
      return vitest(services.env);
    case 'data':
      return runData({ filters, env: await services.withServers(), changedSince });
    case 'workflow':
    case 'replay':
      return vitest(await services.withServers());
    case 'e2e':
      if (changedSince !== null && !affectsBrowserTests(await filesChangedSince(changedSince))) {
        process.stdout.write('Nothing that browsers see has changed.\n');
        return { tally: EMPTY_TALLY, files: [] };
      }
      return (await import('./run-e2e')).runEndToEnd(filters, services.env);
  }
}

/** The environment tests see: where the reference data is, and nothing of a running installation. */
function testEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'TEMPORAL_ADDRESS', 'COUNTERSIGN_HOME', 'COUNTERSIGN_FILES']) {
    delete env[name];
  }
  const data = env.COUNTERSIGN_REFERENCE_DATA ?? path.resolve(PROJECT_ROOT, '..', 'shared', 'data');
  env.COUNTERSIGN_REFERENCE_DATA = data;
  if (!existsSync(data)) {
    process.stdout.write(`Reference data is not at ${data} (COUNTERSIGN_REFERENCE_DATA): the tests that read it skip.\n`);
  }
  return env;
}
