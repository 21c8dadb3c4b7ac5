import { beforeAll, expect, it } from 'vitest';
import { versionPlace } from '#data/files/preparation.queries';
import { readAnswers } from '#data/version/answers.queries';
import { readTestsStanding } from '#data/version/tests-standing.queries';
import { editDraft, prepareDraft } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { GATED, send, submit } from '../../../test/support/world/chain';
import { type ObservedLine, observedLine, type TestedCases } from '../../../test/support/world/observed-line';
import { makeScenario } from '../../../test/support/world/scenario';

const stores = storesOfThisFile();
const CASES: TestedCases = {
  INCOME: {
    'L-1': { reported: '12345', value: '1234500', pattern: 'scale-100' },
    'L-2': { reported: '5', value: '5' },
  },
};
const KEY = 'INCOME/scale-100';

let line: ObservedLine;
let versionId: string;
beforeAll(async () => {
  const scenario = await makeScenario(stores.db);
  line = await observedLine(scenario, {
    key: 'Answers',
    cases: { 'Olaf One': CASES },
    attributes: { INCOME: { cde: true, risk: 8 } },
    chosen: [],
  });
  versionId = await prepareDraft(line.observations, stores.storage, 'observation-management');
  await editDraft(line.observations, versionId, [{ key: KEY, set: { decision: 'observation' } }]);
  expect(await submit(line.observations, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
});

it('the failures of a line are those of its observations, as they stand now', async () => {
  const { chainId, number } = await versionPlace(stores.db.pool, versionId);
  expect(await readTestsStanding(stores.db.pool, { chainId, number })).toEqual({ unfinished: [], unlinked: 0, unfounded: 0, orphaned: 0 });
  expect(await readTestsStanding(stores.db.pool, { chainId, number: 0 })).toMatchObject({ unlinked: 1 });
});

it('whom a version asks reads what is asked of them, and what they said to it as it is', async () => {
  const [olaf] = line.owners;
  if (olaf === undefined) throw new Error('an owner was made');
  const { person } = olaf;
  const asked = { key: KEY, askedOf: person.name, own: true, needed: true, answer: null };
  const [row] = (await readAnswers(stores.db, person, { versionId })).rows;
  expect(row).toMatchObject(asked);
  const verdicts = [{ itemKey: KEY, verdict: 'disputed' as const, reason: 'It is in cents.', seenHash: row?.hash ?? '' }];
  expect(await send(line.observations, person, 'decide_items', { versionId, verdicts }, GATED)).toMatchObject({ outcome: 'applied' });
  const { tester } = line.observations.scenario;
  expect((await readAnswers(stores.db, tester, { versionId })).rows).toMatchObject([
    { ...asked, own: false, answer: { verdict: 'disputed', reason: 'It is in cents.', by: person.name } },
  ]);
});
