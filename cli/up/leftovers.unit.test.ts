import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { InstallationState } from '../machine/installation-state';
import { markOf, type ProcessMark, stillRuns } from '../machine/processes';
import { orphansOf, recoverLeftovers } from './leftovers';

function state(up: ProcessMark, processes: InstallationState['processes']): InstallationState {
  return {
    up,
    ready: true,
    databaseUrl: 'postgresql://a',
    ownerUrl: 'postgresql://b',
    temporalAddress: '127.0.0.1:1',
    namespace: 'default',
    temporalUi: null,
    filesDir: '/nowhere',
    webUrl: 'http://localhost:3000',
    ports: { web: 3000 },
    processes,
  };
}

const GONE: ProcessMark = { pid: 4_194_303, startedAt: 'Thu Jan 1 00:00:00 1970' };

describe('what a killed start left', () => {
  it('is found by number and start time, and stopped users first', () => {
    const marks: Record<string, ProcessMark> = {
      PostgreSQL: { pid: 10, startedAt: 'a' },
      Temporal: { pid: 11, startedAt: 'b' },
      Worker: { pid: 12, startedAt: 'c' },
      Web: { pid: 13, startedAt: 'd' },
    };
    const running = new Map([
      [10, 'a'],
      [11, 'another program that got the number'],
      [12, 'c'],
      [13, 'd'],
    ]);
    const lookup = (pid: number) => {
      const startedAt = running.get(pid);
      return startedAt === undefined ? undefined : { pid, startedAt, command: '' };
    };
    const processes = Object.entries(marks).map(([name, mark]) => ({ name, mark }));
    expect(orphansOf(state(GONE, processes), lookup).map(({ name }) => name)).toEqual(['Web', 'Worker', 'PostgreSQL']);
  });

  it('is stopped', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const mark = markOf(child.pid ?? 0);
    if (!mark) throw new Error('the child did not start');
    const said: string[] = [];
    await recoverLeftovers(state(GONE, [{ name: 'Worker', mark }]), (sentence) => said.push(sentence));
    expect(stillRuns(mark)).toBe(false);
    expect(said).toEqual([`Stopping Worker (process ${mark.pid}), left by an earlier start that was killed.`]);
  });

  it('is left alone while that start still runs', async () => {
    const self = markOf(process.pid);
    if (!self) throw new Error('this process must be found');
    await expect(recoverLeftovers(state(self, []), () => undefined)).rejects.toThrow(/already runs at http:\/\/localhost:3000/);
  });
});
