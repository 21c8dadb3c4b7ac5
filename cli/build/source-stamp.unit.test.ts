import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceHash } from './source-stamp';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-stamp-'));
  mkdirSync(path.join(folder, 'app'));
  writeFileSync(path.join(folder, 'app', 'page.tsx'), 'one');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('changes with the content of a source, and with its name', async () => {
  const before = await sourceHash(folder, ['app']);
  writeFileSync(path.join(folder, 'app', 'page.tsx'), 'two');
  const edited = await sourceHash(folder, ['app']);
  expect(edited).not.toBe(before);
  writeFileSync(path.join(folder, 'app', 'other.tsx'), '');
  expect(await sourceHash(folder, ['app'])).not.toBe(edited);
});

it('does not change with a test, nor with a source that does not exist', async () => {
  const before = await sourceHash(folder, ['app']);
  writeFileSync(path.join(folder, 'app', 'page.unit.test.tsx'), 'test');
  expect(await sourceHash(folder, ['app', 'public'])).toBe(before);
});
