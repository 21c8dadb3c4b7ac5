import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeAbandonedWorkshops, workshopPrefix } from './abandoned-workshops';

const outside = process.env.TMPDIR;
beforeEach(async () => {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'abandoned-'));
});
afterEach(async () => {
  await rm(tmpdir(), { recursive: true, force: true });
  if (outside === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = outside;
});

describe('removeAbandonedWorkshops', () => {
  it('removes what a process that is gone left, and nothing of one that runs or of anybody else', async () => {
    const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
    await mkdtemp(join(tmpdir(), workshopPrefix(gone)));
    const running = await mkdtemp(join(tmpdir(), workshopPrefix(process.ppid)));
    const foreign = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
    expect(await removeAbandonedWorkshops()).toBe(1);
    expect((await readdir(tmpdir())).sort()).toEqual([basename(foreign), basename(running)].sort());
  });
});
