import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { PROJECT_ROOT } from '../machine/folders';

/**
 * Circles among the folders of a layer: each is a list of folders that import one another, directly or by way of others.
 * Type imports count, tests do not. `layer` is a folder of the project, such as "lib/data"; its own files are the folder ".".
 */
export function folderCircles(layer: string): string[][] {
  return circles(folderGraph(layer));
}

function folderGraph(layer: string): Map<string, Set<string>> {
  const root = path.join(PROJECT_ROOT, layer);
  const graph = new Map<string, Set<string>>();
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'));
  for (const file of files) {
    const folder = path.dirname(file);
    const targets = graph.get(folder) ?? new Set();
    graph.set(folder, targets);
    for (const imported of importsOf(path.join(root, file))) {
      const target = path.relative(root, path.dirname(imported));
      if (!target.startsWith('..') && (target || '.') !== folder) targets.add(target || '.');
    }
  }
  return graph;
}

/** Files of the project that a file imports or exports from, dynamic imports included. */
function importsOf(file: string): string[] {
  const text = ts.sys.readFile(file) ?? '';
  const { options } = compilerOptions();
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => ts.resolveModuleName(fileName, file, options, ts.sys).resolvedModule?.resolvedFileName)
    .filter((resolved): resolved is string => resolved !== undefined && !resolved.includes('node_modules') && existsSync(resolved));
}

let known: ts.ParsedCommandLine | undefined;
function compilerOptions(): ts.ParsedCommandLine {
  const config = ts.readConfigFile(path.join(PROJECT_ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  known ??= ts.parseJsonConfigFileContent(config.config, { ...ts.sys, readDirectory: () => [] }, PROJECT_ROOT);
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
