import type { InstallationState } from '../machine/installation-state';
import { PlainError } from '../machine/plain-error';
import { type MarkLookup, markOf, type ProcessMark, stillRuns, stopProcess } from '../machine/processes';

/** Orphans are stopped in the order in which `up` stops its own: whoever depends on a service goes first. */
const STOP_ORDER = ['Web', 'Worker', 'Analysis', 'Temporal', 'PostgreSQL'];

/** Processes of an earlier `up` that was killed and that still run, in the order to stop them. */
export function orphansOf(state: InstallationState, lookup: MarkLookup = markOf): { name: string; mark: ProcessMark }[] {
  return state.processes
    .filter(({ mark }) => stillRuns(mark, lookup))
    .sort((a, b) => STOP_ORDER.indexOf(a.name) - STOP_ORDER.indexOf(b.name));
}

/** Stops what a killed `up` left running. Throws a sentence when that `up` runs still. */
export async function recoverLeftovers(state: InstallationState | undefined, say: (sentence: string) => void): Promise<void> {
  if (!state) return;
  if (stillRuns(state.up)) {
    throw new PlainError(
      `This installation already runs at ${state.webUrl} (process ${state.up.pid}): stop it with Ctrl-C in its terminal first.`,
    );
  }
  for (const { name, mark } of orphansOf(state)) {
    say(`Stopping ${name} (process ${mark.pid}), left by an earlier start that was killed.`);
    await stopProcess(mark, name === 'Web' || name === 'Worker' || name === 'Analysis' ? 'SIGTERM' : 'SIGINT', 15_000);
  }
}
