import { describe, expect, it } from 'vitest';
import type { DrawParams } from '#contract/draws';
import type { ImportParams } from '#contract/inquiries';
import { versionPlace } from '#data/files/preparation.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { fileFact } from '#domain/phases/planning/facts';
import { populationFact } from '#domain/phases/planning/population';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import type { WorkKind } from '#domain/version/commands';
import { rankByHash } from '../../../test/oracles/rank-by-hash';
import { loansImport, plannedLoans, RECORDS, ROWS } from '../../../test/support/planned-loans';
import { carryOut, contextOf, editDraft, factsOf, prepareDraft as prepare, setWhere } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { where } from '../../../test/support/where';
import { type ChainHandle, decide, GATED, makeChain, OWNER_REVIEW, send, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { rememberedFiles } from '../../analysis/files/derived-files';
import { answerInquiry } from '../inquiries/answer-inquiry';
import { versionItems } from '../phase/version-reader';
import { redrawVersion } from './redraw-version';

const stores = storesOfThisFile();
const prepareDraft = (chain: ChainHandle, phase: PhaseName) => prepare(chain, stores.storage, phase);
const runWork = (chain: ChainHandle, versionId: string, kind: WorkKind, params: ImportParams | DrawParams) =>
  carryOut(chain, stores.storage, { versionId, kind, params });

async function edit(chain: ChainHandle, versionId: string, key: string, values: Partial<Sample>): Promise<void> {
  await editDraft(chain, versionId, [{ key, set: values }]);
}
async function content(versionId: string): Promise<Map<string, ItemData>> {
  const found = new Map<string, ItemData>();
  for await (const { key, data } of versionItems(stores.db, await versionPlace(stores.db.pool, versionId))) found.set(key, data);
  return found;
}

async function samples(versionId: string): Promise<Map<string, Sample>> {
  return new Map([...(await content(versionId))].map(([key, data]) => [key, sampleSchema.parse(data)]));
}

const RANDOM: DrawParams = {
  method: 'random',
  size: { by: 'hand', count: 12, reason: 'A dozen.' },
  seed: 'seed-1',
  lob: { column: 'purpose', map: { '1': 'Retail', '2': 'Commercial' } },
};

async function lobs(): Promise<void> {
  for (const name of ['Retail', 'Commercial']) await stores.db.prisma.lob.upsert({ where: { name }, create: { name }, update: {} });
}
describe('Sample Selection', () => {
  it('draws by hash rank, takes the reviewer’s requests into a revision, and draws everything again identically', async () => {
    await lobs();
    const scenario = await makeScenario(stores.db);
    const planning = await plannedLoans(stores, scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const first = await prepareDraft(chain, 'sample-selection');
    expect(populationFact(await factsOf(chain, first))).toMatchObject({
      count: RECORDS,
      key: ['loan_id'],
      hash: fileFact(await factsOf(planning.chain, planning.versionId))?.populationHash,
    });
    expect((await content(first)).size).toBe(0);

    await runWork(chain, first, 'draw', RANDOM);
    const ranked = rankByHash(
      'seed-1',
      ROWS.map((row) => ({ key: row[0] ?? '', keyTexts: [row[0] ?? ''] })),
    ).map((record) => record.key);
    const drawn = await samples(first);
    expect([...drawn.keys()].sort()).toEqual(ranked.slice(0, 12).sort());
    const record = drawn.get(ranked[0] ?? '');
    expect(record?.values).toEqual(
      Object.fromEntries(
        ['LOAN_ID', 'AMOUNT', 'PURPOSE', 'STATE'].map((code, index) => [code, ROWS.find((row) => row[0] === ranked[0])?.[index]]),
      ),
    );
    expect(record?.origins).toEqual([{ source: 'rule', draw: '$draw/001', by: personToken(scenario.tester.userId) }]);

    const both = ranked[0] ?? '';
    await runWork(chain, first, 'draw', {
      method: 'judgmental',
      keys: [both, ranked[50] ?? ''],
      filter: null,
      count: null,
      seed: 's',
      reason: 'Large ones.',
      lob: null,
    });
    expect((await samples(first)).get(both)?.origins.map((origin) => origin.draw)).toEqual(['$draw/001', '$draw/002']);
    expect((await samples(first)).size).toBe(13);

    await setWhere(chain, first, [], { decision: 'include' });
    const blocked = await submit(chain, first, {}, GATED);
    expect(blocked).toMatchObject({ outcome: 'refused', code: 'gates_open' });
    expect(blocked.detail).toContain('column purpose: value 3');
    await setWhere(chain, first, [where('lob', 'blank')], { lob: 'Commercial' });

    const excluded = ranked[3] ?? '';
    await edit(chain, first, excluded, { decision: 'exclude' });
    expect((await submit(chain, first, {}, GATED)).detail).toContain('excluded without a reason');
    await edit(chain, first, excluded, { decision: 'exclude', decisionReason: 'File is lost.' });
    await runWork(chain, first, 'draw', { method: 'replacement', draw: '$draw/001' });
    expect(drawFacts(await factsOf(chain, first))[0]?.draw.replaced).toEqual([{ excluded, by: ranked[12] }]);
    await setWhere(chain, first, [where('decision', 'blank')], { decision: 'include' });
    await setWhere(chain, first, [where('lob', 'blank')], { lob: 'Commercial' });
    expect(await submit(chain, first, {}, GATED)).toMatchObject({ outcome: 'applied' });

    const turnedDown = ranked[1] ?? '';
    const wanted = ranked[100] ?? '';
    const before = await samples(first);
    const matches = await answerInquiry(contextOf(chain, stores.storage), {
      kind: 'count-matches',
      versionId: first,
      filter: all(where('values.STATE', 'is', 'NA')),
      keys: [wanted, 'nobody'],
    });
    const inVersion = [...before.values()].filter((sample) => sample.values.STATE === 'NA').length;
    expect(matches).toEqual({
      kind: 'count-matches',
      count: { matching: 29, alreadyIn: inVersion, available: 29 - inVersion, missingKeys: ['nobody'] },
    });
    await decide(chain, scenario.owner, first, 'request_changes', {
      verdicts: [{ itemKey: turnedDown, verdict: 'rejected', reason: 'Tested last year.' }],
      additions: [
        { itemKey: wanted, reason: 'Named by the examiner.' },
        { filter: all(where('values.STATE', 'is', 'NA')), count: 5, reason: 'More of these.' },
      ],
    });
    const second = await prepareDraft(chain, 'sample-selection');
    const after = await samples(second);
    expect(after.size).toBe(before.size + 6);
    expect(after.get(turnedDown)).toMatchObject({
      decision: null,
      turnedDownBy: personToken(scenario.owner.userId),
      turnedDownReason: 'Tested last year.',
    });
    expect(after.get(wanted)).toMatchObject({
      decision: null,
      requestedBy: personToken(scenario.owner.userId),
      requestReason: 'Named by the examiner.',
    });
    const added = [...after].filter(([key]) => !before.has(key) && key !== wanted).map(([, sample]) => sample);
    expect(
      added.every(
        (sample) =>
          sample.values.STATE === 'NA' &&
          sample.requestedBy === personToken(scenario.owner.userId) &&
          sample.origins[0]?.source === 'approver',
      ),
    ).toBe(true);
    for (const [key, sample] of before) if (key !== turnedDown) expect(after.get(key)).toEqual(sample);

    const analysis = {
      storage: stores.storage,
      derived: rememberedFiles(),
      signal: new AbortController().signal,
      heartbeat: () => undefined,
    };
    for (const versionId of [first, second]) {
      const report = await redrawVersion(stores.db, analysis, versionId);
      expect(report.draws.map((draw) => draw.difference)).toEqual(report.draws.map(() => null));
      expect(report.draws).toHaveLength(versionId === first ? 2 : 4);
      expect(report.byHand).toEqual([`record ${excluded} was excluded: File is lost.`]);
    }

    await setWhere(chain, second, [where('decision', 'blank')], { decision: 'include' });
    await setWhere(chain, second, [where('lob', 'blank')], { lob: 'Commercial' });
    expect((await submit(chain, second, {}, GATED)).detail).toContain('kept without an answer');
    await edit(chain, second, turnedDown, { answer: 'The file changed since.' });
    expect(await submit(chain, second, {}, GATED)).toMatchObject({ outcome: 'applied' });
    expect(await decide(chain, scenario.owner, second, 'approve')).toMatchObject({ outcome: 'applied' });
    const { sections } = await readSummary(stores.db, scenario.owner, { versionId: second });
    expect(sections.find((section) => section.title === 'Method and size')?.parts[0]).toMatchObject({ value: 'Drawn 2 times' });
  });

  it('names the difference when a recorded draw is not what the file gives', async () => {
    const scenario = await makeScenario(stores.db);
    await plannedLoans(stores, scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    await runWork(chain, versionId, 'draw', RANDOM);
    const place = await versionPlace(stores.db.pool, versionId);
    await stores.db.pool.query(
      `update version_item set data = jsonb_set(data, '{seed}', '"another"') where chain_id = $1 and item_key = '$draw/001'`,
      [place.chainId],
    );
    const report = await redrawVersion(
      stores.db,
      { storage: stores.storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined },
      versionId,
    );
    expect(report.draws[0]?.difference).toContain('the hash of the drawn keys');
  });

  it('refuses what the population does not hold, and leaves the draft as it was', async () => {
    const scenario = await makeScenario(stores.db);
    await plannedLoans(stores, scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const versionId = await prepareDraft(chain, 'sample-selection');
    await expect(
      runWork(chain, versionId, 'draw', {
        method: 'judgmental',
        keys: ['nobody'],
        filter: null,
        count: null,
        seed: 's',
        reason: 'r',
        lob: null,
      }),
    ).rejects.toThrow('holds no record nobody');
    expect((await content(versionId)).size).toBe(0);
  });

  it('takes the whole population, and a replaced file reopens what changed and drops what vanished', async () => {
    const scenario = await makeScenario(stores.db);
    const planning = await plannedLoans(stores, scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    const first = await prepareDraft(chain, 'sample-selection');
    await runWork(chain, first, 'draw', { method: 'whole-population', reason: 'Small.', lob: RANDOM.lob });
    expect((await samples(first)).size).toBe(RECORDS);
    await setWhere(chain, first, [], { decision: 'include', lob: 'Retail' });
    await submit(chain, first);
    await send(planning.chain, scenario.tester, 'reopen_phase', { comment: 'A corrected extract.' });
    const again = await prepareDraft(planning.chain, 'planning');
    const rows = ROWS.slice(1).map((row, index) => (index === 0 ? [row[0] ?? '', '9', row[2] ?? '', row[3] ?? ''] : row));
    await runWork(planning.chain, again, 'import', await loansImport(stores.storage, rows));
    expect(await submit(planning.chain, again, {}, GATED)).toMatchObject({ outcome: 'applied' });
    await decide(chain, scenario.owner, first, 'request_changes');
    const second = await prepareDraft(chain, 'sample-selection');
    const held = await samples(second);
    expect(held.has('1000')).toBe(false);
    expect(held.get('1001')).toMatchObject({ decision: null, values: { AMOUNT: '9' } });
    expect(held.get('1002')).toMatchObject({ decision: 'include' });
    expect(populationFact(await factsOf(chain, second))).toMatchObject({ count: RECORDS - 1 });
  });
});
