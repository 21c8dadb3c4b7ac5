import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf } from './folder-graph';

it('keeps the widths that a person gives the columns of a table, whichever it is', () => {
  const tables = filesOf('components').filter((file) => /<DataTable\n/.test(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')));
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.filter((file) => !/\bwidths=\{widths\}/.test(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')))).toEqual([]);
});
