import { type BulkSaved, DraftQueue } from '#client/draft-queue';
import type { SavedItems } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import type { RowEdit } from '#domain/item/row-edit';
import { type Result, refused } from '#domain/refusals';

/** What a request rejects with where the network is gone. */
export const LOST = new TypeError('Failed to fetch');
/** An item as it stands on the stage's screen. */
export const ROW = { key: 'K', data: { a: '1', b: '1' } as ItemData };

/** A queue whose clock runs by hand, and whose server gives the answers that are put in. */
export function stage() {
  const sent: { revision: number; edits: readonly RowEdit[] }[] = [];
  const answers: ((result: Result<SavedItems> | Error) => void)[] = [];
  const seen = { refused: [] as string[], taken: [] as (readonly RowEdit[])[], reads: 0, revisionRead: 0 };
  let timer: { milliseconds: number; act: () => void } | null = null;
  let bulk: Result<BulkSaved> = refused('unavailable');
  const queue = new DraftQueue(0, {
    save: (revision, edits) => {
      sent.push({ revision, edits });
      return new Promise((resolve, reject) => {
        answers.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
      });
    },
    setByFilter: async () => bulk,
    take: async (_saved, edits) => void seen.taken.push(edits),
    readAgain: async () => {
      seen.reads += 1;
      return seen.revisionRead;
    },
    onRefused: (message) => void seen.refused.push(message),
    after: (milliseconds, act) => {
      const mine = { milliseconds, act };
      timer = mine;
      return () => void (timer = timer === mine ? null : timer);
    },
  });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    queue,
    sent,
    seen,
    state: () => queue.view().state,
    /** Lets the time that the queue waits for pass, and answers how long it was (ms). */
    pass: async () => {
      const waited = timer;
      timer = null;
      waited?.act();
      await settled();
      return waited?.milliseconds ?? null;
    },
    answer: async (result: Result<SavedItems> | Error) => {
      answers.shift()?.(result);
      await settled();
    },
    bulkAnswers: (result: Result<BulkSaved>) => void (bulk = result),
    settled,
  };
}
