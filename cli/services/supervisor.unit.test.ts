import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainError } from '../machine/plain-error';
import { type ProcessMark, stillRuns } from '../machine/processes';
import { restartPauseMs, SupervisedProcess } from './supervisor';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-supervisor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function supervise(script: string) {
  const marks: ProcessMark[] = [];
  const said: string[] = [];
  let onStart: () => void = () => undefined;
  const supervised = new SupervisedProcess(
    {
      name: 'Worker',
      program: process.execPath,
      args: ['-e', script],
      env: process.env,
      logFile: path.join(folder, 'log'),
      stopSignal: 'SIGTERM',
      stopGraceMs: 5_000,
    },
    {
      said: (sentence) => said.push(sentence),
      started: (_name, mark) => {
        marks.push(mark);
        onStart();
      },
    },
  );
  const nextStart = () => new Promise<void>((resolve) => (onStart = resolve));
  return { supervised, marks, said, nextStart };
}

const STAYS = 'setInterval(() => {}, 1000)';

describe('a supervised process', () => {
  it('is started again when it is killed, and stays stopped when it is stopped', async () => {
    const { supervised, marks, said, nextStart } = supervise(STAYS);
    await supervised.start(() => Promise.resolve(true), 5_000);
    const restarted = nextStart();
    process.kill(marks[0]?.pid ?? 0, 'SIGKILL');
    await restarted;
    expect(marks).toHaveLength(2);
    expect(said).toEqual(['Worker ended (SIGKILL); starting it again.']);
    const second = marks[1];
    if (!second) throw new Error('it was not started again');
    expect(stillRuns(second)).toBe(true);
    await supervised.stop();
    expect(stillRuns(second)).toBe(false);
    expect(marks).toHaveLength(2);
  });

  it('that cannot start is given up with the end of its log', async () => {
    const { supervised } = supervise('console.error("the bundle is missing"); process.exit(3)');
    const start = supervised.start(() => Promise.resolve(false), 30_000);
    await expect(start).rejects.toThrow(PlainError);
    await expect(start).rejects.toThrow(/Worker does not start[\s\S]*the bundle is missing/);
    await supervised.stop();
  });

  it('that ended for want of disk space says so', async () => {
    const { supervised } = supervise('console.error("PANIC: could not write: No space left on device"); process.exit(1)');
    await expect(supervised.start(() => Promise.resolve(false), 30_000)).rejects.toThrow(
      'Worker does not start. The disk is full: free some space and start again.',
    );
    await supervised.stop();
  });
});

it('pauses longer and longer between deaths, half a minute at most', () => {
  expect([0, 1, 2, 3, 4, 20].map(restartPauseMs)).toEqual([0, 0, 500, 1_000, 2_000, 30_000]);
});
