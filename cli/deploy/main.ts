import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command, InvalidArgumentError } from 'commander';
import { openDatabase } from '#data/sql/connection';
import { openTemporal } from '#dispatch/temporal-gateway';
import { readBuildId } from '#worker/build-id';
import { buildWorker, WORKFLOW_BUNDLE } from '../build/worker-bundle';
import { findInstallation } from '../machine/installation';
import { deploy } from './deploy';
import { namesOfRuns } from './run-names';

const WAIT_SECONDS = 120;
/** On a terminal, takes the place of what is said of progress. */
const LINE_BEGIN = process.stderr.isTTY ? '\r\u001b[K' : '';

/**
 * `countersign deploy`: has the runs of an installation go on by this release, whose workers run beside the former ones. Answers 0 where they
 * do, or would, and no other build has anything in hand; else 1.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign deploy')
    .description(
      'Replays all runs that go on by this release, gives them to its workers where all take the same steps, and says when the former ones may be stopped.',
    )
    .option('--check', 'replay, say what came of it, and change nothing')
    .option(
      '--wait <seconds>',
      'how long to wait for workers of this release, and for what the former ones have in hand',
      seconds,
      WAIT_SECONDS,
    )
    .option('--json', 'print the result as JSON');
  command.parse([...argv], { from: 'user' });
  const { check, wait, json } = command.opts<{ check?: boolean; wait: number; json?: boolean }>();
  const { databaseUrl, temporalAddress, namespace } = await findInstallation();
  await buildWorker();
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { client, close } = openTemporal({ ...process.env, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace });
  try {
    const release = {
      ...{ client, code: { workflowBundle: { codePath: WORKFLOW_BUNDLE } }, build: await readBuildId(WORKFLOW_BUNDLE) },
      names: (workflowIds: readonly string[]) => namesBy(databaseUrl, workflowIds),
    };
    const found = await deploy(release, {
      ...{ check: check === true, waitMs: wait * 1_000 },
      say: (sentence) => void (json === true ? process.stderr : process.stdout).write(`${LINE_BEGIN}${sentence}\n`),
      progress: tellProgress,
    });
    if (json === true) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return found.outcome === 'differs' || found.underWay.length > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

function seconds(given: string): number {
  if (!/^\d{1,6}$/.test(given)) throw new InvalidArgumentError('It is a whole number of seconds.');
  return Number(given);
}

function tellProgress(count: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`${LINE_BEGIN}Replaying run ${count} of ${total} …`);
}

async function namesBy(databaseUrl: string, workflowIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const db = openDatabase(databaseUrl, { maxConnections: 1, applicationName: 'countersign deploy' });
  try {
    return await namesOfRuns(db.pool, workflowIds);
  } finally {
    await db.close();
  }
}
