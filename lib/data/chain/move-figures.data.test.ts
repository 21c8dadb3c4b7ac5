import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { send } from '../../../test/support/world/chain';
import { ownersChain, type RequestsChain, requestsChain } from '../../../test/support/world/lane';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { computeFigures } from './figures';
import { wrongFigures } from './reconcile-figures.transitions';

const RECORDS = Array.from({ length: 12 }, (_, at) => `L-${String(at).padStart(2, '0')}`);

let test: TestDatabase;
let scenario: Scenario;
let owner: Person;
let requests: RequestsChain;
beforeAll(async () => {
  test = await testDatabase();
  scenario = await makeScenario(test.db);
  const world = new World(test.db);
  const lob = await test.db.prisma.lob.create({ data: { name: 'Retail' } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  owner = await world.person('Olaf Owner', 'data_owner');
  const owners = await ownersChain(scenario, 'Retail', ['A']);
  requests = await requestsChain(owners, { executive, owner, reported: { A: Object.fromEntries(RECORDS.map((record) => [record, '1'])) } });
});
afterAll(() => test.drop());

/** Items as they stand: their hash, and that of what is judged of them. */
async function standing(): Promise<Map<string, { hash: string; judged: string }>> {
  const rows = await test.db.prisma.versionItem.findMany({ where: { chainId: requests.chainId }, orderBy: { number: 'asc' } });
  return new Map(
    rows.map(({ itemKey, hash, data }) => [
      itemKey,
      { hash: Buffer.from(hash ?? []).toString('hex'), judged: (data as { judged: string }).judged },
    ]),
  );
}

const someKeys = fc.subarray(
  RECORDS.map((record) => `A/${record}`),
  { minLength: 1, maxLength: RECORDS.length },
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('recorded' as const), keys: someKeys, why: fc.constantFrom('The archive burnt.', 'It was never kept.') }),
  fc.record({
    kind: fc.constant('judged' as const),
    keys: someKeys,
    verdict: fc.constantFrom('accepted' as const, 'needs_revision' as const),
  }),
);

it('after any command the figures are what counting everything anew comes to, whether few items changed or all', async () => {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        const items = await standing();
        const seen = one.keys.map((itemKey) => ({ itemKey, ...items.get(itemKey) }));
        const { outcome } =
          one.kind === 'recorded'
            ? await send(requests, owner, 'record_changes', {
                changes: seen.map(({ itemKey, hash = '' }) => ({ itemKey, seenHash: hash, fields: { unobtainable: one.why } })),
              })
            : await send(requests, scenario.executive, 'decide_items', {
                verdicts: seen.map(({ itemKey, judged = '' }) => ({
                  itemKey,
                  seenHash: judged,
                  verdict: one.verdict,
                  reason: 'Looked at.',
                })),
              });
        outcomes.set(`${one.kind} ${outcome}`, (outcomes.get(`${one.kind} ${outcome}`) ?? 0) + 1);
        expect(await wrongFigures(test.db)).toEqual([]);
      }
    }),
    propertyRuns(60, 15),
  );
  // It was not refusals alone that left the figures right.
  expect(outcomes.get('recorded applied')).toBeGreaterThan(0);
  expect(outcomes.get('judged applied')).toBeGreaterThan(0);
  expect((await computeFigures(test.db.pool, requests.chainId, 'request-info'))?.total).toBe(RECORDS.length);
});
