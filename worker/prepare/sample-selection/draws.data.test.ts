import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrawParams } from '#contract/draws';
import type { ImportParams } from '#contract/inquiries';
import type { PhaseRules } from '#data/chain/chain.transitions';
import { createVersion } from '#data/chain/version.transitions';
import { beginWork, failWork, mergeWork, stageWork } from '#data/chain/work.transitions';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { versionPlace } from '#data/files/preparation.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemChange } from '#domain/item/diff';
import type { FilterCondition } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { ATTRIBUTES_FACT } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import { drawFacts, scopeFact } from '#domain/phases/sample-selection/facts';
import { type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import type { ScopedAttribute } from '#domain/phases/scoping/scope-item';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';
import { rankByHash } from '#domain/sampling/hash-rank';
import type { WorkKind } from '#domain/version/commands';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import {
  type ChainHandle,
  decide,
  GATED,
  makeChain,
  makeDraft,
  makeScenario,
  OWNER_REVIEW,
  put,
  type Scenario,
  SELF,
  send,
  submit,
  trackedStep,
} from '../../../test/support/scenario';
import { openPhases } from '../../../test/support/small-phases';
import { where } from '../../../test/support/where';
import { rememberedFiles } from '../../analysis/files/derived-files';
import { answerInquiry } from '../inquiries/answer-inquiry';
import type { PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';
import { preparer } from '../registry';
import { redrawVersion } from './redraw-version';

/** Upstream versions are written by hand, without gates: only Sample Selection is what this is about. */
const OPEN: PhaseRules = { definition: openPhases };
const ROWS = Array.from({ length: 200 }, (_, index) => [
  String(1000 + index),
  index % 40 === 0 ? '-5' : String(50 + ((index * 37) % 400)),
  index % 10 < 6 ? '1' : '2',
  index % 7 === 0 ? '' : 'TX',
]);
const RANKED = rankByHash(
  's',
  ROWS.map(([key = '']) => ({ key, keyTexts: [key] })),
).map(({ key }) => key);
const LOB = { column: 'purpose', map: { '1': 'Retail', '2': 'Retail' } };

let database: TestDatabase;
let directory: string;
let storage: Storage;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'sample-draws-'));
  storage = openStorage(directory);
  await database.db.prisma.lob.upsert({ where: { name: 'Retail' }, create: { name: 'Retail' }, update: {} });
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

function contextOf({ scenario, chainId }: ChainHandle): PrepareContext {
  return {
    db: database.db,
    storage,
    chainId,
    cycleReportId: scenario.cycleReportId,
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  };
}

/** Makes the draft that is due as the activity does. */
async function prepareDraft(chain: ChainHandle, phase: PhaseName): Promise<string> {
  const row = await database.db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } });
  const due = row.draftDue as unknown as Parameters<typeof createVersion>[1]['due'];
  const context = contextOf(chain);
  const prepared =
    due.parentVersionId === null
      ? await preparer(phase).first(context)
      : await preparer(phase).revision(context, { parentVersionId: due.parentVersionId, cause: due.cause, commandId: due.commandId });
  return (
    await createVersion(database.db, { due, chainId: chain.chainId, ...prepared, step: await trackedStep(database.db, 'createVersion') })
  ).versionId;
}

async function runWork(chain: ChainHandle, versionId: string, kind: WorkKind, params: ImportParams | DrawParams): Promise<void> {
  const answer = await send(chain, chain.scenario.tester, 'request_work', {
    versionId,
    payload: { kind, params: JSON.parse(JSON.stringify(params)) as ItemData },
  });
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
  const work = await beginWork(database.db, answer.commandId);
  const carryOut = work === null ? undefined : preparer(work.phase).work[kind];
  if (work === null || carryOut === undefined) throw new Error(`no ${kind}`);
  const changes = carryOut(contextOf(chain), { id: answer.commandId, versionId, params: work.params, requestedBy: work.requestedBy });
  try {
    await stageWork(database.db, answer.commandId, work.attempt, changes);
  } catch (error) {
    await failWork(database.db, answer.commandId, 'invalid_input', '', await trackedStep(database.db, 'failWork'));
    throw error;
  }
  await mergeWork(database.db, answer.commandId, work.attempt, await trackedStep(database.db, 'finishWork'));
}

async function set(chain: ChainHandle, versionId: string, filter: readonly FilterCondition[], values: ItemData): Promise<void> {
  const { editRevision } = await database.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  await editByFilter(database.db, chain.scenario.tester.actor, { versionId, editRevision, filter: all(...filter), set: values });
}

async function samples(versionId: string): Promise<Map<string, Sample>> {
  const found = new Map<string, Sample>();
  for await (const { key, data } of versionItems(database.db, await versionPlace(database.db.pool, versionId)))
    found.set(key, sampleSchema.parse(data));
  return found;
}

async function facts(versionId: string) {
  return await versionFacts(database.db, await versionPlace(database.db.pool, versionId));
}

async function approvedPlanning(scenario: Scenario, confidential: string | null = null): Promise<void> {
  const chain = await makeChain(scenario, 'planning', SELF);
  const versionId = await prepareDraft(chain, 'planning');
  const data = await storage.put(
    Readable.from([Buffer.from([['loan_id', 'amount', 'purpose', 'state'], ...ROWS].map((row) => row.join(',')).join('\n'))]),
  );
  await runWork(chain, versionId, 'import', {
    dictionarySha256: null,
    dictionaryName: null,
    dataSha256: data.sha256,
    dataName: 'loans.csv',
    delimiter: null,
    quoted: null,
    header: true,
    skipLines: 0,
    key: ['loan_id'],
    map: {},
    types: {},
    control: { total: ROWS.length },
    controlReason: '',
    sourceSystem: 'Origination',
    extractedBy: 'x@example.test',
    extractedAt: '2026-01-05',
    asOfDate: '2025-12-31',
  });
  await set(chain, versionId, [], { decision: 'include' });
  if (confidential !== null) await set(chain, versionId, [where('code', 'is', confidential)], { securityClass: 'confidential' });
  const answer = await submit(chain, versionId, {}, GATED);
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
}

async function approved(scenario: Scenario, phase: PhaseName, changes: Iterable<ItemChange>): Promise<string> {
  const chain = await makeChain(scenario, phase, SELF);
  const { versionId } = await makeDraft(chain, changes);
  await submit(chain, versionId, {}, OPEN);
  return versionId;
}

const STATE: ProfiledAttribute = {
  code: 'state',
  name: 'state',
  column: 'state',
  type: 'text',
  format: '',
  requirement: 'mandatory',
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
};
const RULE: Rule = {
  code: 'STATE-FILLED',
  name: 'State is filled',
  attribute: 'state',
  attributes: ['state'],
  dimension: 'completeness',
  severity: 'critical',
  expression: 'state is not blank',
  rationale: '',
  source: 'mandatory',
  sourceDetail: '',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: { status: 'ran', tested: 200, passed: 171, failed: 29, message: '', population: 'p' },
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
function scoped(code: string, position: number, finalScoping: ScopedAttribute['finalScoping']): ItemChange {
  const data: ScopedAttribute = {
    code,
    position,
    name: code,
    recommendation: 'test',
    score: 50,
    reasons: [],
    recommendedBy: 'countersign/1',
    cde: false,
    historicalIssue: false,
    risk: null,
    requirement: null,
    type: 'text',
    rules: 0,
    failedRules: 0,
    dqScore: null,
    decision: 'accept',
    decisionReason: '',
    finalScoping,
    approach: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
  return put(code, data as unknown as ItemData);
}

async function redrawn(versionId: string) {
  return await redrawVersion(
    database.db,
    { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
    versionId,
  );
}

describe('Sample Selection after Data Profiling and Scoping', () => {
  it('is built from all three, counts test cases, takes anomalies from failed rules, and draws everything again', async () => {
    const scenario = await makeScenario(database.db);
    await approvedPlanning(scenario);
    const codes = { state: 'STATE', amount: 'AMOUNT' };
    const rule = { ...RULE, attribute: codes.state, attributes: [codes.state], expression: `${codes.state} is not blank` };
    await approved(scenario, 'data-profiling', [
      put(rule.code, rule as unknown as ItemData),
      put(ATTRIBUTES_FACT, { attributes: [{ ...STATE, code: codes.state }] } as unknown as ItemData),
    ]);
    await approved(scenario, 'scoping', [
      scoped(codes.amount, 2, 'test'),
      scoped(codes.state, 4, 'test'),
      scoped('PURPOSE', 3, 'skip'),
      scoped('LOAN_ID', 1, 'key'),
    ]);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    expect(scopeFact(await facts(versionId))?.attributes.map(({ code }) => code)).toEqual([codes.amount, codes.state]);
    const inputs = await database.db.prisma.versionInput.findMany({ where: { versionId } });
    expect(inputs).toHaveLength(3);

    const plan = {
      method: 'mix',
      size: { by: 'hand', count: 10, reason: 'Ten.' },
      shares: { clean: 30, anomaly: 50, boundary: 20 },
      boundaries: [{ attribute: codes.amount, thresholds: [] }],
    } as const;
    const preview = await answerInquiry(contextOf(chain), { kind: 'preview-draw', versionId, plan });
    expect(preview).toMatchObject({
      kind: 'preview-draw',
      preview: {
        method: 'mix',
        sizes: { clean: 3, anomaly: 5, boundary: 2 },
        available: { anomaly: 29 },
        rules: [{ code: 'STATE-FILLED', failed: 29 }],
      },
    });
    await runWork(chain, versionId, 'draw', { ...plan, seed: 's', lob: LOB });
    const drawn = [...(await samples(versionId)).values()];
    expect(drawn.map(({ category }) => category).sort()).toEqual([
      'anomaly',
      'anomaly',
      'anomaly',
      'anomaly',
      'anomaly',
      'boundary',
      'boundary',
      'clean',
      'clean',
      'clean',
    ]);
    for (const sample of drawn.filter(({ category }) => category === 'anomaly'))
      expect(sample).toMatchObject({
        attributeInFocus: codes.state,
        rationale: 'Fails rule STATE-FILLED.',
        values: { [codes.state]: null },
      });

    await runWork(chain, versionId, 'draw', {
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'proportional', size: { by: 'hand', count: 25, reason: 'Enough.' } },
      seed: 's',
      lob: null,
    });
    await runWork(chain, versionId, 'draw', {
      method: 'monetary-unit',
      attribute: codes.amount,
      selection: 'fixed-interval',
      size: { by: 'poisson', riskPercent: '5', tolerablePercent: '10', expectedPercent: '0' },
      seed: 's',
      lob: null,
    });
    await set(chain, versionId, [], { decision: 'include' });
    const { sections } = await readSummary(database.db, scenario.tester.subject, { versionId });
    const part = (title: string, label: string) =>
      sections.find((section) => section.title === title)?.parts.find((each) => each.label.startsWith(label));
    const total = (await samples(versionId)).size;
    expect(part('Test cases', 'Test cases')?.value).toBe(String(total * 2));
    expect(part('Strata', '1')?.help).toBe('Of 120 records in the population.');
    expect(part('Attributes in focus', codes.state)?.value).toBe('5');
    expect(sections.find(({ title }) => title === 'Upper bound by deviations found')?.parts.map(({ label }) => label)).toEqual([
      'Draw 001: clean records',
      'Draw 002: all records',
      'Draw 003: the value of AMOUNT',
    ]);
    expect(part('Method and size', 'Draw 003')).toMatchObject({
      value: '30 by Poisson: risk 5 %, tolerable 10 %, expected 0 % of the value',
      help: expect.stringContaining('Not on the line: 5 negative.'),
    });

    // A record drawn several ways is one item with all its origins.
    const origins = [...(await samples(versionId)).values()].map((sample) => sample.origins.length);
    const asked = drawFacts(await facts(versionId)).reduce((sum, { draw }) => sum + draw.drawn, 0);
    expect(origins.reduce((sum, n) => sum + n, 0)).toBe(asked);
    expect(Math.max(...origins)).toBeGreaterThan(1);

    const report = await redrawn(versionId);
    expect(report.draws.map(({ method, difference }) => [method, difference])).toEqual([
      ['mix, mix-hash-rank/1', null],
      ['stratified, stratified-hash-rank/1', null],
      ['monetary-unit, monetary-fixed/1', null],
    ]);
    expect(report.byHand).toEqual([]);
    expect(await submit(chain, versionId, {}, GATED)).toMatchObject({ outcome: 'applied' });
    expect(await decide(chain, scenario.owner, versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });

  it('names the first difference of a design that is not what the file gives', async () => {
    const scenario = await makeScenario(database.db);
    await approvedPlanning(scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    await runWork(chain, versionId, 'draw', {
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'table', sizes: { '1': 3, '2': 4 }, reason: 'Agreed.' },
      seed: 's',
      lob: LOB,
    });
    expect((await redrawn(versionId)).draws[0]?.difference).toBeNull();
    const { chainId } = await versionPlace(database.db.pool, versionId);
    await database.db.pool.query(
      `update version_item set data = jsonb_set(data, '{design,strata,0,records}', '7') where chain_id = $1 and item_key = '$draw/001'`,
      [chainId],
    );
    expect((await redrawn(versionId)).draws[0]?.difference).toBe('the design: strata.0.records is 120, recorded 7');
  });
});

describe('a two-stage sample', () => {
  it('goes on by the same ranks, replaces over both stages, and draws again identically', async () => {
    const scenario = await makeScenario(database.db);
    await approvedPlanning(scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    await runWork(chain, versionId, 'draw', { method: 'two-stage', seed: 's', lob: LOB });
    expect([...(await samples(versionId)).keys()].sort()).toEqual(RANKED.slice(0, 30).sort());
    expect(drawFacts(await facts(versionId))[0]?.draw.design).toMatchObject({
      firstStage: 30,
      total: 59,
      resubmission: 4,
      caveat: 'Confirm against the FFIEC guidelines (August 2017).',
      unconfirmed: ['first stage', 'total', 'resubmission'],
    });
    await set(chain, versionId, [], { decision: 'include' });
    await set(chain, versionId, [where('key', 'is', RANKED[2] ?? '')], { decision: 'exclude', decisionReason: 'Lost.' });
    await runWork(chain, versionId, 'draw', { method: 'replacement', draw: '$draw/001' });
    await runWork(chain, versionId, 'draw', { method: 'second-stage', draw: '$draw/001', reason: 'Two errors in STATE.' });
    expect([...(await samples(versionId)).keys()].sort()).toEqual(RANKED.slice(0, 60).sort());
    await expect(runWork(chain, versionId, 'draw', { method: 'second-stage', draw: '$draw/001', reason: 'Again.' })).rejects.toThrow(
      'drawn already',
    );
    await expect(runWork(chain, versionId, 'draw', { method: 'replacement', draw: '$draw/001' })).rejects.toThrow('both stages there');
    await set(chain, versionId, [where('key', 'is', RANKED[4] ?? '')], { decision: 'exclude', decisionReason: 'Lost too.' });
    await runWork(chain, versionId, 'draw', { method: 'replacement', draw: '$draw/002' });
    expect(drawFacts(await facts(versionId))[1]?.draw.replaced).toEqual([{ excluded: RANKED[4], by: RANKED[60] }]);
    const report = await redrawn(versionId);
    expect(report.draws.map(({ difference }) => difference)).toEqual([null, null]);
  });
});

describe('a draw by strata', () => {
  it('numbers confidential values in what everybody reads, and tells them to the tester', async () => {
    const scenario = await makeScenario(database.db);
    await approvedPlanning(scenario, 'PURPOSE');
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    const plan = {
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'proportional', size: { by: 'hand', count: 10, reason: 'Ten.' } },
    } as const;
    const preview = await answerInquiry(contextOf(chain), { kind: 'preview-draw', versionId, plan });
    expect(preview).toMatchObject({
      preview: {
        total: 10,
        strata: [
          { stratum: 'PURPOSE 1', value: '1', records: 120, size: 6 },
          { stratum: 'PURPOSE 2', value: '2', records: 80, size: 4 },
        ],
      },
    });
    await runWork(chain, versionId, 'draw', { ...plan, seed: 's', lob: LOB });
    expect(new Set([...(await samples(versionId)).values()].map(({ stratum }) => stratum))).toEqual(new Set(['PURPOSE 1', 'PURPOSE 2']));
    expect((await redrawn(versionId)).draws[0]?.difference).toBeNull();
  });

  it('is refused in words where the population does not hold what was asked, as other draws are, and leaves the draft as it was', async () => {
    const scenario = await makeScenario(database.db);
    await approvedPlanning(scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    const draw = (params: DrawParams) => runWork(chain, versionId, 'draw', params);
    await expect(
      draw({
        method: 'mix',
        size: { by: 'hand', count: 10, reason: 'Ten.' },
        shares: { clean: 50, anomaly: 50, boundary: 0 },
        boundaries: [],
        seed: 's',
        lob: null,
      }),
    ).rejects.toThrow('set their share to 0');
    await expect(
      draw({
        method: 'monetary-unit',
        attribute: 'STATE',
        selection: 'cell',
        size: { by: 'hand', count: 3, reason: 'x' },
        seed: 's',
        lob: null,
      }),
    ).rejects.toThrow('no amount above zero');
    expect((await samples(versionId)).size).toBe(0);
  });
});
