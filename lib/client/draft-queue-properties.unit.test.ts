import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemRow, SavedItems } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import { conflictingField, needsRevision, type RowEdit } from '#domain/item/row-edit';
import { type Result, refused } from '#domain/refusals';
import { propertyRuns } from '../../test/support/property-runs';
import { DraftQueue } from './draft-queue';
import { withTyped } from './typed-edits';

const KEYS = ['K', 'L'] as const;
const FIELDS = ['a', 'b'] as const;

/** The server in its plain meaning: one draft, sets merged as they come, all of a request or nothing. */
class Server {
  revision = 0;
  rows = new Map<string, ItemData>(KEYS.map((key) => [key, { a: 0, b: 0 }]));
  /** Every value a cell had, in order. */
  history = new Map<string, unknown[]>();

  save(edits: readonly RowEdit[]): Result<SavedItems> {
    const after = new Map(this.rows);
    for (const edit of edits) {
      const known = after.get(edit.key);
      if (known === undefined || !('set' in edit) || needsRevision(edit)) throw new Error('only sets that say what was seen');
      if (conflictingField(known, edit) !== null) return refused('stale_revision');
      after.set(edit.key, { ...known, ...edit.set });
      for (const [field, value] of Object.entries(edit.set)) this.note(`${edit.key}.${field}`, value);
    }
    this.rows = after;
    this.revision += 1;
    return { ok: true, value: { editRevision: this.revision, rows: edits.map(({ key }) => this.row(key)) } };
  }

  row(key: string): ItemRow {
    return { key, data: this.rows.get(key) ?? {}, hash: '', masked: [], verdict: null, feedback: null, openComments: 0 };
  }

  private note(cell: string, value: unknown): void {
    this.history.set(cell, [...(this.history.get(cell) ?? []), value]);
  }
}

/** A person at a page: rows as read last, the queue, and a network whose requests and answers go by hand. */
class Person {
  screen: Map<string, ItemData>;
  refusals = 0;
  timer: (() => void) | null = null;
  requests: { arrive: (fate: 'answered' | 'lost on the way' | 'answer lost') => void }[] = [];
  queue: DraftQueue;
  /** The last value typed into each cell. */
  typed = new Map<string, number>();

  constructor(server: Server) {
    this.screen = new Map(server.rows);
    this.queue = new DraftQueue(0, {
      save: (_revision, edits) =>
        new Promise((resolve, reject) => {
          this.requests.push({
            arrive: (fate) => {
              if (fate === 'lost on the way') return reject(new TypeError('Failed to fetch'));
              const answer = server.save(edits);
              return fate === 'answered' ? resolve(answer) : reject(new TypeError('Failed to fetch'));
            },
          });
        }),
      setByFilter: async () => refused('unavailable'),
      take: async ({ rows }) => {
        for (const row of rows ?? []) this.screen.set(row.key, row.data);
      },
      readAgain: async () => {
        this.screen = new Map(server.rows);
        return server.revision;
      },
      onRefused: () => void (this.refusals += 1),
      after: (_milliseconds, act) => {
        this.timer = act;
        return () => void (this.timer = this.timer === act ? null : this.timer);
      },
    });
  }

  type(key: string, field: string, value: number): void {
    const data = withTyped(this.screen.get(key) ?? null, this.queue.view().typed.get(key)) ?? {};
    this.queue.set({ key, data }, { [field]: value }, '');
    this.typed.set(`${key}.${field}`, value);
  }

  wait(): void {
    const act = this.timer;
    this.timer = null;
    act?.();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const step = fc.record({
  who: fc.constantFrom(0, 1),
  act: fc.oneof(
    fc.record({ kind: fc.constant('type' as const), key: fc.constantFrom(...KEYS), field: fc.constantFrom(...FIELDS) }),
    fc.record({ kind: fc.constant('wait' as const) }),
    fc.record({
      kind: fc.constant('network' as const),
      fate: fc.constantFrom('answered' as const, 'answered' as const, 'lost on the way' as const, 'answer lost' as const),
    }),
  ),
});

async function play(
  steps: readonly { who: number; act: typeof step extends fc.Arbitrary<infer S> ? (S extends { act: infer A } ? A : never) : never }[],
  field?: (who: number) => string,
) {
  const server = new Server();
  const people = [new Person(server), new Person(server)] as const;
  let value = 0;
  for (const { who, act } of steps) {
    const person = people[who === 0 ? 0 : 1];
    if (act.kind === 'type') person.type(act.key, field?.(who) ?? act.field, (value += 1));
    else if (act.kind === 'wait') person.wait();
    else person.requests.shift()?.arrive(act.fate);
    await settled();
  }
  // The network comes back for good: everybody's edits come to an end.
  for (let round = 0; round < 200 && people.some(({ queue }) => queue.isUnsaved); round += 1) {
    for (const person of people) {
      person.requests.shift()?.arrive('answered');
      await settled();
      person.wait();
      await settled();
    }
  }
  return { server, people };
}

describe('two queues on one draft', () => {
  it('never lose a cell that nobody else set, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { server, people } = await play(steps, (who) => (who === 0 ? 'a' : 'b'));
        for (const person of people) {
          expect([person.queue.isUnsaved, person.refusals]).toEqual([false, 0]);
          for (const [cell, value] of person.typed) {
            const [key = '', field = ''] = cell.split('.');
            expect(server.rows.get(key)?.[field]).toBe(value);
          }
        }
      }),
      propertyRuns(5_000, 300),
    );
  });

  it('either keep what was typed or tell the person, and end with the server’s rows on screen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { server, people } = await play(steps);
        for (const person of people) {
          expect(person.queue.isUnsaved).toBe(false);
          expect(person.queue.view().typed.size).toBe(0);
          if (person.refusals > 0) continue;
          for (const [cell, value] of person.typed) expect(server.history.get(cell) ?? []).toContain(value);
        }
        for (const person of people) {
          person.queue.heardOf(server.revision);
          await settled();
          expect(person.screen).toEqual(server.rows);
        }
      }),
      propertyRuns(5_000, 300),
    );
  });
});
