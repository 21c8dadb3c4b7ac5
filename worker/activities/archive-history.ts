import { Context } from '@temporalio/activity';
import { archiveRun } from './archive-run';
import type { ActivityDependencies } from './dependencies';

/** Stores the events this run's history has gained since the last time (architecture.md, "Archive"). */
export function archiveHistoryWith(dependencies: ActivityDependencies) {
  return async function archiveHistory(): Promise<void> {
    const run = Context.current().info.workflowExecution;
    if (!run) throw new Error('an activity outside a workflow has no history');
    await archiveRun(dependencies, run);
  };
}
