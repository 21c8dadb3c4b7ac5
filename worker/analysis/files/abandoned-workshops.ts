import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORKSHOP = /^countersign-analysis-(\d+)-/;

/** How the directories of a process's analysis tasks begin. */
export function workshopPrefix(pid: number): string {
  return `countersign-analysis-${pid}-`;
}

/**
 * Removes the directories that killed processes left behind; for a process that is starting and has none of its own yet,
 * so that one with its own number is a predecessor's. Answers how many there were.
 */
export async function removeAbandonedWorkshops(): Promise<number> {
  let removed = 0;
  for (const name of await readdir(tmpdir())) {
    const pid = Number(WORKSHOP.exec(name)?.[1] ?? 0);
    if (pid === 0 || (pid !== process.pid && isRunning(pid))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be asked, and is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
