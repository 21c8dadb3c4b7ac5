import { setTimeout as wait } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { workflowInWords } from '#contract/workflow-words';
import { archiveIsWhole, type ReportRun, runsOfReport, waitingPackage } from '#data/packages/packages.queries';
import { failPackage as fail, finishPackage, showPackageProgress } from '#data/packages/packages.transitions';
import { lastArchivedEvent } from '#data/tracking/history.transitions';
import type { Omission } from '#domain/package/manifest';
import { archiveRun } from './archive-run';
import type { ActivityDependencies } from './dependencies';
import { CannotPack, packReport } from './pack-report';

/** How long the workflows of a closed report may take to end: they are rung one after another. */
const ENDING_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** Progress is for people who wait: more often than this only costs writes. */
const PROGRESS_EVERY_MS = 500;

/**
 * Stores whatever Temporal knows of the runs of a package's report that the archive lacks. Answers the runs whose history is not whole:
 * they go on, or Temporal has forgotten them.
 */
export function archiveReportWith(dependencies: ActivityDependencies) {
  return async function archiveReport({ packageId }: { packageId: string }): Promise<{ openRuns: Omission[] }> {
    const { db } = dependencies;
    const asked = await waitingPackage(db.pool, packageId);
    const openRuns: Omission[] = [];
    if (asked === null) return { openRuns };
    const runs = await runsOfReport(db, asked.cycleReportId);
    if (asked.closed) await untilEnded(dependencies, runs);
    for (const run of runs) {
      Context.current().cancellationSignal.throwIfAborted();
      const reason = await archiveOrSayWhy(dependencies, run);
      if (reason !== null) openRuns.push({ what: `the end of the history of ${workflowInWords(run.workflowId)}`, reason });
    }
    return { openRuns };
  };
}

/** Waits for the workflows of a report that was closed to end, which they do by themselves; one that does not is listed as open. */
async function untilEnded({ temporal }: ActivityDependencies, runs: readonly ReportRun[]): Promise<void> {
  const deadline = Date.now() + ENDING_MS;
  for (const { workflowId, runId } of runs) {
    const handle = temporal.workflow.getHandle(workflowId, runId);
    for (;;) {
      Context.current().cancellationSignal.throwIfAborted();
      const status = await handle.describe().then(
        (told) => told.status.name,
        () => 'UNKNOWN',
      );
      if (status !== 'RUNNING' || Date.now() > deadline) break;
      await wait(LOOK_AGAIN_MS);
    }
  }
}

async function archiveOrSayWhy({ db, temporal }: ActivityDependencies, run: ReportRun): Promise<string | null> {
  try {
    const { status } = await temporal.workflow.getHandle(run.workflowId, run.runId).describe();
    await archiveRun({ db, temporal }, run);
    return status.name === 'RUNNING'
      ? `It went on when this package was made; events up to ${await lastArchivedEvent(db, run.workflowId, run.runId)} are in it.`
      : null;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return (await archiveIsWhole(db, run)) ? null : 'Temporal does not know it any more, and its end was not archived.';
  }
}

/** Packs a report and says what the package came to. Repeated, it packs anew until that is said, and then does nothing. */
export function makePackageWith({ db, storage, keys, verifyPage }: ActivityDependencies) {
  return async function makePackage({ packageId, openRuns }: { packageId: string; openRuns: Omission[] }): Promise<void> {
    // Kept, because a stream's callback may run outside this activity's own context.
    const activity = Context.current();
    const asked = await waitingPackage(db.pool, packageId);
    if (asked === null) return;
    let shownAt = 0;
    const progress = (packed: { files: number; bytes: number }): void => {
      if (Date.now() - shownAt < PROGRESS_EVERY_MS) return;
      shownAt = Date.now();
      void showPackageProgress(db, packageId, packed).catch((error: unknown) =>
        activity.log.warn('progress was not shown', { packageId, reason: String(error) }),
      );
    };
    try {
      const made = await packReport({
        db,
        storage,
        keys: await keys(),
        verifyPage: await verifyPage(),
        asked,
        openRuns,
        signal: activity.cancellationSignal,
        progress,
      });
      await finishPackage(db, packageId, made);
    } catch (error) {
      if (error instanceof CannotPack) throw ApplicationFailure.create({ message: error.message, nonRetryable: true, cause: error });
      throw error;
    }
  };
}

/** Says that a package cannot be made, in words for people. */
export function failPackageWith({ db }: ActivityDependencies) {
  return async function failPackage({ packageId, failure }: { packageId: string; failure: string }): Promise<void> {
    await fail(db, packageId, failure);
  };
}
