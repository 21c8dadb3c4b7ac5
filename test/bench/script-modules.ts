import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { eachMapping, FlattenMap } from '@jridgewell/trace-mapping';
import { WEB_MAPS } from '../../cli/build/web-maps';
import { PROJECT_ROOT } from '../../cli/machine/folders';

/** A script that a page loaded: its file name and its bytes over the wire. */
export interface LoadedScript {
  name: string;
  bytes: number;
}

/** What scripts hold, largest first: packages by name and rooms of our own by folder, each with its share of the bytes over the wire. */
export async function modulesOf(scripts: readonly LoadedScript[]): Promise<{ name: string; bytes: number }[]> {
  const files = new Map(
    (await readdir(path.join(PROJECT_ROOT, '.next', 'static'), { recursive: true })).map((file) => [path.basename(file), file]),
  );
  const modules = new Map<string, number>();
  for (const { name, bytes } of scripts) {
    const file = files.get(name);
    if (file === undefined) throw new Error(`The build holds no script ${name}.`);
    const code = await readFile(path.join(PROJECT_ROOT, '.next', 'static', file), 'utf8');
    for (const [module, characters] of await shares(code, name))
      modules.set(module, (modules.get(module) ?? 0) + (bytes * characters) / code.length);
  }
  return [...modules].map(([name, bytes]) => ({ name, bytes })).sort((one, other) => other.bytes - one.bytes);
}

/** How many characters of a script come from which module; what its map says nothing of is the bundler's. */
async function shares(code: string, name: string): Promise<Map<string, number>> {
  const shares = new Map<string, number>();
  const add = (module: string, characters: number) => shares.set(module, (shares.get(module) ?? 0) + characters);
  const map = await mapOf(code);
  if (map === null) return new Map([[name, code.length]]);
  const lines = code.split('\n');
  let last = { line: 1, column: 0, module: BUNDLER };
  const upTo = (line: number, column: number): void => {
    for (; last.line < line; last = { ...last, line: last.line + 1, column: 0 })
      add(last.module, (lines[last.line - 1]?.length ?? 0) + 1 - last.column);
    add(last.module, column - last.column);
  };
  eachMapping(new FlattenMap(map), ({ generatedLine, generatedColumn, source }) => {
    upTo(generatedLine, generatedColumn);
    last = { line: generatedLine, column: generatedColumn, module: moduleOf(source) };
  });
  upTo(lines.length, lines.at(-1)?.length ?? 0);
  return shares;
}

const BUNDLER = 'the bundler';

/** The map that a script names in its last line, where the build set it aside; null where it names none. */
async function mapOf(code: string): Promise<string | null> {
  const name = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  return name === undefined ? null : await readFile(path.join(WEB_MAPS, path.basename(decodeURIComponent(name))), 'utf8');
}

/** A package by its name, whatever it is nested in; a file of ours by the room it stands in. */
function moduleOf(source: string | null): string {
  if (source === null) return BUNDLER;
  const [, nested] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? /^webpack:\/\/([^/]+)\//.exec(source) ?? [];
  if (nested !== undefined) return nested;
  const [, own] = /\[project\]\/(.+)\/[^/]+$/.exec(decodeURIComponent(source)) ?? [];
  return own ?? BUNDLER;
}
