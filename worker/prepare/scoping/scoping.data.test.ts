import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhaseRules } from '#data/chain/chain.transitions';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { versionPlace } from '#data/files/preparation.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { profileKey } from '#domain/phases/data-profiling/profile-facts';
import type { Rule } from '#domain/phases/data-profiling/rule-item';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import { scoping } from '#domain/phases/scoping/definition';
import { ownRecommender } from '#domain/phases/scoping/points';
import { type ScopedAttribute, scopeSchema } from '#domain/phases/scoping/scope-item';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { prepareDraft } from '../../../test/support/preparing';
import {
  type ChainHandle,
  decide,
  makeChain,
  makeDraft,
  makeScenario,
  OWNER_REVIEW,
  put,
  type Scenario,
  SELF,
  send,
  submit,
} from '../../../test/support/scenario';
import { openPhases } from '../../../test/support/small-phases';
import { where } from '../../../test/support/where';
import type { Preparer } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';
import { scopingPreparer, scopingPreparerWith } from './preparer';

/** Only Scoping is what this is about: what it is built from is written by hand, without gates. */
const RULES: PhaseRules = { definition: (phase) => (phase === 'scoping' ? scoping : openPhases(phase)) };

let database: TestDatabase;
let directory: string;
let storage: Storage;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'scoping-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

function attribute(code: string, position: number, changes: Partial<Attribute> = {}): ItemChange {
  const data: Attribute = {
    code,
    position,
    name: code.toLowerCase(),
    description: '',
    type: 'code',
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    cde: false,
    historicalIssue: false,
    mdrm: '',
    securityClass: null,
    pdes: [],
    risk: null,
    riskRationale: '',
    column: code,
    decision: 'include',
    decisionReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return put(code, data as unknown as ItemData);
}

function rule(code: string, about: string, failed: number, changes: Partial<Rule> = {}): ItemChange {
  const data: Rule = {
    code,
    name: code,
    attribute: about,
    attributes: [about],
    dimension: 'validity',
    severity: 'critical',
    expression: `${about} = 1`,
    rationale: '',
    source: 'type',
    sourceDetail: '',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result: { status: 'ran', tested: 200, passed: 200 - failed, failed, message: '', population: 'p' },
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return put(code, data as unknown as ItemData);
}

function profile(code: string, blank: number): ItemChange {
  const none = {
    min: null,
    max: null,
    mean: null,
    median: null,
    standardDeviation: null,
    lowerQuartile: null,
    upperQuartile: null,
    shortest: 1,
    longest: 1,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
  };
  return put(profileKey(code), { code, name: code, type: 'code', records: 200, blank, special: 0, distinct: 3, ...none, population: 'p' });
}

const PLANNING = [
  attribute('ID', 1, { keyOrder: 1 }),
  attribute('AMOUNT', 2, { cde: true, risk: 8 }),
  attribute('PURPOSE', 3, { requirement: 'mandatory' }),
  attribute('STATE', 4),
  attribute('NOTES', 5, { decision: 'exclude' }),
];
const PROFILING = [
  rule('R-STATE', 'STATE', 4),
  rule('R-PURPOSE', 'PURPOSE', 0),
  rule('R-OUT', 'PURPOSE', 9, { decision: 'exclude' }),
  profile('AMOUNT', 0),
  profile('PURPOSE', 100),
];

async function approved(chain: ChainHandle, changes: Iterable<ItemChange>): Promise<string> {
  const draft = await makeDraft(chain, changes);
  const answer = await submit(chain, draft.versionId, {}, RULES);
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
  return draft.versionId;
}

interface World {
  scenario: Scenario;
  planning: ChainHandle;
  profiling: ChainHandle;
  scope: ChainHandle;
}

async function world(): Promise<World> {
  const scenario = await makeScenario(database.db);
  const [planning, profiling] = [await makeChain(scenario, 'planning', SELF), await makeChain(scenario, 'data-profiling', SELF)];
  await approved(planning, PLANNING);
  await approved(profiling, PROFILING);
  return { scenario, planning, profiling, scope: await makeChain(scenario, 'scoping', OWNER_REVIEW) };
}

async function reapproved(chain: ChainHandle, changes: Iterable<ItemChange>): Promise<void> {
  await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Something changed.' }, RULES);
  await approved(chain, changes);
}

const prepare = (chain: ChainHandle, by: Preparer = scopingPreparer) => prepareDraft(chain, storage, by);

async function content(versionId: string): Promise<Record<string, ScopedAttribute>> {
  const found: Record<string, ScopedAttribute> = {};
  for await (const { key, data } of versionItems(database.db, await versionPlace(database.db.pool, versionId)))
    found[key] = scopeSchema.parse(data);
  return found;
}

async function writtenKeys(versionId: string): Promise<string[]> {
  const { chainId, number } = await versionPlace(database.db.pool, versionId);
  const { rows } = await database.db.pool.query<{ key: string }>(
    'select item_key as key from version_item where chain_id = $1 and number = $2 order by item_key',
    [chainId, number],
  );
  return rows.map((row) => row.key);
}

async function revisionOf(versionId: string): Promise<number> {
  return (await database.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision;
}

async function change({ scenario }: ChainHandle, versionId: string, code: string, values: Partial<ScopedAttribute>): Promise<void> {
  await editItems(database.db, scenario.tester.actor, {
    versionId,
    editRevision: await revisionOf(versionId),
    edits: [{ key: code, set: values }],
  });
}

async function acceptAll({ scenario }: ChainHandle, versionId: string): Promise<void> {
  await editByFilter(database.db, scenario.tester.actor, {
    versionId,
    editRevision: await revisionOf(versionId),
    filter: all(where('decision', 'blank')),
    set: { decision: 'accept' },
  });
}

async function inputsOf(versionId: string): Promise<PhaseName[]> {
  const { rows } = await database.db.pool.query<{ phase: PhaseName }>(
    'select c.phase from version_input i join version v on v.id = i.upstream_id join chain c on c.id = v.chain_id where i.version_id = $1 order by c.phase',
    [versionId],
  );
  return rows.map((row) => row.phase);
}

describe('Scoping', () => {
  it('begins with every included attribute recommended, undecided, from the approved Planning and Data Profiling', async () => {
    const { scope } = await world();
    const versionId = await prepare(scope);
    const attributes = await content(versionId);
    expect(
      Object.values(attributes).map(({ code, recommendation, score, failedRules, rules, dqScore, decision, finalScoping }) => [
        code,
        recommendation,
        score,
        failedRules,
        rules,
        dqScore,
        decision,
        finalScoping,
      ]),
    ).toEqual([
      ['AMOUNT', 'test', 52, 0, 0, null, null, null],
      ['ID', 'key', 100, 0, 0, null, null, 'key'],
      ['PURPOSE', 'skip', 8, 0, 1, '100.00', null, null],
      ['STATE', 'test', 16, 1, 1, '98.00', null, null],
    ]);
    expect(await inputsOf(versionId)).toEqual(['data-profiling', 'planning']);
  });

  it('waits for what it is built from', async () => {
    const scenario = await makeScenario(database.db);
    await approved(await makeChain(scenario, 'planning', SELF), PLANNING);
    await expect(prepare(await makeChain(scenario, 'scoping', OWNER_REVIEW))).rejects.toThrow('Data Profiling is not approved.');
  });

  it('derives the final scoping of every edit, and is submitted when every decision has its reason', async () => {
    const { scenario, scope } = await world();
    const first = await prepare(scope);
    expect((await submit(scope, first, {}, RULES)).detail).toContain('3 attributes not decided');
    await acceptAll(scope, first);
    await change(scope, first, 'STATE', { decision: 'decline' });
    await change(scope, first, 'PURPOSE', { decision: 'override', decisionReason: 'New system since June.' });
    const decided = await content(first);
    expect(Object.values(decided).map(({ code, decision, finalScoping }) => [code, decision, finalScoping])).toEqual([
      ['AMOUNT', 'accept', 'test'],
      ['ID', null, 'key'],
      ['PURPOSE', 'override', 'test'],
      ['STATE', 'decline', 'skip'],
    ]);
    expect((await submit(scope, first, {}, RULES)).detail).toContain('1 attribute declined or overridden without a reason');
    await change(scope, first, 'STATE', { decisionReason: 'Tested in spring.' });
    const refused = change(scope, first, 'STATE', { finalScoping: 'test' });
    await expect(refused).rejects.toMatchObject({ code: 'not_permitted' });
    expect(await submit(scope, first, {}, RULES)).toMatchObject({ outcome: 'applied' });
    const { sections } = await readSummary(database.db, scenario.owner.subject, { versionId: first });
    expect(sections.find((section) => section.title === 'Figures')?.parts.map((part) => part.value)).toEqual([
      '75.0 %',
      '33.3 %',
      '33.3 %',
    ]);
  });

  it('asks again only about what the reviewer turned down', async () => {
    const { scenario, scope } = await world();
    const first = await prepare(scope);
    await acceptAll(scope, first);
    await submit(scope, first, {}, RULES);
    const before = await content(first);
    await decide(scope, scenario.owner, first, 'request_changes', {
      verdicts: [{ itemKey: 'STATE', verdict: 'rejected', reason: 'The failures are known.' }],
    });
    const second = await prepare(scope);
    expect(await writtenKeys(second)).toEqual(['STATE']);
    expect(await content(second)).toEqual({
      ...before,
      STATE: {
        ...before.STATE,
        decision: null,
        finalScoping: null,
        turnedDownBy: scenario.owner.actor.email,
        turnedDownReason: 'The failures are known.',
      },
    });
    await change(scope, second, 'STATE', { decision: 'decline', decisionReason: 'Known.' });
    expect((await submit(scope, second, {}, RULES)).detail).toContain('turned down by the reviewer without an answer');
    await change(scope, second, 'STATE', { answer: 'Left out.' });
    expect(await submit(scope, second, {}, RULES)).toMatchObject({ outcome: 'applied' });
  });

  it('recommends anew what changed upstream, keeps the other decisions, and drops what is no longer included', async () => {
    const { scope, planning, profiling } = await world();
    const first = await prepare(scope);
    await acceptAll(scope, first);
    await submit(scope, first, {}, RULES);
    await reapproved(planning, [
      attribute('AMOUNT', 2, { cde: false, decision: 'exclude' }),
      attribute('RATE', 6, { historicalIssue: true }),
    ]);
    await reapproved(profiling, [rule('R-STATE', 'STATE', 5), rule('R-PURPOSE', 'PURPOSE', 2)]);
    await decide(scope, scope.scenario.owner, first, 'request_changes');
    const second = await prepare(scope);
    expect(
      Object.values(await content(second)).map(({ code, recommendation, decision, finalScoping, dqScore }) => [
        code,
        recommendation,
        decision,
        finalScoping,
        dqScore,
      ]),
    ).toEqual([
      ['ID', 'key', null, 'key', null],
      ['PURPOSE', 'test', null, null, '99.00'],
      ['RATE', 'test', null, null, null],
      ['STATE', 'test', 'accept', 'test', '97.50'],
    ]);
    expect(await writtenKeys(second)).toEqual(['AMOUNT', 'PURPOSE', 'RATE', 'STATE']);
  });

  it('takes reasons from one more recommender', async () => {
    const { scope } = await world();
    const outside = {
      name: 'elsewhere/1',
      reasonsFor: () =>
        Promise.resolve(new Map([['PURPOSE', [{ source: 'external' as const, text: 'Asked about by examiners.', points: 20 }]]])),
    };
    const attributes = await content(await prepare(scope, scopingPreparerWith([ownRecommender, outside])));
    expect(attributes.PURPOSE).toMatchObject({ recommendation: 'test', score: 28, recommendedBy: 'countersign/1, elsewhere/1' });
  });
});
