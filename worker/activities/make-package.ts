import { setTimeout as wait } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { workflowInWords } from '#contract/workflow-words';
import { archiveIsWhole, type ReportRun, runsOfReport, waitingPackage } from '#data/packages/packages.queries';
import { failPackage as fail, finishPackage, showPackageProgress } from '#data/packages/packages.transitions';
import { lastArchivedEvent } from '#data/tracking/history.transitions';
import type { Omission } from '#domain/package/manifest';
import { StampRefused } from '#domain/package/stamps/judge-token';
import { type StampService, StampServiceAway, stampBy } from '#storage/stamp-service';
import { archiveRun } from './archive-run';
import type { ActivityDependencies } from './dependencies';
import { CannotPack, packReport } from './pack-report';
import type { AskForStamp } from './seal-package';

/** How long the workflows of a closed report may take to end: they are rung one after another. */
const ENDING_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** Progress is for people who wait: more often than this only costs writes. */
const PROGRESS_EVERY_MS = 500;
/** How often a package is packed anew for a stamp: with the pauses between, a service may be started again meanwhile. */
const ATTEMPTS_TO_STAMP = 5;

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
    // The workflows of a closed report end by themselves; one that does not in time is listed as open.
    const deadline = asked.closed ? Date.now() + ENDING_MS : 0;
    for (const run of await runsOfReport(db, asked.cycleReportId)) {
      const reason = await archiveOrSayWhy(dependencies, run, deadline);
      if (reason !== null) openRuns.push({ what: `the end of the history of ${workflowInWords(run.workflowId)}`, reason });
    }
    return { openRuns };
  };
}

/** Archives a run, once it has ended or at the deadline; answers why its history is not whole, null where it is. */
async function archiveOrSayWhy({ db, temporal }: ActivityDependencies, run: ReportRun, deadline: number): Promise<string | null> {
  const handle = temporal.workflow.getHandle(run.workflowId, run.runId);
  try {
    let { status } = await handle.describe();
    while (status.name === 'RUNNING' && Date.now() < deadline) {
      Context.current().cancellationSignal.throwIfAborted();
      await wait(LOOK_AGAIN_MS);
      ({ status } = await handle.describe());
    }
    Context.current().cancellationSignal.throwIfAborted();
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
export function makePackageWith({ db, storage, keys, stampService, verifyPage }: ActivityDependencies) {
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
        askForStamp: stampService && askingOnce(stampService, activity),
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

/**
 * Asks a service for a stamp, once an attempt. While it is away the attempt fails, and is repeated after a while; after the last of a few the
 * package is made without, and says so.
 */
function askingOnce(service: StampService, activity: Context): AskForStamp {
  return async (message) => {
    try {
      return await stampBy(service, message, activity.cancellationSignal);
    } catch (error) {
      if (error instanceof StampRefused) activity.log.warn('the time stamp service gave no stamp that holds', { reason: error.message });
      if (!(error instanceof StampServiceAway)) throw error;
      activity.log.warn('the time stamp service is away', { reason: error.message, cause: String(error.cause ?? '') });
      if (activity.info.attempt >= ATTEMPTS_TO_STAMP) throw new StampRefused('the service did not answer.');
      throw ApplicationFailure.create({ type: error.name, message: error.message, nonRetryable: false, cause: error });
    }
  };
}

/** Says that a package cannot be made, in words for people. */
export function failPackageWith({ db }: ActivityDependencies) {
  return async function failPackage({ packageId, failure }: { packageId: string; failure: string }): Promise<void> {
    await fail(db, packageId, failure);
  };
}
