import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** A process as recorded: numbers are reused by the system, so the start time is part of who it is. */
export interface ProcessMark {
  pid: number;
  startedAt: string;
}

/** A running process with the command line it was started by. */
export type RunningProcess = ProcessMark & { command: string };

/** The mark of a running process; undefined when there is none with this number (or only its zombie). */
export function markOf(pid: number): RunningProcess | undefined {
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  const line = stdout.trim();
  if (status !== 0 || line === '' || line.startsWith('Z')) return undefined;
  const [, ...words] = line.split(/\s+/);
  return { pid, startedAt: words.slice(0, 5).join(' '), command: words.slice(5).join(' ') };
}

export type MarkLookup = (pid: number) => ProcessMark | undefined;

/** True when the very process that was recorded still runs. */
export function stillRuns(mark: ProcessMark, lookup: MarkLookup = markOf): boolean {
  return lookup(mark.pid)?.startedAt === mark.startedAt;
}

/** Asks a process to stop and, when it has not after the given time, ends it. Answers whether it had to be ended. */
export async function stopProcess(mark: ProcessMark, signal: NodeJS.Signals, graceMs: number): Promise<boolean> {
  if (!sendSignal(mark.pid, signal)) return false;
  for (const deadline = Date.now() + graceMs; Date.now() < deadline; ) {
    if (!stillRuns(mark)) return false;
    await wait(100);
  }
  sendSignal(mark.pid, 'SIGKILL');
  while (stillRuns(mark)) await wait(50);
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
