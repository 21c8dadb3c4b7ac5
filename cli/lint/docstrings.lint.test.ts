import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { docstringFaults } from './docstrings';

/** Sources of the product, as git lists them. */
function sources(): string[] {
  const listed = execFileSync('git', ['ls-files', 'lib', 'worker', 'app', 'components', 'prisma/engine'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('/fixtures/'));
}

it('every exported function has a docstring that stands without its neighbour', () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => docstringFaults(file, readFileSync(path.join(PROJECT_ROOT, file), 'utf8')))).toEqual([]);
});

describe('what is complained about', () => {
  it.each([
    ['a docstring that leans on the one above', '/** The same for a report. */\nexport function madeUp() {}\n'],
    ['one that compares without saying with what', '/**\n * Same as above.\n */\nexport function madeUp() {}\n'],
    ['a function without a docstring', 'export async function madeUp() {}\n'],
    ['an arrow function without one', 'export const madeUp = (a: string) => a;\n'],
    ['a comment that belongs to something else', '/** A constant. */\nconst A = 1;\nexport function madeUp() {}\n'],
  ])('%s', (_, text) => {
    expect(docstringFaults('made-up.ts', text)).toHaveLength(1);
  });
});

describe('what is in order', () => {
  it.each([
    ['a docstring', '/** Makes something up. */\nexport function madeUp() {}\n'],
    [
      'overloads under one docstring',
      '/** Makes something up. */\nexport function madeUp(a: string): void;\nexport function madeUp(a: string) {}\n',
    ],
    ['a constant', 'export const MADE_UP = 1;\n'],
    ['a name that Next looks for', 'export function generateMetadata() {}\n'],
  ])('%s', (_, text) => {
    expect(docstringFaults('made-up.ts', text)).toEqual([]);
  });
});
