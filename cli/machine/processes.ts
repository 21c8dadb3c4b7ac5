import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process as recorded: numbers are reused by the system, so the start is part of who it is. */
export interface ProcessMark {
  pid: number;
  startedAt: string;
}

/** A running process with the command line it was started by. */
export type RunningProcess = ProcessMark & { command: string };

export type MarkLookup = (pid: number) => ProcessMark | undefined;

/** The mark of a running process; undefined when there is none with this number (or only its zombie). */
export function markOf(pid: number): RunningProcess | undefined {
  return process.platform === 'linux' ? markFromProc(pid) : markFromPs(pid);
}

/** Ticks since boot, with the boot's own id: a clock that is set does not change them, as it does what `ps` says. */
function markFromProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, startedAt: `${boot}+${rest[18]}`, command };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
}

function markFromPs(pid: number): RunningProcess | undefined {
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  const line = stdout.trim();
  if (status !== 0 || line === '' || line.startsWith('Z')) return undefined;
  const [, ...words] = line.split(/\s+/);
  return { pid, startedAt: words.slice(0, 5).join(' '), command: words.slice(5).join(' ') };
}

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
