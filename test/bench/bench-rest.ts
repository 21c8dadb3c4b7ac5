import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { withInstallation } from '../../cli/test/installation-of-its-own';
import type { BenchLine } from './measurement';

/** After it has started and loaded the demo, it catches its breath; then it is watched. */
const SETTLES_MS = 60_000;
const WATCHED_MS = 60_000;
/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100;
const MOST_MEGABYTES = 700;
const MOST_PER_CENT = 3;

/** What an installation with the demo holds and does while nobody uses it: `up` and all that it starts. */
export async function benchRest(): Promise<BenchLine[]> {
  return await withInstallation(process.env, async ({ up, processes }) => {
    await pause(SETTLES_MS);
    const names = new Map([...processes.map(({ name, mark }) => [mark.pid, name] as const), [up.pid, 'up'] as const]);
    const parts = await partsOf(names);
    const before = await processorTicks(parts);
    await pause(WATCHED_MS);
    const ticks = (await processorTicks(parts)) - before;
    const held = new Map<string, number>();
    for (const [pid, name] of parts) held.set(name, (held.get(name) ?? 0) + (await megabytes(pid)));
    const most = [...held].sort((a, b) => b[1] - a[1]).map(([name, own]) => `${name} ${Math.round(own)}`);
    const name = 'an installation with the demo while nobody uses it';
    return [
      {
        name: `${name}: what it holds`,
        ours: [...held.values()].reduce((sum, own) => sum + own, 0),
        floor: null,
        goal: MOST_MEGABYTES,
        unit: 'MB',
        note: `${parts.size} processes: ${most.join(', ')}`,
      },
      {
        name: `${name}: of a processor`,
        ours: (ticks / TICKS_A_SECOND / (WATCHED_MS / 1_000)) * 100,
        floor: null,
        goal: MOST_PER_CENT,
        unit: '%',
      },
    ];
  });
}

/** All processes that are these or were started by one of them, each by the name of the nearest. */
async function partsOf(names: ReadonlyMap<number, string>): Promise<Map<number, string>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const nameOf = (pid: number): string | null => {
    const parent = parents.get(pid);
    return names.get(pid) ?? (parent === undefined ? null : nameOf(parent));
  };
  return new Map(pids.flatMap((pid) => [[pid, nameOf(pid)] as const]).filter((part): part is [number, string] => part[1] !== null));
}

async function parentOf(pid: number): Promise<number> {
  return Number(fieldsAfterName(await read(`/proc/${pid}/stat`))[1]);
}

async function processorTicks(parts: ReadonlyMap<number, string>): Promise<number> {
  const ticks = await Promise.all(
    [...parts.keys()].map(async (pid) => {
      const fields = fieldsAfterName(await read(`/proc/${pid}/stat`));
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  return ticks.reduce((sum, own) => sum + own, 0);
}

/** The fields of a line of `stat` behind the name, which may hold blanks: state, parent, … */
function fieldsAfterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** What a process holds, with its share of what several hold together. */
async function megabytes(pid: number): Promise<number> {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(kilobytes ?? 0) / 1_024;
}

/** What a file of /proc says; nothing once the process has ended. */
async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}
