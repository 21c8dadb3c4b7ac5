import type { DecisionReplay, ReplayedRun } from '#contract/views/course-view';
import type { Database } from '#data/sql/connection';
import { type RunToReplay, readRunsToReplay } from '#data/tracking/decision-course.queries';
import { replayRun, type WorkflowCode } from './replay-run';

/** Replays the archived runs that decided on a version by the workflow code of today. Asks nothing of Temporal's service. */
export async function replayDecision(db: Database, code: WorkflowCode, versionId: string): Promise<DecisionReplay> {
  const runs: ReplayedRun[] = [];
  for (const run of await readRunsToReplay(db, versionId)) runs.push(await replayArchived(code, run));
  return { runs };
}

async function replayArchived(code: WorkflowCode, { workflowId, events, until, stretches }: RunToReplay): Promise<ReplayedRun> {
  const fault = stretches.find((stretch) => stretch.fault !== null)?.fault;
  if (fault)
    return { outcome: { kind: 'not_replayed', why: `${fault} What was altered proves nothing, and is not replayed.` }, standings: [] };
  if (until === null) return { outcome: { kind: 'not_replayed', why: 'Nothing of it is archived yet.' }, standings: [] };
  return await replayRun(code, { workflowId, events, until });
}
