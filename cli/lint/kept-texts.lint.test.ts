import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf } from './folder-graph';

/** Places to write sentences in that a reload may empty, or that another file keeps, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'components/admin/reason-field.tsx': 'the dialogs that show it keep it',
  'components/approvals/decision-panel.tsx': 'the review that is written is kept as a whole',
  'components/item-grid/condition-form.tsx': 'a filter, which the address keeps',
  'components/phases/data-profiling/rules/expression-editor.tsx': 'the rule editor keeps it',
  'components/phases/request-info/supply-details.tsx': 'goes with a file, which has to be chosen again',
  'components/phases/request-info/supply-dialog.tsx': 'goes with a file, which has to be chosen again',
  'components/phases/sample-selection/draw-form.tsx': 'one of the settings of a draw, which are stated together',
  'components/phases/sample-selection/judgmental-form.tsx': 'a list of keys, copied from elsewhere',
  'components/phases/test-execution/compare-dialog.tsx': 'one of the settings of a comparison, which are stated together',
  'components/progress/version-choice.tsx': 'wanted only where another version is chosen, in the same form',
};
/** Write no sentences themselves, and keep those of the field that they show. */
const OF_A_FIELD = ['components/admin/erase-dialog.tsx', 'components/admin/rename-dialog.tsx'];

const textOf = (file: string): string => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
const writes = (text: string): boolean => /<Textarea\b/.test(text);
const keeps = (text: string): boolean => /\buseKept(Text|Form|DialogText)\(/.test(text);

it('keeps over a reload what is written, wherever people write sentences', () => {
  const written = filesOf('components').filter((file) => file.endsWith('.tsx') && writes(textOf(file)));
  expect(written.length).toBeGreaterThan(20);
  expect([...written, ...OF_A_FIELD].filter((file) => !(file in OTHERWISE) && !keeps(textOf(file)))).toEqual([]);
  expect(Object.keys(OTHERWISE).filter((file) => !written.includes(file) || keeps(textOf(file)))).toEqual([]);
});
