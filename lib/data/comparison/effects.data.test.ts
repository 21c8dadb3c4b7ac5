import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectName } from '#contract/views/diff-views';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { EffectContext, PhaseDefinition } from '#domain/phase/definition';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { requireVersion } from '../people/access.queries';
import { MASK_TEXT } from '../people/mask';
import { readMask } from '../people/masking.queries';
import { readDiff } from './diff.queries';
import { effectsBetween, MOST_EFFECT_CHANGES, readEffects } from './effects.queries';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let executive: Subject;
let stranger: Subject;
let first: WrittenVersion;
let second: WrittenVersion;
let many: WrittenVersion;

const record = (secret: string, decision: string): ItemData => ({
  values: { SSN: secret, AMOUNT: '1' },
  lob: 'Retail',
  category: 'clean',
  stratum: null,
  decision,
  decisionReason: '',
  requestedBy: null,
  turnedDownBy: null,
});

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  const owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  stranger = await world.person('Sam Stranger', 'tester');
  const report = await world.report('HMDA', tester, owner);
  const planning = await world.draft(await world.chain(report, 'planning'), [
    { key: 'SSN', data: { code: 'SSN', securityClass: 'confidential' } },
  ]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  const chain = await world.chain(report, 'sample-selection');
  const faults = (value: string): ItemData => ({ count: 3, faults: [{ field: 'SSN', value }] });
  first = await world.draft(chain, [
    { key: '$population', data: faults('secret-fact') },
    { key: 'A', data: record('secret-a', 'include') },
    { key: 'B', data: record('secret-b', 'include') },
    { key: 'C', data: record('secret-c', 'include') },
  ]);
  await world.submit(first, tester);
  await world.decide(first, owner, 'request_changes');
  second = await world.draft(
    chain,
    [
      { key: '$population', data: faults('secret-later') },
      { key: 'A', data: record('secret-new', 'exclude') },
      { key: 'B', remove: true },
      { key: 'D', data: record('secret-d', 'include') },
    ],
    { parent: first },
  );
  await world.submit(second, tester);
  await world.decide(second, owner, 'request_changes');
  const added = Array.from({ length: MOST_EFFECT_CHANGES + 1 }, (_, index) => ({
    key: `N${String(index).padStart(5, '0')}`,
    data: record('1', 'include'),
  }));
  many = await world.draft(chain, added, { parent: second });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

/** Tells everything it is given, so that the test sees what a phase would see. */
async function tell(reader: Subject, version: WrittenVersion, base: WrittenVersion | null) {
  const seen: EffectContext[] = [];
  const definition: Pick<PhaseDefinition, 'effects'> = {
    effects: async (context) => {
      seen.push(context);
      return [
        {
          title: 'Samples',
          parts: [
            {
              label: 'Out',
              value: String(context.changes.filter((change) => change.after === null).length),
              filter: { all: [{ field: 'key', operator: 'in', values: ['B'] }] },
            },
          ],
        },
        { title: 'Nothing', parts: [] },
      ];
    },
  };
  const head = await requireVersion(database.db.pool, reader, version.id);
  const sides = {
    head,
    base: base ? await requireVersion(database.db.pool, reader, base.id) : null,
    mask: await readMask(database.db.pool, reader, head),
  };
  const told = await effectsBetween(database.db.pool, definition, sides);
  return { told, context: seen[0] };
}

describe('the effects of a revision', () => {
  it('are computed from both contents and from what changed, in the order of keys', async () => {
    const { told, context } = await tell(tester, second, first);
    expect(told).toEqual({
      sections: [{ title: 'Samples', parts: [expect.objectContaining({ label: 'Out', value: '1' })] }],
      cutOff: false,
    });
    expect(context?.changes.map(({ key, before, after }) => [key, before?.decision ?? null, after?.decision ?? null])).toEqual([
      ['A', 'include', 'exclude'],
      ['B', 'include', null],
      ['D', null, 'include'],
    ]);
    const included = { all: [{ field: 'decision', operator: 'is', values: ['include'] }] } as const;
    expect([await context?.base.count(included), await context?.head.count(included)]).toEqual([3, 2]);
    expect((await context?.head.list(included))?.map((item) => item.key)).toEqual(['C', 'D']);
    expect(context?.base.facts.get('$population')).toMatchObject({ faults: [{ value: 'secret-fact' }] });
  });

  it('show a person without the right no confidential value, in items, facts and lists', async () => {
    const { context } = await tell(executive, second, first);
    const listed = await context?.head.list({ all: [] });
    const everything = JSON.stringify([context?.changes, [...(context?.base.facts ?? [])], [...(context?.head.facts ?? [])], listed]);
    expect(everything).not.toContain('secret');
    expect(everything).toContain(MASK_TEXT);
  });

  it('are cut off beyond a bound, and say so', async () => {
    const { told, context } = await tell(tester, many, second);
    expect(context?.changes).toHaveLength(MOST_EFFECT_CHANGES);
    expect(told.cutOff).toBe(true);
  });

  it('are none without a baseline', async () => {
    expect((await tell(tester, first, null)).told).toEqual({ sections: [], cutOff: false });
    expect(await readEffects(database.db, tester, { versionId: first.id })).toEqual({ sections: [], cutOff: false });
  });

  it('compare with the parent when nothing is said, and are those of the phase', async () => {
    const { sections } = await readEffects(database.db, tester, { versionId: second.id });
    expect(sections.length).toBeGreaterThan(0);
    expect(await readEffects(database.db, tester, { versionId: second.id, base: first.id })).toMatchObject({ sections });
  });

  it('open the rows that a part counts, also those that are gone', async () => {
    const { sections } = await readEffects(database.db, tester, { versionId: second.id });
    const parts = sections.flatMap((section) =>
      section.parts.map((part) => ({
        name: effectName(section.title, part.label),
        keys: part.filter?.all.find((one) => one.field === 'key')?.values,
      })),
    );
    const counted = parts.filter((part) => part.keys !== undefined && part.keys.length > 0);
    expect(counted.flatMap((part) => part.keys)).toContain('B');
    for (const { name, keys } of counted) {
      const page = await readDiff(database.db, tester, { versionId: second.id, effect: name });
      expect(page.rows.map((row) => row.key)).toEqual([...(keys ?? [])].sort());
      expect(page.matching).toBe(keys?.length);
    }
    await expect(readDiff(database.db, tester, { versionId: second.id, effect: 'Nothing / of the sort' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('are not found for whoever may not see the report', async () => {
    await expect(readEffects(database.db, stranger, { versionId: second.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readEffects(database.db, stranger, { versionId: second.id, base: first.id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
