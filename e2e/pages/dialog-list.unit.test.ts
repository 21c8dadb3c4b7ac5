import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../../cli/lint/folder-graph';
import { PROJECT_ROOT } from '../../cli/machine/folders';
import { DIALOG_PLACES, DIALOGS_NOT_TRIED, DIALOGS_OF_STORIES } from './dialog-list';

const textOf = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
/** Files that write a dialog, or one of the two that only ask for a text. */
const WRITTEN = [...filesOf('components'), ...filesOf('app')].filter((file) => /<(Dialog|NameDialog|ReasonDialog)\b/.test(textOf(file)));
/** Pages and parts of pages whose field takes the focus by itself. */
const OUTSIDE_OF_DIALOGS = [
  'components/approvals/comment-thread.tsx',
  'components/shell/credential-fields.tsx',
  'components/shell/sign-in-form.tsx',
];
const LISTED = DIALOG_PLACES.flatMap(({ dialogs }) => dialogs.map(({ file }) => file));
const ELSEWHERE = { ...DIALOGS_OF_STORIES, ...DIALOGS_NOT_TRIED };

describe('the list of dialogs', () => {
  it('names every file that writes one, and no other', () => {
    expect([...new Set([...LISTED, ...Object.keys(ELSEWHERE)])].sort()).toEqual(WRITTEN.sort());
  });

  it('says of each file once whether it is tried in the demo, in a story, or why not', () => {
    expect(LISTED.filter((file) => file in ELSEWHERE)).toEqual([]);
    expect(Object.keys(DIALOGS_OF_STORIES).filter((file) => file in DIALOGS_NOT_TRIED)).toEqual([]);
  });

  it('has none with a field that takes the focus by itself, before the dialog has noted what opened it', () => {
    const focused = filesOf('components').filter((file) => /\bautoFocus\b/.test(textOf(file).replaceAll(/\/\*[^]*?\*\//g, '')));
    expect(focused.sort()).toEqual(OUTSIDE_OF_DIALOGS);
  });

  it('names stories that try a dialog', () => {
    const untried = Object.values(DIALOGS_OF_STORIES).filter((story) => !textOf(story).includes('expectDialogManners('));
    expect(untried).toEqual([]);
  });
});
