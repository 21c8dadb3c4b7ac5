import { setTimeout as pause } from 'node:timers/promises';
import { homeFolders } from '../../cli/machine/folders';
import { readState } from '../../cli/machine/installation-state';
import { stillRuns } from '../../cli/machine/processes';

export type Killable = 'Worker' | 'Analysis' | 'Web' | 'Temporal' | 'PostgreSQL';
const PATIENCE_MS = 60_000;

/** Ends a process of the installation under test with SIGKILL; `up` starts it again by itself. */
export async function killProcess(name: Killable): Promise<void> {
  const mark = (await processesNamed(name)).at(-1);
  if (!mark) throw new Error(`${name} does not run.`);
  process.kill(mark.pid, 'SIGKILL');
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(50)) {
    const now = (await processesNamed(name)).at(-1);
    if (now && now.pid !== mark.pid && stillRuns(now)) return;
  }
  throw new Error(`${name} was not started again.`);
}

async function processesNamed(name: Killable) {
  const state = await readState(homeFolders().state);
  return (state?.processes ?? []).filter((each) => each.name === name).map((each) => each.mark);
}
