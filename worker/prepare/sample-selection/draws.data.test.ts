import { describe, expect, it } from 'vitest';
import type { DrawParams } from '#contract/draws';
import { saveTwoStageTable } from '#data/administration/two-stage-table.commands';
import { versionPlace } from '#data/files/preparation.queries';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { DrawnLoans, LOB, RANKED } from '../../../test/support/drawn-loans';
import { actorOf } from '../../../test/support/people';
import { storesOfThisFile } from '../../../test/support/stores';
import { where } from '../../../test/support/where';
import { World } from '../../../test/support/world/world';

const stores = storesOfThisFile();

describe('a recorded draw', () => {
  it('names the first difference of a design that is not what the file gives', async () => {
    const loans = await DrawnLoans.begin(stores);
    await loans.draw({
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'table', sizes: { '1': 3, '2': 4 }, reason: 'Agreed.' },
      seed: 's',
      lob: LOB,
    });
    expect((await loans.redrawn()).draws[0]?.difference).toBeNull();
    const { chainId } = await versionPlace(stores.db.pool, loans.versionId);
    await stores.db.pool.query(
      `update version_item set data = jsonb_set(data, '{design,strata,0,records}', '7') where chain_id = $1 and item_key = '$draw/001'`,
      [chainId],
    );
    expect((await loans.redrawn()).draws[0]?.difference).toBe('the design: strata.0.records is 120, recorded 7');
  });
});

describe('a two-stage sample', () => {
  it('goes on by the same ranks, replaces over both stages, and draws again identically', async () => {
    const loans = await DrawnLoans.begin(stores);
    await loans.draw({ method: 'two-stage', seed: 's', lob: LOB });
    expect([...(await loans.samples()).keys()].sort()).toEqual(RANKED.slice(0, 30).sort());
    expect(drawFacts(await loans.facts())[0]?.draw.design).toMatchObject({
      firstStage: 30,
      total: 59,
      resubmission: 5,
      caveat: 'Confirm against the FFIEC guidelines (August 2017).',
      unconfirmed: ['first stage', 'total', 'resubmission'],
    });
    await loans.set([], { decision: 'include' });
    await loans.set([where('key', 'is', RANKED[2] ?? '')], { decision: 'exclude', decisionReason: 'Lost.' });
    await loans.draw({ method: 'replacement', draw: '$draw/001' });
    await loans.draw({ method: 'second-stage', draw: '$draw/001', reason: 'Two errors in STATE.' });
    expect([...(await loans.samples()).keys()].sort()).toEqual(RANKED.slice(0, 60).sort());
    await expect(loans.draw({ method: 'second-stage', draw: '$draw/001', reason: 'Again.' })).rejects.toThrow('drawn already');
    await expect(loans.draw({ method: 'replacement', draw: '$draw/001' })).rejects.toThrow('both stages there');
    await loans.set([where('key', 'is', RANKED[4] ?? '')], { decision: 'exclude', decisionReason: 'Lost too.' });
    await loans.draw({ method: 'replacement', draw: '$draw/002' });
    expect(drawFacts(await loans.facts())[1]?.draw.replaced).toEqual([{ excluded: RANKED[4], by: RANKED[60] }]);
    const report = await loans.redrawn();
    expect(report.draws.map(({ difference }) => difference)).toEqual([null, null]);
  });
});

describe('a two-stage table of one’s own', () => {
  it('sizes draws from when it is in force, and leaves those made before as they are', async () => {
    const [before, after] = [await DrawnLoans.begin(stores), await DrawnLoans.begin(stores)];
    await before.draw({ method: 'two-stage', seed: 's', lob: LOB });
    const admin = await new World(stores.db).person('Ada', { role: 'admin' });
    const [row] = HMDA_TABLE.rows;
    if (!row) throw new Error('the table has rows');
    const table = {
      ...HMDA_TABLE,
      name: 'Of our own',
      dated: '2026-11',
      rows: [{ ...row, from: 1, to: null, firstStage: 5, total: 8, resubmission: 2, unconfirmed: [] }],
    };
    await saveTwoStageTable(stores.db, actorOf(admin, 'admin'), { table, validFrom: null, reason: 'Agreed with our examiners' });
    await after.draw({ method: 'two-stage', seed: 's', lob: LOB });
    expect([...(await after.samples()).keys()].sort()).toEqual(RANKED.slice(0, 5).sort());
    expect(drawFacts(await after.facts())[0]?.draw.design).toMatchObject({
      table: 'Of our own',
      dated: '2026-11',
      firstStage: 5,
      total: 8,
    });
    await before.draw({ method: 'second-stage', draw: '$draw/001', reason: 'Two errors in STATE.' });
    expect(await before.samples()).toHaveProperty('size', 59);
    for (const loans of [before, after])
      expect((await loans.redrawn()).draws.map(({ difference }) => difference)).not.toContainEqual(expect.any(String));
  });
});

describe('a draw by strata', () => {
  it('numbers confidential values in what everybody reads, and tells them to the tester', async () => {
    const loans = await DrawnLoans.begin(stores, { confidential: 'PURPOSE' });
    const plan = {
      method: 'stratified',
      attribute: 'PURPOSE',
      bands: null,
      allocation: { by: 'proportional', size: { by: 'hand', count: 10, reason: 'Ten.' } },
    } as const;
    const preview = await loans.preview(plan);
    expect(preview).toMatchObject({
      preview: {
        total: 10,
        strata: [
          { stratum: 'PURPOSE 1', value: '1', records: 120, size: 6 },
          { stratum: 'PURPOSE 2', value: '2', records: 80, size: 4 },
        ],
      },
    });
    await loans.draw({ ...plan, seed: 's', lob: LOB });
    expect(new Set([...(await loans.samples()).values()].map(({ stratum }) => stratum))).toEqual(new Set(['PURPOSE 1', 'PURPOSE 2']));
    expect((await loans.redrawn()).draws[0]?.difference).toBeNull();
  });

  it('is refused in words where the population does not hold what was asked, as other draws are, and leaves the draft as it was', async () => {
    const loans = await DrawnLoans.begin(stores);
    const draw = (params: DrawParams) => loans.draw(params);
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
    expect((await loans.samples()).size).toBe(0);
  });
});
