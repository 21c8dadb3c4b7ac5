import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { readDiff } from '#data/comparison/diff.queries';
import { readEffects } from '#data/comparison/effects.queries';
import { verifyInstallation } from '#data/record/verify.queries';
import { addReportToCycle } from '#data/report/cycles.commands';
import { readCycles } from '#data/report/cycles.queries';
import { readItems } from '#data/version/items.queries';
import { readVersion } from '#data/version/version.queries';
import { itemHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import { CARRIED_FACT, carriedFact } from '#domain/phase/carried';
import type { PhaseName } from '#domain/phase/phase-names';
import { ATTRIBUTES_FACT } from '#domain/phases/data-profiling/profile-facts';
import { ruleItem } from '../../test/support/approved-items';
import { HEADER, plannedLoans, ROWS } from '../../test/support/planned-loans';
import { carryOut, dictionaryOf, factsOf, importOf, itemsOf, prepareDraft, setWhere } from '../../test/support/preparing';
import { openPhases } from '../../test/support/small-phases';
import { storesOfThisFile } from '../../test/support/stores';
import { type ChainHandle, GATED, makeChain, makeDraft, put, SELF, submit } from '../../test/support/world/chain';
import { makeScenario, type Scenario, sendReport } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';

const stores = storesOfThisFile();
let earlier: Scenario;
/** The version that Planning of the earlier cycle ended with, and its chain. */
let before: { chain: ChainHandle; versionId: string };
let next: Scenario;
/** The next cycle's phases, each with its first draft, the first of them approved. */
const begun = new Map<PhaseName, { chain: ChainHandle; versionId: string }>();

/** State is gone, and Purpose has one more valid value. */
const NEWER_DICTIONARY = [
  'Number,Name,Type,Valid Values,Description',
  '1,Loan ID,Alphanumeric,,',
  '2,Amount,Numeric,,Example: 100',
  '3,Purpose,Numeric,1 2 3 4,',
].join('\n');

const SCOPED = {
  ...{
    position: 1,
    recommendation: 'skip',
    score: 0,
    reasons: [],
    recommendedBy: 'countersign/1',
    cde: false,
    historicalIssue: false,
    risk: null,
  },
  ...{ requirement: null, type: 'integer', rules: 0, failedRules: 0, dqScore: null, decision: 'override', finalScoping: 'test' },
  ...{ decisionReason: 'Asked for by the regulator', approach: 'Against the note', turnedDownBy: null, turnedDownReason: '', answer: '' },
};

async function approve(chain: ChainHandle, versionId: string): Promise<void> {
  const answer = await submit(chain, versionId, {}, { definition: openPhases });
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
}

async function held(phase: 'data-profiling' | 'scoping', changes: Iterable<ItemChange>): Promise<void> {
  const chain = await makeChain(earlier, phase, SELF);
  const { versionId } = await makeDraft(chain, changes);
  await approve(chain, versionId);
}

async function begin(phase: PhaseName): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await makeChain(next, phase, SELF);
  const opened = { chain, versionId: await prepareDraft(chain, stores.storage, phase) };
  begun.set(phase, opened);
  return opened;
}

function there(phase: PhaseName): { chain: ChainHandle; versionId: string } {
  const found = begun.get(phase);
  if (found === undefined) throw new Error(`${phase} has not begun`);
  return found;
}

const contentOf = async ({ chain, versionId }: { chain: ChainHandle; versionId: string }) =>
  new Map((await itemsOf(chain, versionId)).filter(({ key }) => !key.startsWith('$')).map(({ key, data }) => [key, data]));

/** A report that was planned, profiled and scoped, then closed, and begun again in the next cycle by somebody else. */
beforeAll(async () => {
  earlier = await makeScenario(stores.db);
  before = await plannedLoans(stores, earlier);
  const attributes = [...(await contentOf(before)).values()].map(
    ({ code, name, column, type, format, requirement, validValues, specialValues, exhaustive, keyOrder }) => ({
      ...{ code, name, column, type, format, requirement, validValues, specialValues, exhaustive, keyOrder, confidential: false },
    }),
  );
  await held('data-profiling', [
    put(ATTRIBUTES_FACT, { attributes } as never),
    ruleItem('R-AMOUNT', 'AMOUNT', 3, { source: 'tester', expression: 'AMOUNT > 10', decisionReason: 'Floor of the product' }),
    ruleItem('R-STATE', 'STATE', 0, { source: 'tester', expression: 'STATE = 1' }),
  ]);
  await held('scoping', [
    put('AMOUNT', { ...SCOPED, code: 'AMOUNT', name: 'Amount' }),
    put('STATE', { ...SCOPED, code: 'STATE', name: 'State' }),
  ]);
  await sendReport(earlier, earlier.executive, 'close_report', { comment: 'Done.' });
  const world = new World(stores.db);
  const successor = await world.person('Nia Next', 'tester');
  const cycleId = await world.cycle(`2027 Q1 ${randomUUID().slice(0, 8)}`, '2027-01-01', '2027-03-31');
  const where = { cycleId, reportId: earlier.reportId, testerId: successor.userId, dueOn: '2027-03-15' };
  const { id } = await addReportToCycle(stores.db, earlier.executive.actor, { ...where, carriesFrom: earlier.cycleReportId });
  next = { ...earlier, cycleId, cycleReportId: id, tester: successor };
  await sendReport(next, next.executive, 'start_report');
});

it('offers the last closed cycle of a report, and takes no other', async () => {
  const { reports, cycles } = await readCycles(stores.db, earlier.executive);
  const cycleName = cycles.find((cycle) => cycle.reports.some((report) => report.cycleReportId === earlier.cycleReportId))?.name;
  expect(reports.find((report) => report.id === earlier.reportId)?.lastClosed).toEqual({ cycleReportId: earlier.cycleReportId, cycleName });
  const open = await makeScenario(stores.db);
  const cycleId = await new World(stores.db).cycle(`2027 Q2 ${randomUUID().slice(0, 8)}`, '2027-04-01', '2027-06-30');
  for (const carriesFrom of [open.cycleReportId, randomUUID(), next.cycleReportId])
    await expect(
      addReportToCycle(stores.db, earlier.executive.actor, { cycleId, reportId: earlier.reportId, carriesFrom }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  const taken = stores.db.pool.query('update cycle_report set carries_from = null where id = $1', [next.cycleReportId]);
  await expect(taken).rejects.toThrow('what a report began from stays once it is started');
});

it('begins Planning with the attributes of the earlier cycle, undecided, each bound to what it was there', async () => {
  const opened = await begin('planning');
  const old = await contentOf(before);
  const content = await contentOf(opened);
  expect([...content.keys()].sort()).toEqual(['AMOUNT', 'LOAN_ID', 'PURPOSE', 'STATE']);
  for (const [code, data] of content) expect(data).toEqual({ ...old.get(code), decision: null });
  const row = await stores.db.prisma.version.findUniqueOrThrow({ where: { id: before.versionId } });
  expect(carriedFact(await factsOf(opened.chain, opened.versionId))).toMatchObject({
    ...{ phase: 'planning', number: 1, versionHash: Buffer.from(row.versionHash ?? []).toString('hex'), left: [] },
    items: [...old].map(([key, data]) => ({ key, hash: itemHash(data) })),
  });
  const { rows } = await readItems(stores.db, next.tester, { versionId: opened.versionId });
  expect(rows.map((one) => one.carried?.same)).toEqual([false, false, false, false]);
  const view = await readVersion(stores.db, next.owner, { versionId: opened.versionId });
  expect(view.actions.approve.allowed).toBe(false);
  expect(view).toMatchObject({ status: 'draft', carried: { number: 1, count: 4, left: [] }, decisions: [] });
});

it('names what a newer dictionary and another file do not carry, and keeps what people entered', async () => {
  const { chain, versionId } = there('planning');
  await setWhere(chain, versionId, [{ field: 'code', operator: 'is', values: ['PURPOSE'] }], { risk: 7 });
  const file = await importOf(
    stores.storage,
    HEADER.slice(0, 3),
    ROWS.map((row) => row.slice(0, 3)),
  );
  await carryOut(chain, stores.storage, {
    versionId,
    kind: 'import',
    params: { ...file, ...(await dictionaryOf(stores.storage, NEWER_DICTIONARY)) },
  });
  const content = await contentOf({ chain, versionId });
  expect(content.get('PURPOSE')).toMatchObject({ validValues: ['1', '2', '3', '4'], risk: 7, decision: null });
  const carried = carriedFact(await factsOf(chain, versionId));
  expect(carried?.items.map(({ key }) => key)).toEqual(['AMOUNT', 'LOAN_ID']);
  expect(carried?.left).toEqual([
    { key: 'PURPOSE', name: 'Purpose', why: 'Its values in the dictionary changed since then; what people entered stays.' },
    { key: 'STATE', name: 'State', why: 'It is neither in the dictionary nor in the data file of this cycle.' },
  ]);
  // A second import comes to the same, what the first took out included.
  await carryOut(chain, stores.storage, {
    versionId,
    kind: 'import',
    params: { ...file, ...(await dictionaryOf(stores.storage, NEWER_DICTIONARY)) },
  });
  expect(carriedFact(await factsOf(chain, versionId))).toEqual(carried);
  await setWhere(chain, versionId, [], { decision: 'include' });
  expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
  const { rows } = await readItems(stores.db, next.tester, { versionId });
  expect(rows.map((one) => [one.key, one.carried?.same])).toEqual([
    ['AMOUNT', true],
    ['LOAN_ID', true],
    ['PURPOSE', undefined],
  ]);
});

it('begins Data Profiling with the rules of the earlier cycle, undecided and not run, beside what the dictionary proposes', async () => {
  const opened = await begin('data-profiling');
  const content = await contentOf(opened);
  expect(content.get('R-AMOUNT')).toMatchObject({ decision: null, result: null, decisionReason: 'Floor of the product', problem: null });
  expect(content.has('R-STATE')).toBe(false);
  expect([...content.values()].every(({ decision }) => decision === null)).toBe(true);
  expect(content.size).toBeGreaterThan(1);
  expect(carriedFact(await factsOf(opened.chain, opened.versionId))).toMatchObject({
    items: [{ key: 'R-AMOUNT' }],
    left: [{ key: 'R-STATE', why: 'STATE is no longer among the report’s attributes.' }],
  });
  await approve(opened.chain, opened.versionId);
});

it('makes nobody an author by carrying: what is carried was approved, and is decided anew', async () => {
  const authorsIn = async ({ versionId }: { versionId: string }) =>
    (await stores.db.prisma.versionAuthor.findMany({ where: { versionId } })).map(({ userId }) => userId);
  expect(await authorsIn(before)).toContain(earlier.tester.userId);
  const profiling = there('data-profiling');
  expect(carriedFact(await factsOf(profiling.chain, profiling.versionId))?.items.length).toBeGreaterThan(0);
  for (const phase of [profiling, there('planning')]) expect(await authorsIn(phase)).not.toContain(earlier.tester.userId);
});

it('begins Scoping with this cycle’s recommendations and the earlier one’s reasons', async () => {
  const opened = await begin('scoping');
  const content = await contentOf(opened);
  expect(content.get('AMOUNT')).toMatchObject({
    ...{ decision: null, finalScoping: null, decisionReason: 'Asked for by the regulator', approach: 'Against the note' },
  });
  expect(carriedFact(await factsOf(opened.chain, opened.versionId))).toMatchObject({
    items: [{ key: 'AMOUNT' }],
    left: [{ key: 'STATE', why: 'Planning of this cycle does not include it.' }],
  });
});

it('compares with the version of the other cycle, cell by cell, and with no version that has nothing to do with it', async () => {
  const { versionId } = there('planning');
  const { counts, rows, base } = await readDiff(stores.db, next.owner, { versionId, base: before.versionId, limit: 50 });
  expect(counts).toEqual({ added: 0, removed: 1, changed: 1, unchanged: 2 });
  expect(base?.id).toBe(before.versionId);
  expect(rows.filter(({ isFact }) => !isFact).map(({ key, kind, cells }) => [key, kind, cells.map(({ field }) => field)])).toEqual([
    ['PURPOSE', 'changed', ['risk', 'validValues']],
    ['STATE', 'removed', []],
  ]);
  expect(rows.find(({ key }) => key === CARRIED_FACT)?.kind).toBe('added');
  const all = await readDiff(stores.db, next.owner, {
    versionId,
    base: before.versionId,
    kinds: ['added', 'removed', 'changed', 'unchanged'],
    limit: 3,
  });
  expect(all.next).not.toBeNull();
  const rest = await readDiff(stores.db, next.owner, {
    versionId,
    base: before.versionId,
    kinds: ['added', 'removed', 'changed', 'unchanged'],
    after: all.next,
  });
  expect([...all.rows, ...rest.rows].filter(({ isFact }) => !isFact).map(({ key }) => key)).toEqual([
    'AMOUNT',
    'LOAN_ID',
    'PURPOSE',
    'STATE',
  ]);
  expect(await readEffects(stores.db, next.owner, { versionId, base: before.versionId })).toEqual({ sections: [], cutOff: false });
  const stranger = await makeScenario(stores.db);
  const foreign = await plannedLoans(stores, stranger);
  const scoping = there('scoping').versionId;
  for (const wrong of [foreign.versionId, scoping])
    await expect(readDiff(stores.db, next.owner, { versionId, base: wrong })).rejects.toMatchObject({ code: 'not_found' });
});

it('shows the earlier cycle, masked, to whoever tests the one that began from it, and to no other tester', async () => {
  const earlierView = await readVersion(stores.db, next.tester, { versionId: before.versionId });
  expect(earlierView.actions.edit.allowed).toBe(false);
  expect(earlierView.actions.unmask.allowed).toBe(false);
  const { otherCycles } = await readVersion(stores.db, next.tester, { versionId: there('planning').versionId });
  expect(otherCycles.map(({ version }) => version.id)).toEqual([before.versionId]);
  const lists = await readCycles(stores.db, next.tester);
  expect(lists.cycles.flatMap(({ reports }) => reports.map(({ cycleReportId }) => cycleReportId)).sort()).toEqual(
    [earlier.cycleReportId, next.cycleReportId].sort(),
  );
  // Whoever tested the earlier cycle has no part in the next.
  await expect(readVersion(stores.db, earlier.tester, { versionId: there('planning').versionId })).rejects.toMatchObject({
    code: 'not_found',
  });
  const other = await new World(stores.db).person('Otto Other', 'tester');
  await expect(readVersion(stores.db, other, { versionId: before.versionId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readDiff(stores.db, other, { versionId: there('planning').versionId, base: before.versionId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('verifies that what is said to be carried was so and approved in the earlier cycle', async () => {
  const { chain } = there('scoping');
  const problems = async () => (await verifyInstallation(stores.db, null)).problems.filter((sentence) => sentence.startsWith('Scoping of'));
  const forge = (at: string, value: string) =>
    stores.db.pool.query(
      `update version_item set data = jsonb_set(data, $2::text[], $3::jsonb) where chain_id = $1 and item_key = '$carried'`,
      [chain.chainId, at, JSON.stringify(value)],
    );
  expect(await problems()).toEqual([]);
  await forge('{items,0,hash}', '0'.repeat(64));
  expect(await problems()).toContainEqual(
    expect.stringMatching(/, version 1: AMOUNT was not so in 2026 Q4 \S+ as it says that it was carried\.$/),
  );
  await forge('{versionHash}', '1'.repeat(64));
  expect(await problems()).toContainEqual(expect.stringMatching(/names as its source is not the one that was approved there\.$/));
});
