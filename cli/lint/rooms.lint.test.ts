import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHASES } from '#domain/phase/phase-names';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf, folderCircles, importsIn, importsWithin } from './folder-graph';
import { LAYERS, type Layer, outOfOrder } from './rooms';

/** Every pair of neighbours in the order of a layer, as folders; a layer's own files are the pair's lowest or highest. */
const NEIGHBOURS = LAYERS.flatMap((layer) => {
  const { folder, base, rooms } = layer;
  const named = rooms.map((room) => `${folder}/${room}`).filter((room) => existsSync(path.join(PROJECT_ROOT, room)));
  const all = base === 'below' ? [folder, ...named] : [...named, folder];
  return all.slice(1).map((upper, at) => {
    const lower = all[at] ?? folder;
    return { layer, lower, upper, below: modules(lower, lower === folder), above: modules(upper, upper === folder) };
  });
}).filter(({ below, above }) => below.length > 0 && above.length > 0);

describe('the rooms of a layer', () => {
  it.each(NEIGHBOURS)('$lower may not import $upper', ({ layer, lower, upper, above: [target = ''] }) => {
    expect(refused(layer, `${lower}/made-up.ts`, typeImport(lower, target))).toEqual([expect.stringContaining(`may not import ${target}`)]);
    expect(refused(layer, `${upper}/made-up.ts`, typeImport(upper, target))).toEqual([]);
  });

  it('a value, an export and a dynamic import are refused like a type', () => {
    const layer = LAYERS.find(({ folder }) => folder === 'lib/data')!;
    for (const text of [
      `import { verifyInstallation } from '#data/record/verify.queries';`,
      `export { verifyInstallation } from '../record/verify.queries';`,
      `export const later = () => import('#data/record/verify.queries');`,
    ])
      expect(refused(layer, 'lib/data/sql/made-up.ts', text), text).toHaveLength(1);
  });

  it.each(LAYERS)('$folder imports from no room above', (layer) => {
    const imports = importsWithin(layer.folder);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.map(({ from, to }) => outOfOrder(layer, from, to)).filter((fault) => fault !== null)).toEqual([]);
  });

  it.each(LAYERS)('$folder has no room that the order leaves out', ({ folder, rooms }) => {
    const folders = readdirSync(path.join(PROJECT_ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const placed = new Set(rooms.map((room) => room.split('/')[0]));
    const unplaced = folders.filter((name) => !placed.has(name) && !(folder === 'worker' && name === 'replay'));
    expect(unplaced).toEqual([]);
    const phases: readonly string[] = PHASES;
    const missing = rooms.filter((room) => !existsSync(path.join(PROJECT_ROOT, folder, room)));
    expect(missing.filter((room) => !phases.includes(path.posix.basename(room)))).toEqual([]);
  });

  it.each(LAYERS)('$folder has no circle of folders, however deep, types counted', ({ folder }) => {
    expect(folderCircles(folder)).toEqual([]);
  });
});

/** What the order says of a text if it stood in this (not existing) file. */
function refused(layer: Layer, file: string, text: string): string[] {
  return importsIn(file, text).flatMap((to) => outOfOrder(layer, file, to) ?? []);
}

/** Modules of a room, or a layer's own where the folder is a layer, as paths of the project; those directly in it first. */
function modules(folder: string, own: boolean): string[] {
  return filesOf(folder)
    .filter((file) => !own || path.posix.dirname(file) === folder)
    .sort((a, b) => a.split('/').length - b.split('/').length);
}

/** A type import by relative path; what it names need not exist for the order to speak. */
function typeImport(folder: string, file: string): string {
  return `import type { Anything } from './${path.relative(folder, file).replace(/\.tsx?$/, '')}';`;
}
