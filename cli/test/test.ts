import { existsSync } from 'node:fs';
import path from 'node:path';
import { generatePrismaClient } from '../build/prisma-client';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { baseOfChange, commitHere, filesChangedSince } from './changes';
import { isTestKind, READING_KINDS, RUNNING_KINDS, TEST_KINDS, type TestKind } from './kinds';
import { addOutcomes, type Outcome } from './outcome';
import { runData } from './run-data';
import { kindHeading } from './run-tool';
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
  const chosen = environmentOf(options, seedOf(await commitHere()));
  process.stdout.write(`Seed of properties and sampled cuts: ${chosen.COUNTERSIGN_TEST_SEED} (--seed)\n`);
  const run: Run = {
    filters,
    services: new TestServices({ ...testEnvironment(), ...chosen }),
    changedSince: options.changed || options.since !== undefined ? await baseOfChange(options.since) : null,
    beside: false,
    outcomes: new Map(),
  };
  const begun = performance.now();
  await generatePrismaClient();
  try {
    if (kind === undefined) {
      await Promise.all([readSources(run), runKinds(RUNNING_KINDS, run)]);
      await runKinds(['e2e'], run);
    } else await runKinds([kind], run);
  } finally {
    await run.services.stop();
  }
  const { tally, files } = addOutcomes(...run.outcomes.values());
  const lines = [...run.outcomes].sort(([one], [other]) => TEST_KINDS.indexOf(one) - TEST_KINDS.indexOf(other));
  process.stdout.write(
    `\n${[
      ...slowestLines(files),
      '',
      ...lines.map(([each, outcome]) => kindLine(each, outcome.tally, outcome.seconds)),
      `${((performance.now() - begun) / 60_000).toFixed(1)} minutes`,
      tallyLine(tally),
    ].join('\n')}\n`,
  );
  return exitCode(tally);
}

/** Lint and types beside the kinds that wait for servers, and then the build that the browser tests are going to need. */
async function readSources(run: Run): Promise<void> {
  await runKinds(READING_KINDS, { ...run, beside: true });
  if (!(await browsersSeeAny(run))) return;
  const { buildEverything } = await import('../build/everything');
  // A build that fails is tried and told again by the installation that the browser tests start.
  await buildEverything(() => undefined).catch(() => undefined);
}

async function runKinds(kinds: readonly TestKind[], run: Run): Promise<void> {
  for (const kind of kinds) {
    if (!run.beside) process.stdout.write(kindHeading(kind));
    const begun = performance.now();
    const outcome = await runKind(kind, run);
    run.outcomes.set(kind, { ...outcome, seconds: (performance.now() - begun) / 1000 });
  }
}

interface Run {
  filters: string[];
  services: TestServices;
  /** The commit whose successors' changes are tested alone; null tests everything. */
  changedSince: string | null;
  /** Whether other kinds run at the same time, so that output comes in whole pieces. */
  beside: boolean;
  /** What came of each kind so far. */
  outcomes: Map<TestKind, Outcome & { seconds: number }>;
}

async function browsersSeeAny({ changedSince }: Run): Promise<boolean> {
  return changedSince === null || affectsBrowserTests(await filesChangedSince(changedSince));
}

async function runKind(kind: TestKind, run: Run): Promise<Outcome> {
  const { filters, services, changedSince } = run;
  const beside = run.beside ? kind : undefined;
  const vitest = (env: NodeJS.ProcessEnv) => runVitest(kind, { filters, env, changedSince, beside });
  switch (kind) {
    case 'lint': {
      const rules = await vitest(services.env);
      return filters.length > 0 ? rules : addOutcomes({ tally: await runLint({ beside }), files: [] }, rules);
    }
    case 'types':
      return { tally: await runTypes({ beside }), files: [] };
    case 'unit':
    case 'property':
      return vitest(services.env);
    case 'data':
      return runData({ filters, env: await services.withServers(), changedSince });
    case 'workflow':
    case 'replay':
      return vitest(await services.withServers());
    case 'e2e':
      if (!(await browsersSeeAny(run))) {
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
