import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf, importsIn } from './folder-graph';

/** What only TypeScript reads is not loaded by a browser. */
const TYPES_ALONE = /^(?:import|export) type [^;]*;|^import \{(?:\s*type [^,}]+,?)+\s*\} from [^;]*;/gm;

/** Modules of the domain and the contract that pages load, by way of others too. */
function loadedByPages(): string[] {
  const found = new Set<string>();
  const open = [...filesOf('components'), ...filesOf('lib/client')];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const text = readFileSync(path.join(PROJECT_ROOT, file), 'utf8').replaceAll(TYPES_ALONE, '');
    const next = importsIn(file, text).filter((to) => /^lib\/(?:domain|contract)\//.test(to) && !found.has(to));
    for (const to of next) found.add(to);
    open.push(...next);
  }
  return [...found].sort();
}

const load = (file: string): Promise<unknown> => import(path.join(PROJECT_ROOT, file));

const { getBuiltinModule } = process;
beforeAll(() => {
  // As in a browser, whose process has none of Node's own modules.
  process.getBuiltinModule = undefined as unknown as typeof getBuiltinModule;
  vi.resetModules();
});
afterAll(() => {
  process.getBuiltinModule = getBuiltinModule;
});

it('what pages load takes no hash as it loads', async () => {
  const files = loadedByPages();
  expect(files).toContain('lib/domain/phases/request-info/request-item.ts');
  const failing: string[] = [];
  for (const file of files) await load(file).catch((error: unknown) => failing.push(`${file}: ${String(error)}`));
  expect(failing).toEqual([]);
});

it('which a module that names a recipe does', async () => {
  await expect(load('lib/domain/evidence/text-recipe.ts')).rejects.toThrow('getBuiltinModule');
});

/** Names that a module of the domain exports and that take a hash when they are called. */
function hashing(): string[] {
  return filesOf('lib/domain').flatMap((file) => {
    const text = readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
    return [...text.matchAll(/^export (?:async )?function (\w+)[^]*?^}/gm)].flatMap(([body, name = '']) =>
      /\b(?:textHash|itemHash|getBuiltinModule)\(/.test(body) ? [name] : [],
    );
  });
}

it('no page calls what takes a hash: a browser has nothing to take it with', () => {
  const names = hashing();
  expect(names).toEqual(expect.arrayContaining(['textHash', 'itemHash', 'ruleHash']));
  const named = new RegExp(`^import \\{[^}]*\\b(?:${names.join('|')})\\b[^}]*\\}`, 'm');
  const pages = [...filesOf('components'), ...filesOf('lib/client')].filter((file) => !file.startsWith('lib/client/verify-page/'));
  expect(pages.filter((file) => named.test(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')))).toEqual([]);
});
