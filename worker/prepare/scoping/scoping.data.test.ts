import { describe, expect, it } from 'vitest';
import type { PhaseRules } from '#data/chain/chain.transitions';
import { versionPlace } from '#data/files/preparation.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemChange } from '#domain/item/diff';
import { personToken } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import { scoping } from '#domain/phases/scoping/definition';
import { ownRecommender } from '#domain/phases/scoping/points';
import { type ScopedAttribute, scopeSchema } from '#domain/phases/scoping/scope-item';
import { attributeItem, profileItem, ruleItem } from '../../../test/support/approved-items';
import { editDraft, prepareDraft as prepare, setWhere } from '../../../test/support/preparing';
import { openPhases } from '../../../test/support/small-phases';
import { storesOfThisFile } from '../../../test/support/stores';
import { where } from '../../../test/support/where';
import { type ChainHandle, decide, makeChain, makeDraft, OWNER_REVIEW, SELF, send, submit } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import type { Preparer } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';
import { scopingPreparer, scopingPreparerWith } from './preparer';

/** Only Scoping is what this is about: what it is built from is written by hand, without gates. */
const RULES: PhaseRules = { definition: (phase) => (phase === 'scoping' ? scoping : openPhases(phase)) };
const stores = storesOfThisFile();

const PLANNING = [
  attributeItem('ID', 1, { keyOrder: 1 }),
  attributeItem('AMOUNT', 2, { cde: true, risk: 8 }),
  attributeItem('PURPOSE', 3, { requirement: 'mandatory' }),
  attributeItem('STATE', 4),
  attributeItem('NOTES', 5, { decision: 'exclude' }),
];
const PROFILING = [
  ruleItem('R-STATE', 'STATE', 4),
  ruleItem('R-PURPOSE', 'PURPOSE', 0),
  ruleItem('R-OUT', 'PURPOSE', 9, { decision: 'exclude' }),
  profileItem('AMOUNT', 0),
  profileItem('PURPOSE', 100),
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
  const scenario = await makeScenario(stores.db);
  const [planning, profiling] = [await makeChain(scenario, 'planning', SELF), await makeChain(scenario, 'data-profiling', SELF)];
  await approved(planning, PLANNING);
  await approved(profiling, PROFILING);
  return { scenario, planning, profiling, scope: await makeChain(scenario, 'scoping', OWNER_REVIEW) };
}

async function reapproved(chain: ChainHandle, changes: Iterable<ItemChange>): Promise<void> {
  await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Something changed.' }, RULES);
  await approved(chain, changes);
}

const prepareScope = (chain: ChainHandle, by: Preparer = scopingPreparer) => prepare(chain, stores.storage, by);

async function content(versionId: string): Promise<Record<string, ScopedAttribute>> {
  const found: Record<string, ScopedAttribute> = {};
  for await (const { key, data } of versionItems(stores.db, await versionPlace(stores.db.pool, versionId)))
    found[key] = scopeSchema.parse(data);
  return found;
}

async function writtenKeys(versionId: string): Promise<string[]> {
  const { chainId, number } = await versionPlace(stores.db.pool, versionId);
  const { rows } = await stores.db.pool.query<{ key: string }>(
    'select item_key as key from version_item where chain_id = $1 and number = $2 order by item_key',
    [chainId, number],
  );
  return rows.map((row) => row.key);
}

async function change(chain: ChainHandle, versionId: string, code: string, values: Partial<ScopedAttribute>): Promise<void> {
  await editDraft(chain, versionId, [{ key: code, set: values }]);
}

const acceptAll = (chain: ChainHandle, versionId: string) =>
  setWhere(chain, versionId, [where('decision', 'blank')], { decision: 'accept' });

async function inputsOf(versionId: string): Promise<PhaseName[]> {
  const { rows } = await stores.db.pool.query<{ phase: PhaseName }>(
    'select c.phase from version_input i join version v on v.id = i.upstream_id join chain c on c.id = v.chain_id where i.version_id = $1 order by c.phase',
    [versionId],
  );
  return rows.map((row) => row.phase);
}

describe('Scoping', () => {
  it('begins with every included attribute recommended, undecided, from the approved Planning and Data Profiling', async () => {
    const { scope } = await world();
    const versionId = await prepareScope(scope);
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
    const scenario = await makeScenario(stores.db);
    await approved(await makeChain(scenario, 'planning', SELF), PLANNING);
    await expect(prepareScope(await makeChain(scenario, 'scoping', OWNER_REVIEW))).rejects.toThrow('Data Profiling is not approved.');
  });

  it('derives the final scoping of every edit, and is submitted when every decision has its reason', async () => {
    const { scenario, scope } = await world();
    const first = await prepareScope(scope);
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
    const { sections } = await readSummary(stores.db, scenario.owner, { versionId: first });
    expect(sections.find((section) => section.title === 'Figures')?.parts.map((part) => part.value)).toEqual([
      '75.0 %',
      '33.3 %',
      '33.3 %',
    ]);
  });

  it('asks again only about what the reviewer turned down', async () => {
    const { scenario, scope } = await world();
    const first = await prepareScope(scope);
    await acceptAll(scope, first);
    await submit(scope, first, {}, RULES);
    const before = await content(first);
    await decide(scope, scenario.owner, first, 'request_changes', {
      verdicts: [{ itemKey: 'STATE', verdict: 'rejected', reason: 'The failures are known.' }],
    });
    const second = await prepareScope(scope);
    expect(await writtenKeys(second)).toEqual(['STATE']);
    expect(await content(second)).toEqual({
      ...before,
      STATE: {
        ...before.STATE,
        decision: null,
        finalScoping: null,
        turnedDownBy: personToken(scenario.owner.userId),
        turnedDownReason: 'The failures are known.',
      },
    });
    await change(scope, second, 'STATE', { decision: 'decline', decisionReason: 'Known.' });
    expect((await submit(scope, second, {}, RULES)).detail).toContain('rejected by the approver without an answer');
    await change(scope, second, 'STATE', { answer: 'Left out.' });
    expect(await submit(scope, second, {}, RULES)).toMatchObject({ outcome: 'applied' });
  });

  it('recommends anew what changed upstream, keeps the other decisions, and drops what is no longer included', async () => {
    const { scope, planning, profiling } = await world();
    const first = await prepareScope(scope);
    await acceptAll(scope, first);
    await submit(scope, first, {}, RULES);
    await reapproved(planning, [
      attributeItem('AMOUNT', 2, { cde: false, decision: 'exclude' }),
      attributeItem('RATE', 6, { historicalIssue: true }),
    ]);
    await reapproved(profiling, [ruleItem('R-STATE', 'STATE', 5), ruleItem('R-PURPOSE', 'PURPOSE', 2)]);
    await decide(scope, scope.scenario.owner, first, 'request_changes');
    const second = await prepareScope(scope);
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
    const attributes = await content(await prepareScope(scope, scopingPreparerWith([ownRecommender, outside])));
    expect(attributes.PURPOSE).toMatchObject({ recommendation: 'test', score: 28, recommendedBy: 'countersign/1, elsewhere/1' });
  });
});
