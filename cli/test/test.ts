import { existsSync } from 'node:fs';
import path from 'node:path';
import { generatePrismaClient } from '../build/prisma-client';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { isTestKind, TEST_KINDS, type TestKind } from './kinds';
import { runData } from './run-data';
import { runVitest } from './run-vitest';
import { runLint, runTypes } from './static-checks';
import { addTallies, EMPTY_TALLY, exitCode, kindLine, type Tally, tallyLine } from './tally';
import { TestServices } from './test-services';

/** Runs one kind of test, or all, and ends with the one line of counts. Answers the exit code. */
export async function test(kind: string | undefined, filters: string[]): Promise<number> {
  if (kind !== undefined && !isTestKind(kind)) {
    throw new PlainError(`There is no kind of test named "${kind}"; there are ${TEST_KINDS.join(', ')}.`);
  }
  const kinds: readonly TestKind[] = kind === undefined ? TEST_KINDS : [kind];
  const services = new TestServices(testEnvironment());
  const lines: string[] = [];
  let total = EMPTY_TALLY;
  await generatePrismaClient();
  try {
    for (const current of kinds) {
      process.stdout.write(`\n── ${current} ──\n`);
      const begun = performance.now();
      const tally = await runKind(current, filters, services);
      lines.push(kindLine(current, tally, (performance.now() - begun) / 1000));
      total = addTallies(total, tally);
    }
  } finally {
    await services.stop();
  }
  process.stdout.write(`\n${lines.join('\n')}\n${tallyLine(total)}\n`);
  return exitCode(total);
}

async function runKind(kind: TestKind, filters: string[], services: TestServices): Promise<Tally> {
  switch (kind) {
    case 'lint': {
      const rules = await runVitest('lint', filters, services.env);
      return filters.length > 0 ? rules : addTallies(await runLint(), rules);
    }
    case 'types':
      return runTypes();
    case 'unit':
      return runVitest('unit', filters, services.env);
    case 'data':
      return runData(filters, await services.withServers());
    case 'workflow':
    case 'replay':
      return runVitest(kind, filters, await services.withServers());
    case 'e2e':
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
