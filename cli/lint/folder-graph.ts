import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { PROJECT_ROOT } from '../machine/folders';

/** An import between two files of a layer, as paths of the project. */
export interface Import {
  from: string;
  to: string;
}

/**
 * Circles among the folders of a layer: each is a list of folders that import one another, directly or by way of others.
 * Type imports count, tests do not. `layer` is a folder of the project, such as "lib/data"; its own files are the folder ".".
 */
export function folderCircles(layer: string): string[][] {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of importsWithin(layer)) {
    const [folder, target] = [from, to].map((file) => path.posix.relative(layer, path.posix.dirname(file)) || '.') as [string, string];
    const targets = graph.get(folder) ?? new Set();
    graph.set(folder, targets);
    if (target !== folder) targets.add(target);
  }
  return circles(graph);
}

/** Every import from one file of a layer to another; type imports and dynamic ones count, tests do not. */
export function importsWithin(layer: string): Import[] {
  return filesOf(layer).flatMap((from) =>
    importsOf(from)
      .filter((to) => to.startsWith(`${layer}/`))
      .map((to) => ({ from, to })),
  );
}

/** Sources in a folder and below it, tests excluded, as paths of the project. */
export function filesOf(folder: string): string[] {
  return readdirSync(path.join(PROJECT_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`);
}

const read = new Map<string, readonly string[]>();

/** Files of the project that a file imports or exports from, each read once. */
function importsOf(file: string): readonly string[] {
  const known = read.get(file) ?? importsIn(file, ts.sys.readFile(path.join(PROJECT_ROOT, file)) ?? '');
  read.set(file, known);
  return known;
}

/** Files of the project that this text imports or exports from if it stood in this file. */
export function importsIn(file: string, text: string): string[] {
  const { options, cache } = resolution();
  const place = path.join(PROJECT_ROOT, file);
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => ts.resolveModuleName(fileName, place, options, ts.sys, cache).resolvedModule)
    .filter((found) => found !== undefined)
    .map(({ resolvedFileName }) => path.relative(PROJECT_ROOT, resolvedFileName).split(path.sep).join('/'))
    .filter((found) => !found.startsWith('..') && !found.includes('node_modules'));
}

let known: { options: ts.CompilerOptions; cache: ts.ModuleResolutionCache } | undefined;
function resolution(): NonNullable<typeof known> {
  if (known) return known;
  const config = ts.readConfigFile(path.join(PROJECT_ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, { ...ts.sys, readDirectory: () => [] }, PROJECT_ROOT);
  known = { options, cache: ts.createModuleResolutionCache(PROJECT_ROOT, (name) => name, options) };
  return known;
}

/** Strongly connected parts of more than one folder (Tarjan's algorithm), each sorted. */
function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const visit = (folder: string): number => {
    const place = order.size;
    order.set(folder, place);
    let lowest = place;
    open.push(folder);
    for (const next of graph.get(folder) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (open.includes(next)) lowest = Math.min(lowest, low.get(next) ?? order.get(next) ?? lowest);
    }
    low.set(folder, lowest);
    if (lowest === place) {
      const part = open.splice(open.indexOf(folder));
      if (part.length > 1) found.push(part.sort());
    }
    return lowest;
  };
  for (const folder of graph.keys()) if (!order.has(folder)) visit(folder);
  return found;
}
