import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { filesOf } from '../../cli/lint/folder-graph';
import { PROJECT_ROOT } from '../../cli/machine/folders';

const read = (file: string): string => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
const named = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '');

it('every panel to which a condition or a figure of a phase leads exists', () => {
  const panels = new Set(named(read('components/workspace/panels.tsx'), /value: '([a-z-]+)'/g));
  const led = filesOf('lib/domain')
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => named(read(file), /panel: '([a-z-]+)'/g));
  expect(led.length).toBeGreaterThan(5);
  expect(led.filter((panel) => !panels.has(panel))).toEqual([]);
});
