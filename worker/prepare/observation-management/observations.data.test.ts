import { beforeEach, describe, expect, it } from 'vitest';
import { repairFigures, wrongFigures } from '#data/chain/reconcile-figures.transitions';
import { readInbox } from '#data/desk/inbox.queries';
import { versionPlace } from '#data/files/preparation.queries';
import { laneState } from '#data/lanes/lane-state.queries';
import { requireVersion } from '#data/people/access.queries';
import { readItems } from '#data/version/items.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import { readVersion } from '#data/version/version.queries';
import type { Item } from '#domain/item/json';
import { codeOf } from '#domain/item/pseudonym';
import { personToken } from '#domain/people/person-token';
import { testsFact } from '#domain/phases/observation-management/facts';
import { isCaseLinkKey, type Observation, observationSchema } from '#domain/phases/observation-management/observation-item';
import { editDraft, prepareDraft } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { type ChainHandle, decide, GATED, send, submit } from '../../../test/support/world/chain';
import {
  caseKeys,
  listTests,
  type ObservedLine,
  observedLine,
  reviewRuns,
  type TestedCases,
} from '../../../test/support/world/observed-line';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import type { Person } from '../../../test/support/world/world';
import { versionFacts, versionItems } from '../phase/version-reader';

const stores = storesOfThisFile();
const OLAFS: TestedCases = {
  INCOME: {
    'L-1': { reported: '12345', value: '1234500', pattern: 'scale-100' },
    'L-2': { reported: '5', value: '-5', pattern: 'sign' },
    'L-3': { reported: '100', value: '10000', pattern: 'scale-100' },
  },
};
const TINAS: TestedCases = {
  RATE: { 'L-1': { reported: '4', value: '4' }, 'L-2': { reported: '4', value: '5', pattern: 'other' } },
};

let scenario: Scenario;
let line: ObservedLine;
let chain: ChainHandle;
let olaf: ObservedLine['owners'][number];
let tina: ObservedLine['owners'][number];
let count = 0;
beforeEach(async () => {
  scenario = await makeScenario(stores.db);
  count += 1;
  const cases = { 'Olaf One': OLAFS, 'Tina Two': TINAS };
  const attributes = { INCOME: { cde: true, risk: 8 } };
  line = await observedLine(scenario, { key: `Line ${count}`, cases, attributes, chosen: ['L-3'] });
  chain = line.observations;
  const [one, two] = line.owners;
  if (one === undefined || two === undefined) throw new Error('two owners were made');
  [olaf, tina] = [one, two];
});

const prepared = async () => await prepareDraft(chain, stores.storage, 'observation-management');

async function content(versionId: string): Promise<Map<string, Item['data']>> {
  const found = new Map<string, Item['data']>();
  for await (const { key, data } of versionItems(stores.db, await versionPlace(stores.db.pool, versionId))) found.set(key, data);
  return found;
}
const observation = async (versionId: string, key: string): Promise<Observation> =>
  observationSchema.parse((await content(versionId)).get(key));

async function decideAll(versionId: string, more: Readonly<Record<string, Partial<Observation>>> = {}): Promise<void> {
  const keys = [...(await content(versionId)).keys()].filter((key) => !isCaseLinkKey(key));
  await editDraft(
    chain,
    versionId,
    keys.map((key) => ({ key, set: { decision: 'observation', ...more[key] } })),
  );
}

async function submitted(more: Readonly<Record<string, Partial<Observation>>> = {}): Promise<string> {
  const versionId = await prepared();
  await decideAll(versionId, more);
  const answer = await submit(chain, versionId, {}, GATED);
  if (answer.outcome !== 'applied') throw new Error(answer.detail);
  return versionId;
}

async function answer(by: Person, versionId: string, keys: readonly string[], verdict: 'agreed' | 'disputed', reason = '') {
  const { chainId, number } = await versionPlace(stores.db.pool, versionId);
  const rows = await stores.db.prisma.versionItem.findMany({ where: { chainId, number: { lte: number } }, orderBy: { number: 'asc' } });
  const hashes = new Map(rows.map(({ itemKey, hash }) => [itemKey, Buffer.from(hash ?? []).toString('hex')]));
  const verdicts = keys.map((itemKey) => ({ itemKey, verdict, reason, seenHash: hashes.get(itemKey) ?? '' }));
  return await send(chain, by, 'decide_items', { versionId, verdicts }, GATED);
}

const tasks = async (person: Person) =>
  (await readInbox(stores.db, person, { tab: 'waiting' })).rows.flatMap(({ task, itemCount }) =>
    task === 'Acknowledge' ? [] : [[task, itemCount]],
  );

describe('the observations of a line', () => {
  it('begin with every reviewed failure of all its owners, rates of random records alone, and the severity that they propose', async () => {
    const versionId = await prepared();
    const items = await content(versionId);
    expect([...items.keys()].sort()).toEqual([
      'INCOME/scale-100',
      'INCOME/sign',
      'RATE/other',
      '^INCOME/L-1',
      '^INCOME/L-2',
      '^INCOME/L-3',
      '^RATE/L-2',
    ]);
    const income = await observation(versionId, 'INCOME/scale-100');
    expect(income).toMatchObject({ failed: 2, tested: 3, owner: personToken(olaf.person.userId), attributeName: 'Name of INCOME' });
    expect(income.rates).toMatchObject([{ draw: '$draw/001', sample: 2, deviations: 2, tolerablePercent: '5' }]);
    expect(income.counts.judgmental).toEqual({ tested: 1, failed: 1, inconclusive: 0 });
    expect(income.arithmetic).toContain('critical data element 2, risk 8 of 10 1');
    const facts = await versionFacts(stores.db, await versionPlace(stores.db.pool, versionId));
    expect(testsFact(facts)).toMatchObject({ cases: 5, failed: 4, tests: [{ instance: `${line.key}/1` }, { instance: `${line.key}/2` }] });
  });

  it('leave out what nobody accepted, and say so before they are submitted', async () => {
    await reviewRuns(olaf.tests, ['INCOME/L-2'], 'rejected');
    const versionId = await prepared();
    expect((await content(versionId)).has('INCOME/sign')).toBe(false);
    await decideAll(versionId);
    expect((await submit(chain, versionId, {}, GATED)).detail).toContain(`Not done: ${line.key}, data owner 1.`);
    await reviewRuns(olaf.tests, ['INCOME/L-2'], 'accepted');
    expect((await submit(chain, versionId, {}, GATED)).detail).toContain('1 failing case in no observation: discard this draft');
  });

  it('are none in a line where nothing failed, which is reviewed like any other', async () => {
    const quiet = await makeScenario(stores.db);
    const none = { RATE: { 'L-1': { reported: '4', value: '4' } } };
    const { observations } = await observedLine(quiet, { key: `Quiet ${count}`, cases: { 'Nils None': none } });
    chain = observations;
    scenario = quiet;
    const versionId = await submitted();
    const { sections } = await readSummary(stores.db, quiet.owner, { versionId });
    expect(sections[0]?.parts[0]).toMatchObject({ value: 'No observation' });
    expect(await decide(chain, quiet.owner, versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });

  it('keep what people wrote when their figures are derived anew, and ask again where cases moved', async () => {
    const first = await submitted({ 'INCOME/scale-100': { text: 'Amounts in hundreds.' }, 'INCOME/sign': { text: 'Signs.' } });
    await decide(chain, scenario.owner, first, 'request_changes', {
      verdicts: [{ itemKey: 'RATE/other', verdict: 'rejected', reason: 'It was agreed.' }],
    });
    const more = { INCOME: { ...OLAFS.INCOME, 'L-2': { reported: '5', value: '500', pattern: 'scale-100' } } };
    const inputs = await stores.db.prisma.versionInput.findMany({ where: { version: { chainId: olaf.tests.chainId } } });
    await listTests(olaf.tests, [...new Set(inputs.map(({ upstreamId }) => upstreamId))], more);
    await reviewRuns(olaf.tests, caseKeys(more), 'accepted');
    const second = await prepared();
    expect([...(await content(second)).keys()].filter((key) => !isCaseLinkKey(key)).sort()).toEqual(['INCOME/scale-100', 'RATE/other']);
    expect(await observation(second, 'INCOME/scale-100')).toMatchObject({ decision: null, failed: 3, text: 'Amounts in hundreds.' });
    expect(await observation(second, 'RATE/other')).toMatchObject({ decision: null, turnedDownReason: 'It was agreed.' });
  });

  it('are stale once tests have changed since, by name', async () => {
    const versionId = await prepared();
    await decideAll(versionId);
    const inputs = await stores.db.prisma.versionInput.findMany({ where: { version: { chainId: tina.tests.chainId } } });
    const moved = { RATE: { ...TINAS.RATE, 'L-1': { reported: '4', value: '4.0' } } };
    await listTests(tina.tests, [...new Set(inputs.map(({ upstreamId }) => upstreamId))], moved);
    await reviewRuns(tina.tests, caseKeys(moved), 'accepted');
    expect((await submit(chain, versionId, {}, GATED)).detail).toContain(`Test Execution (${line.key}, data owner 2) has changed`);
  });

  it('merge: one is told with another, and keeps its cases', async () => {
    const versionId = await submitted({ 'INCOME/sign': { mergedInto: 'INCOME/scale-100', decision: null } });
    const page = await readItems(stores.db, scenario.owner, {
      versionId,
      filter: { all: [{ field: 'observation', operator: 'in', values: ['INCOME/scale-100', 'INCOME/sign'] }] },
    });
    expect(page.matching).toBe(3);
  });
});

describe('the data owners of a line', () => {
  it('answer what names them while it is pending; medium and above is not approved before', async () => {
    const versionId = await submitted();
    expect(await tasks(olaf.person)).toEqual([['Answer observations', 2]]);
    expect(await tasks(tina.person)).toEqual([['Answer observations', 1]]);
    const approve = () =>
      send(chain, scenario.owner, 'decide_version', { versionId, comment: '', payload: { decision: 'approve' } }, GATED);
    expect(await approve()).toMatchObject({ code: 'answers_missing' });
    expect(await answer(olaf.person, versionId, ['RATE/other'], 'agreed')).toMatchObject({ code: 'not_named_here' });
    expect(await answer(olaf.person, versionId, ['INCOME/sign'], 'agreed')).toMatchObject({ outcome: 'applied', detail: '1 agreed.' });
    expect(await tasks(olaf.person)).toEqual([['Answer observations', 1]]);
    expect(await answer(olaf.person, versionId, ['INCOME/scale-100'], 'disputed', 'The evidence is of another day.')).toMatchObject({
      outcome: 'applied',
    });
    expect(await answer(tina.person, versionId, ['RATE/other'], 'agreed')).toMatchObject({ outcome: 'applied' });
    expect(await tasks(tina.person)).toEqual([]);
    expect(await wrongFigures(stores.db)).toEqual([]);
    expect(await approve()).toMatchObject({ outcome: 'applied', detail: 'approved' });
    expect(await answer(tina.person, versionId, ['RATE/other'], 'agreed')).toMatchObject({ code: 'not_pending' });
    expect(await wrongFigures(stores.db)).toEqual([]);
  });

  it('speak beside the approver: an answer neither accepts nor rejects', async () => {
    const versionId = await submitted();
    await answer(olaf.person, versionId, ['INCOME/sign'], 'disputed', 'No.');
    const { rows } = await readItems(stores.db, scenario.owner, { versionId });
    expect(rows.find(({ key }) => key === 'INCOME/sign')).toMatchObject({ verdict: null });
  });

  it('are asked again for what says something else, and for nothing once it is taken back', async () => {
    const first = await submitted();
    await answer(olaf.person, first, ['INCOME/sign', 'INCOME/scale-100'], 'agreed');
    await decide(chain, scenario.owner, first, 'request_changes');
    expect(await tasks(tina.person)).toEqual([]);
    const second = await prepared();
    await editDraft(chain, second, [{ key: 'INCOME/sign', set: { impact: 'Every sum of incomes.' } }]);
    await submit(chain, second, {}, GATED);
    expect(await tasks(olaf.person)).toEqual([['Answer observations', 1]]);
    await send(chain, scenario.tester, 'withdraw_version', { versionId: second });
    expect(await tasks(olaf.person)).toEqual([]);
  });

  it('have their answers counted again by the reconciler', async () => {
    await submitted();
    await stores.db.prisma.chainTask.deleteMany({ where: { chainId: chain.chainId } });
    expect(await wrongFigures(stores.db)).toMatchObject([{ chainId: chain.chainId }]);
    await repairFigures(stores.db, chain.chainId);
    expect(await tasks(tina.person)).toEqual([['Answer observations', 1]]);
  });
});

describe('a lane', () => {
  it('has observations left to do until they are approved, and tests done once each owner’s are', async () => {
    const state = async () => (await laneState(stores.db, line.laneId)).complete;
    expect(await state()).toContain('test-execution');
    await reviewRuns(tina.tests, ['RATE/L-1'], 'rejected');
    expect(await state()).not.toContain('test-execution');
    await reviewRuns(tina.tests, ['RATE/L-1'], 'accepted');
    const versionId = await submitted();
    expect(await state()).not.toContain('observation-management');
    await answer(olaf.person, versionId, ['INCOME/sign', 'INCOME/scale-100'], 'agreed');
    await answer(tina.person, versionId, ['RATE/other'], 'agreed');
    await decide(chain, scenario.owner, versionId, 'approve');
    expect(await state()).toContain('observation-management');
    await send(chain, scenario.tester, 'reopen_phase', { comment: 'Once more.' });
    expect(await state()).not.toContain('observation-management');
  });

  it('shows its observations to whoever answers, and to no owner of another line', async () => {
    const other = await makeScenario(stores.db);
    const elsewhere = await observedLine(other, { key: `Other ${count}`, cases: { 'Nils Else': TINAS } });
    const versionId = await submitted();
    const stranger = elsewhere.owners[0]?.person;
    if (stranger === undefined) throw new Error('an owner was made');
    await expect(requireVersion(stores.db.pool, stranger, versionId)).rejects.toMatchObject({ code: 'not_found' });
    const view = await readVersion(stores.db, olaf.person, { versionId });
    expect(view.actions.judge).toMatchObject({ allowed: true });
    expect(view.actions.unmask.allowed).toBe(false);
  });

  it('keeps confidential values and keys from whoever may not read them', async () => {
    const secret = await makeScenario(stores.db);
    const attributes = { LOAN_ID: { securityClass: 'confidential' }, RATE: { securityClass: 'confidential' } } as const;
    const made = await observedLine(secret, { key: `Secret ${count}`, cases: { 'Nils Hush': TINAS }, attributes });
    chain = made.observations;
    scenario = secret;
    const versionId = await submitted();
    const { rows } = await readItems(stores.db, secret.executive, { versionId });
    const [link] = rows.filter(({ data }) => data.kind === 'case');
    expect(rows.map(({ key }) => key)).toContain('RATE/other');
    expect(codeOf(link?.key ?? '')).not.toBeNull();
    expect(JSON.stringify(rows)).not.toContain('L-2');
    expect(link?.masked).toEqual(expect.arrayContaining(['record', 'reported', 'value']));
    const full = await readItems(stores.db, secret.owner, { versionId });
    expect(full.rows.find(({ key }) => key === '^RATE/L-2')?.data).toMatchObject({ reported: '4', value: '5' });
  });
});
