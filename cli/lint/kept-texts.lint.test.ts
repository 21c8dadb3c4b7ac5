import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf } from './folder-graph';

/** Where people write sentences in the midst of work, which a reload must not take from them. */
const KEPT = [
  'components/approvals/addition-dialog.tsx',
  'components/approvals/comment-thread.tsx',
  'components/approvals/conversation.tsx',
  'components/approvals/reject-dialog.tsx',
  'components/item-grid/feedback-line.tsx',
  'components/item-grid/item-comments.tsx',
  'components/item-grid/reason-prompt.tsx',
  'components/phases/data-profiling/rules/rule-editor.tsx',
  'components/phases/final-report/section-editor.tsx',
  'components/version/reason-dialog.tsx',
];
/** Keep what is typed in another way, or hand it to whoever shows them; lists, filters and what the form around asks for again. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'components/approvals/decision-panel.tsx': 'the review that is written is kept as a whole',
  'components/item-grid/condition-form.tsx': 'a filter, which the address keeps',
  'components/phases/data-profiling/rules/expression-editor.tsx': 'the rule editor keeps it',
};

const writes = (text: string): boolean => /<Textarea\b/.test(text);
const keeps = (text: string): boolean => /\buseKept(Text|Form)\(/.test(text);

it('keeps over a reload what is written where people work on versions', () => {
  const files = [...filesOf('components')].filter((file) => file.endsWith('.tsx'));
  const textOf = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
  expect(KEPT.filter((file) => !keeps(textOf(file)))).toEqual([]);
  const worked = files.filter((file) => /^components\/(approvals|item-grid|version)\//.test(file) && !(file in OTHERWISE));
  expect(worked.filter((file) => writes(textOf(file)) && !keeps(textOf(file)))).toEqual([]);
});
