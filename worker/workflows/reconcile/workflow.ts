import type { ReconcileSummary } from '#contract/reconcile';
import { reconcileOnce } from './activities';

/** One pass of the comparison between tables and Temporal; started by its schedule. */
export async function reconcile(): Promise<ReconcileSummary> {
  return await reconcileOnce();
}
