import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { Command } from 'commander';
import { RECONCILE_TYPE, WORKFLOW_QUEUE } from '#contract/names';
import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';
import { DIFFERENCE_LABELS, type DifferenceView } from '#contract/views/difference-view';
import { openDatabase } from '#data/sql/connection';
import { readDifferences } from '#data/tracking/differences.queries';
import { openTemporal } from '#dispatch/temporal-gateway';
import { findInstallation } from './machine/installation';
import { PlainError } from './machine/plain-error';
import { workerPolls } from './services/temporal-health';

const POLLED_LATELY_MS = 5 * 60_000;

/**
 * `countersign reconcile`: compares all that the tables say with all that Temporal runs, has what is safe repaired, and says what was found
 * and what somebody has to do. Answers 0 when all agrees, repairs included, and 1 while anything stays.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign reconcile')
    .description('Compares the tables with Temporal, repairs what is safe, and says what is left to do.')
    .option('--json', 'print the differences as JSON');
  command.parse([...argv], { from: 'user' });
  const { json } = command.opts<{ json?: boolean }>();
  const { databaseUrl, temporalAddress, namespace } = await findInstallation();
  if (!(await workerPolls(temporalAddress, namespace, Date.now() - POLLED_LATELY_MS)))
    throw new PlainError(
      'No worker polls: what compares the tables with Temporal runs in it. "./countersign doctor" says what is reachable.',
    );
  const db = openDatabase(databaseUrl, { maxConnections: 1, applicationName: 'countersign reconcile' });
  const temporal = openTemporal({ ...process.env, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace });
  const pass = () =>
    temporal.client.workflow.execute<(input: ReconcileInput) => Promise<ReconcileSummary>>(RECONCILE_TYPE, {
      workflowId: `reconcile/${randomUUID()}`,
      taskQueue: WORKFLOW_QUEUE,
      args: [{ sweep: 'all' }],
    });
  try {
    const { found, repaired } = await pass();
    const first = found === 0 ? [] : await readDifferences(db.pool);
    // What was repaired is looked at once more: only what is found no longer is gone.
    if (repaired > 0) await pass();
    const stays = repaired === 0 ? first : await readDifferences(db.pool);
    const gone = first.filter(({ id }) => stays.every((one) => one.id !== id));
    process.stdout.write(json === true ? `${JSON.stringify({ repaired: gone, stays }, null, 2)}\n` : inWords(gone, stays));
    return stays.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof WorkflowFailedError) throw new PlainError('The pass broke off; the log of the worker says why. Run it again.');
    throw error;
  } finally {
    await temporal.close();
    await db.close();
  }
}

/** What was found as a person reads it in a terminal: what is repaired, then what stays, each with what to do. */
export function inWords(gone: readonly DifferenceView[], stays: readonly DifferenceView[]): string {
  if (gone.length === 0 && stays.length === 0) return 'The tables and Temporal agree.\n';
  const blocks = [...gone.map((one) => block(one, 'Repaired.')), ...stays.map((one) => block(one, whatToDo(one)))];
  return `${blocks.join('\n')}\n${count(gone.length)} repaired, ${stays.length} left.\n`;
}

function whatToDo({ remedy }: DifferenceView): string {
  return remedy === '' ? 'To do: nothing yet; it was repaired and is found again. Run this once more.' : `To do: ${remedy}`;
}

function block({ kind, subject, detail, foundAt }: DifferenceView, outcome: string): string {
  const since = foundAt.slice(0, 16).replace('T', ' ');
  return `${subject}\n  ${DIFFERENCE_LABELS[kind]}, seen since ${since} UTC\n  ${detail}\n  ${outcome}\n`;
}

function count(differences: number): string {
  return differences === 1 ? '1 difference' : `${differences} differences`;
}
