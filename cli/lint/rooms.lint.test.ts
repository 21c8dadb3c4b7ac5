import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { folderCircles } from './folder-graph';
import { rulesFiredBy } from './lint-snippet';
import { LAYERS } from './rooms.mjs';

const BOUNDARY = 'boundaries/dependencies';

/** Every pair of neighbours in the order of a layer, as folders; a layer's own files are the pair's lowest or highest. */
const NEIGHBOURS = LAYERS.flatMap(({ folder, base, rooms }) => {
  const named = rooms.map((room) => `${folder}/${room}`);
  const all = base === 'below' ? [folder, ...named] : [...named, folder];
  return all.slice(1).map((upper, at) => {
    const lower = all[at] ?? folder;
    return { lower, upper, below: modules(lower, lower === folder), above: modules(upper, upper === folder) };
  });
}).filter(({ below, above }) => below.length > 0 && above.length > 0);

describe('the rooms of a layer', () => {
  it.each(NEIGHBOURS)('$lower may not import $upper', async ({ lower, upper, above: [target = ''] }) => {
    expect(await rulesFiredBy(`${lower}/made-up.ts`, typeImport(lower, target))).toContain(BOUNDARY);
    expect(await rulesFiredBy(`${upper}/made-up.ts`, typeImport(upper, target))).not.toContain(BOUNDARY);
  });

  it.each(LAYERS)('$folder has no room that the order leaves out', ({ folder, rooms }) => {
    const folders = readdirSync(path.join(PROJECT_ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const placed = new Set(rooms.map((room) => room.split('/')[0]));
    const unplaced = folders.filter((name) => !placed.has(name) && !(folder === 'worker' && name === 'replay'));
    expect(unplaced).toEqual([]);
    expect(rooms.filter((room) => !existsSync(path.join(PROJECT_ROOT, folder, room)))).toEqual([]);
  });

  it.each(LAYERS)('$folder has no circle of folders, however deep, types counted', ({ folder }) => {
    expect(folderCircles(folder)).toEqual([]);
  });
});

/** Modules of a room, or a layer's own where the folder is a layer, as paths of the project; those directly in it first. */
function modules(folder: string, own: boolean): string[] {
  return readdirSync(path.join(PROJECT_ROOT, folder), { recursive: !own, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .sort((a, b) => a.split('/').length - b.split('/').length)
    .map((file) => `${folder}/${file}`);
}

/** A type import by relative path; what it names need not exist for the boundary to speak. */
function typeImport(folder: string, file: string): string {
  return `import type { Anything } from './${path.relative(folder, file).replace(/\.tsx?$/, '')}';`;
}
