import { describe, expect, it } from 'vitest';
import type { SavedItems } from '#contract/views/row-views';
import type { RowEdit } from '#domain/item/row-edit';
import { type Result, refused } from '#domain/refusals';
import { LOST, ROW, stage } from '../../test/support/draft-queue-stage';
import { RETRY_DELAY_MS, SAVE_DELAY_MS } from './draft-queue';
import { withTyped } from './typed-edits';

const saved = (editRevision: number): Result<SavedItems> => ({ ok: true, value: { editRevision, rows: [] } });

describe('edits of a draft', () => {
  it('of two cells of one row go as one set that says what was seen, after the pause', async () => {
    const { queue, sent, pass, answer, state, seen } = stage();
    queue.set(ROW, { a: '2' }, 'a of K');
    queue.set({ key: 'K', data: { a: '2', b: '1' } }, { b: '2' }, 'b of K');
    expect([state(), sent]).toEqual(['unsaved', []]);
    expect(await pass()).toBe(SAVE_DELAY_MS);
    expect(sent).toEqual([{ revision: 0, edits: [{ key: 'K', set: { a: '2', b: '2' }, seen: { a: '1', b: '1' } }] }]);
    expect(state()).toBe('saving');
    await answer(saved(1));
    expect([state(), seen.taken.length, queue.view().typed.size, queue.isUnsaved]).toEqual(['saved', 1, 0, false]);
  });

  it('of one cell join, as first seen and last typed', async () => {
    const { queue, sent, pass } = stage();
    queue.set(ROW, { a: '2' }, '');
    queue.set({ key: 'K', data: { a: '2', b: '1' } }, { a: '3' }, '');
    await pass();
    expect(sent[0]?.edits).toEqual([{ key: 'K', set: { a: '3' }, seen: { a: '1' } }]);
  });

  it('leave cells alone that already hold the value', async () => {
    const { queue, pass, sent, state } = stage();
    queue.set(ROW, { a: '1', b: '1' }, '');
    expect([await pass(), sent, state(), queue.view().undoLabel]).toEqual([null, [], 'saved', null]);
  });

  it('are sent in their order, one request at a time', async () => {
    const { queue, pass, answer, sent } = stage();
    queue.add({ key: 'N', data: { a: '0' } }, '');
    queue.set(ROW, { a: '2' }, '');
    queue.remove({ key: 'L', data: {} }, '');
    await pass();
    queue.set({ key: 'N', data: { a: '0' } }, { a: '9' }, '');
    await pass();
    expect(sent.map(({ edits }) => edits.map((edit) => edit.key))).toEqual([['N', 'K', 'L']]);
    await answer(saved(1));
    expect(sent[1]).toEqual({ revision: 1, edits: [{ key: 'N', set: { a: '9' }, seen: { a: '0' } }] });
  });

  it('stay on screen until they are answered', async () => {
    const { queue, pass, answer } = stage();
    const shown = () => withTyped(ROW.data, queue.view().typed.get('K'));
    queue.set(ROW, { a: '2' }, '');
    expect(shown()).toEqual({ a: '2', b: '1' });
    await pass();
    queue.set({ key: 'K', data: { a: '2', b: '1' } }, { b: '7' }, '');
    expect(shown()).toEqual({ a: '2', b: '7' });
    await answer(saved(1));
    expect(shown()).toEqual({ a: '1', b: '7' });
    queue.remove(ROW, '');
    expect(shown()).toBeNull();
  });

  it('go at once on flush, which ends when all are answered', async () => {
    const { queue, answer, settled, sent } = stage();
    queue.set(ROW, { a: '2' }, '');
    let done = false;
    void queue.flush().then(() => (done = true));
    await settled();
    queue.set({ key: 'K', data: { a: '2', b: '1' } }, { b: '2' }, '');
    await answer(saved(1));
    expect([done, sent.length]).toEqual([false, 2]);
    await answer(saved(2));
    expect([done, queue.isUnsaved]).toEqual([true, false]);
  });
});

describe('without an answer', () => {
  it('edits are kept and sent again as they were, before what was typed since', async () => {
    const { queue, pass, answer, sent, state } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    await answer(LOST);
    expect(state()).toBe('offline');
    expect(await pass()).toBe(RETRY_DELAY_MS);
    await answer(LOST);
    queue.set({ key: 'K', data: { a: '2', b: '1' } }, { a: '3' }, '');
    await pass();
    expect(sent[2]?.edits).toEqual([{ key: 'K', set: { a: '2' }, seen: { a: '1' } }]);
    await answer(saved(1));
    expect(sent[3]?.edits).toEqual([{ key: 'K', set: { a: '3' }, seen: { a: '2' } }]);
    await answer(saved(2));
    expect([state(), queue.isUnsaved]).toEqual(['saved', false]);
  });

  it.each(['unavailable', 'internal_error'] as const)(
    'of a server that says it could not (%s) is none: edits are kept, and it is said so',
    async (code) => {
      const { queue, pass, answer, sent, seen, state } = stage();
      queue.set(ROW, { a: '2' }, '');
      await pass();
      await answer(refused(code));
      expect([state(), seen.refused, queue.view().typed.size]).toEqual(['troubled', [], 1]);
      expect(await pass()).toBe(RETRY_DELAY_MS);
      await answer(saved(1));
      expect([sent.length, sent[1]?.edits, state(), queue.isUnsaved]).toEqual([2, sent[0]?.edits, 'saved', false]);
    },
  );

  it('nothing is dropped, however long the network stays away', async () => {
    const { queue, pass, answer, sent } = stage();
    queue.set(ROW, { a: '2' }, '');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await pass();
      await answer(LOST);
    }
    expect([sent.length, queue.view().typed.size, queue.isUnsaved]).toEqual([5, 1, true]);
  });
});

describe('a conflict', () => {
  it('is told, drops what was typed, and reads the draft again', async () => {
    const { queue, pass, answer, seen, state } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    seen.revisionRead = 4;
    await answer(refused('stale_revision', 'Changed meanwhile: a of K.'));
    expect([seen.refused.length, seen.reads, state(), queue.view().typed.size]).toEqual([1, 1, 'refused', 0]);
    expect([seen.refused[0], queue.view().undoLabel]).toEqual([expect.stringContaining('a of K'), null]);
  });

  it('of one cell keeps the others: each is sent on its own', async () => {
    const { queue, pass, answer, sent, seen } = stage();
    queue.set(ROW, { a: '2', b: '2' }, '');
    queue.set({ key: 'L', data: { a: '1' } }, { a: '5' }, '');
    await pass();
    await answer(refused('stale_revision'));
    await answer(refused('stale_revision'));
    await answer(saved(8));
    await answer(saved(9));
    expect(sent.slice(1).map(({ edits }) => edits)).toEqual([
      [{ key: 'K', set: { a: '2' }, seen: { a: '1' } }],
      [{ key: 'K', set: { b: '2' }, seen: { b: '1' } }],
      [{ key: 'L', set: { a: '5' }, seen: { a: '1' } }],
    ]);
    expect([seen.refused.length, seen.taken.length, queue.isUnsaved]).toEqual([1, 2, false]);
  });

  it('is no reason to read for ever where the revision stays', async () => {
    const { queue, pass, answer, seen, settled } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    await answer(refused('invalid_input'));
    await settled();
    expect(seen.reads).toBe(1);
  });
});

describe('other people’s edits', () => {
  it('are read when they are heard of, and not for this queue’s own', async () => {
    const { queue, pass, answer, seen, settled } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    await answer(saved(1));
    queue.heardOf(1);
    expect(seen.reads).toBe(0);
    seen.revisionRead = 3;
    queue.heardOf(3);
    await settled();
    expect(seen.reads).toBe(1);
  });

  it('show in the answer’s revision, and removals wait until they are read', async () => {
    const { queue, pass, answer, seen, sent } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    seen.revisionRead = 6;
    await answer(saved(6));
    expect(seen.reads).toBe(1);
    queue.remove(ROW, '');
    await pass();
    expect(sent.at(-1)).toEqual({ revision: 6, edits: [{ key: 'K', remove: true }] });
  });
});

describe('undo', () => {
  it('puts the former cells back as an edit of its own', async () => {
    const { queue, pass, answer, sent } = stage();
    queue.set(ROW, { a: '2' }, 'a of K');
    await pass();
    await answer(saved(1));
    expect(queue.view().undoLabel).toBe('a of K');
    queue.undo();
    await pass();
    expect(sent[1]?.edits).toEqual([{ key: 'K', set: { a: '1' }, seen: { a: '2' } }]);
    expect(queue.view().undoLabel).toBeNull();
  });

  it('of what was not sent yet leaves nothing to send', async () => {
    const { queue, pass, sent, state } = stage();
    queue.set(ROW, { a: '2' }, '');
    queue.undo();
    await pass();
    expect([sent, state(), queue.view().typed.size]).toEqual([[], 'saved', 0]);
  });

  it('brings a removed row back, takes an added one out, and undoes a bulk change', async () => {
    const { queue, pass, answer, sent, bulkAnswers } = stage();
    queue.remove(ROW, '');
    queue.undo();
    queue.add({ key: 'N', data: {} }, '');
    queue.undo();
    await pass();
    await answer(saved(1));
    expect(sent[0]?.edits).toEqual([
      { key: 'K', remove: true },
      { key: 'K', put: ROW.data },
      { key: 'N', put: {} },
      { key: 'N', remove: true },
    ]);
    const undo: RowEdit[] = [{ key: 'K', set: { a: '1' }, seen: { a: '5' } }];
    bulkAnswers({ ok: true, value: { editRevision: 2, changed: 1, undo } });
    expect(await queue.setByFilter({ all: [] }, { a: '5' }, 'Bulk')).toEqual({ ok: true, value: 1 });
    queue.undo();
    await pass();
    expect(sent[1]).toEqual({ revision: 2, edits: undo });
  });
});

describe('a cell typed again while its answer stays away', () => {
  it('is sent after what went before it was answered, so that nobody else seems to have set it', async () => {
    const { queue, sent, pass, answer, seen } = stage();
    queue.set(ROW, { a: '2' }, '');
    await pass();
    await answer(LOST);
    queue.set({ key: 'K', data: { ...ROW.data, a: '2' } }, { a: '3' }, '');
    await pass();
    await answer(LOST);
    await pass();
    await answer({ ok: true, value: { editRevision: 1, rows: [] } });
    await answer({ ok: true, value: { editRevision: 2, rows: [] } });
    const first = [{ key: 'K', set: { a: '2' }, seen: { a: '1' } }];
    const second = [{ key: 'K', set: { a: '3' }, seen: { a: '2' } }];
    expect(sent.map(({ edits }) => edits)).toEqual([first, first, first, second]);
    expect([seen.refused, queue.isUnsaved]).toEqual([[], false]);
  });
});

describe('a bulk change', () => {
  it('does not start before typed edits are saved', async () => {
    const { queue } = stage();
    queue.set(ROW, { a: '2' }, '');
    expect(queue.view().waitsFor).toBe('Your last change is still being saved.');
    expect(await queue.setByFilter({ all: [] }, { a: '5' }, 'Bulk')).toMatchObject({ ok: false, code: 'stale_revision' });
  });

  it('waits, and says so, while the draft is read again', async () => {
    const { queue, seen, settled } = stage();
    seen.revisionRead = 5;
    queue.heardOf(5);
    expect(queue.view().waitsFor).toBe('The draft is being read.');
    expect(await queue.setByFilter({ all: [] }, { a: '5' }, 'Bulk')).toMatchObject({ ok: false, message: 'The draft is being read.' });
    await settled();
    expect([queue.view().waitsFor, seen.reads]).toEqual([null, 1]);
  });
});
