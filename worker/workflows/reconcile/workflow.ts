import type { ReconcileInput, ReconcileSummary } from '#contract/reconcile';
import { reconcileOnce } from './activities';

/** One pass of the comparison between tables and Temporal; started by its schedule, or by whoever asks for all of it. */
export async function reconcile(input: ReconcileInput = {}): Promise<ReconcileSummary> {
  return await reconcileOnce(input);
}
