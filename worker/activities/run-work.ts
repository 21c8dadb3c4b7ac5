import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { beginWork, reportProgress, stageWork } from '#data/chain/work.transitions';
import { personToken } from '#domain/people/person-token';
import { Refusal, type RefusalCode } from '#domain/refusals';
import type { PrepareContext } from '../prepare/phase/preparer';
import type { ActivityDependencies } from './dependencies';
import { onceOnly } from './once-only';

/** How long work ended; what follows from it is one short transaction of its own (`finishWork`). */
export type WorkEnd = { kind: 'staged'; attempt: number } | { kind: 'failed'; code: RefusalCode; detail: string } | { kind: 'cancelled' };

/** Progress is for people who wait: more often than this only costs writes. */
const PROGRESS_EVERY_MS = 500;

/** Carries out an import or a draw into staging, attempt by attempt; expected failures are its result, not an error. */
export function runWorkWith({ db, storage, preparer }: ActivityDependencies) {
  return async function runWork({ workId }: { workId: string }): Promise<WorkEnd> {
    // Kept, because a stream's callback may run outside this activity's own context.
    const activity = Context.current();
    const { cancellationSignal } = activity;
    const work = await beginWork(db, workId);
    if (work === null) return { kind: 'cancelled' };
    let reportedAt = 0;
    const context: PrepareContext = {
      db,
      storage,
      chainId: work.chainId,
      cycleReportId: work.cycleReportId,
      signal: cancellationSignal,
      heartbeat: (progress) => {
        activity.heartbeat(progress);
        if (Date.now() - reportedAt < PROGRESS_EVERY_MS) return;
        reportedAt = Date.now();
        void reportProgress(db, workId, progress).catch((error: unknown) =>
          activity.log.warn('progress was not shown', { workId, reason: String(error) }),
        );
      },
    };
    try {
      const carryOut = preparer(work.phase).work[work.kind];
      if (!carryOut) throw new Refusal('invalid_input', `${work.phase} knows no ${work.kind}.`);
      await stageWork(
        db,
        workId,
        work.attempt,
        onceOnly(
          carryOut(context, { id: workId, versionId: work.versionId, params: work.params, requestedBy: personToken(work.requestedBy) }),
        ),
      );
      return { kind: 'staged', attempt: work.attempt };
    } catch (error) {
      if (cancellationSignal.aborted) throw new CancelledFailure('the work was cancelled', [], error instanceof Error ? error : undefined);
      if (error instanceof Refusal) return { kind: 'failed', code: error.code, detail: error.detail ?? '' };
      throw error;
    }
  };
}
