import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { readItems } from './items.queries';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

const KEYS = ['A', 'B'] as const;
const CONTENTS = [0, 1, 2];

/** One version: what each key holds in it (null: nothing), what its reviewer marked, and how it ended. */
interface Told {
  holds: Record<(typeof KEYS)[number], number | null>;
  marks: Record<(typeof KEYS)[number], 'accepted' | 'rejected' | null>;
  approved: boolean;
}

const content = fc.constantFrom(...CONTENTS, null);
const mark = fc.constantFrom('accepted' as const, 'rejected' as const, null, null);
const told: fc.Arbitrary<Told> = fc
  .record({ holds: fc.record({ A: content, B: content }), marks: fc.record({ A: mark, B: mark }), approved: fc.boolean() })
  // A version with a rejected item is not approved.
  .map((one) => ({ ...one, approved: one.approved && KEYS.every((key) => one.holds[key] === null || one.marks[key] !== 'rejected') }));

/** What stands of a key in version `n`, told act by act: on its content, and what its author was told to mend. */
function standing(story: readonly Told[], key: (typeof KEYS)[number], n: number) {
  let verdict: { verdict: string; versionNumber: number } | null = null;
  let feedback: { verdict: string; versionNumber: number } | null = null;
  const now = story[n - 1]?.holds[key];
  story.slice(0, n).forEach((version, at) => {
    const versionNumber = at + 1;
    const marked = version.holds[key] === null ? null : version.marks[key];
    if (version.holds[key] === now && marked !== null) verdict = { verdict: marked, versionNumber };
    if (version.holds[key] === now && version.approved && verdict?.verdict !== 'accepted') verdict = { verdict: 'accepted', versionNumber };
    if (versionNumber === n) return;
    if (marked !== null) feedback = marked === 'rejected' ? { verdict: marked, versionNumber } : null;
    if (version.approved) feedback = null;
  });
  return { verdict, feedback };
}

it('stands on the content that it was given on, as telling the acts one by one does', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 6 }), async (story) => {
      const report = await world.report(`Verdicts ${crypto.randomUUID()}`, tester, owner);
      const chain = await world.chain(report, 'sample-selection');
      const versions: WrittenVersion[] = [];
      let before: Told['holds'] = { A: null, B: null };
      for (const { holds, marks, approved } of story) {
        const changes = KEYS.filter((key) => holds[key] !== before[key]).map((key) =>
          holds[key] === null ? { key, remove: true as const } : { key, data: { n: holds[key] } },
        );
        before = holds;
        const version = await world.draft(chain, changes, { parent: versions.at(-1) ?? null });
        await world.submit(version, tester);
        const marked = KEYS.flatMap((key) => {
          const verdict = holds[key] === null ? null : marks[key];
          return verdict === null ? [] : [{ key, verdict, reason: verdict === 'rejected' ? 'No' : '' }];
        });
        await world.decide(version, owner, approved ? 'approve' : 'request_changes', marked);
        versions.push(version);
      }
      for (const version of versions) {
        const { rows } = await readItems(database.db, owner, { versionId: version.id });
        expect(rows.map((row) => row.key)).toEqual(KEYS.filter((key) => story[version.number - 1]?.holds[key] !== null));
        for (const row of rows) {
          seen += 1;
          const { verdict, feedback } = standing(story, row.key as (typeof KEYS)[number], version.number);
          expect(row.verdict).toEqual(verdict && expect.objectContaining(verdict));
          expect(row.feedback).toEqual(feedback && expect.objectContaining(feedback));
        }
      }
    }),
    propertyRuns(200, 40),
  );
  expect(seen).toBeGreaterThan(20);
});
