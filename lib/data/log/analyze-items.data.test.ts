import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { approvedDraft, makeChain, makeDraft, put, send } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** How many rows the planner believes the log to have; -1 while nobody has looked. */
async function believedRows(): Promise<number> {
  const { rows } = await test.db.pool.query<{ rows: number }>(
    `select reltuples::int as rows from pg_class where oid = 'version_item'::regclass`,
  );
  return rows[0]?.rows ?? 0;
}

it('the planner knows a large content as soon as it is written, and is not troubled for a small one', async () => {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const before = await believedRows();
  await approvedDraft(chain, [put('a', { n: 1 })]);
  expect(await believedRows()).toBe(before);
  await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'again' });
  await makeDraft(
    chain,
    Array.from({ length: 10_000 }, (_, n) => put(`loan-${n}`, { n })),
  );
  expect(await believedRows()).toBe(10_001);

  const other = await makeChain(await makeScenario(test.db), 'sample-selection');
  await makeDraft(
    other,
    Array.from({ length: 10_000 }, (_, n) => put(`loan-${n}`, { n })),
  );
  expect(await believedRows()).toBe(20_001);
});
