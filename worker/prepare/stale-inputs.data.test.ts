import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrawParams } from '#contract/draws';
import type { ImportParams } from '#contract/inquiries';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { readTileChains } from '#data/report/phase-tiles.queries';
import { readVersion } from '#data/version/version.queries';
import type { FilterCondition } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import { openStorage, type Storage } from '#storage/storage';
import { importParams } from '../../test/support/import-params';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { carryOut, itemsOf, prepareDraft } from '../../test/support/preparing';
import { where } from '../../test/support/where';
import { type ChainHandle, decide, GATED, makeChain, OWNER_REVIEW, SELF, send, submit } from '../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';

const PHASES = ['planning', 'data-profiling', 'scoping', 'sample-selection'] as const;
type Built = (typeof PHASES)[number];

const ROWS = Array.from({ length: 60 }, (_, index) =>
  [String(1000 + index), String(50 + ((index * 37) % 400)), String(1 + (index % 2)), index % 7 === 0 ? 'ZZ' : 'TX'].join(','),
);
const DICTIONARY = [
  'Number,Name,Type,Valid Values,Exhaustive,Description',
  '1,Loan ID,Alphanumeric,,,',
  '2,Amount,Numeric,,,',
  '3,Purpose,Numeric,1 2,,',
  '4,State,Code,TX CA,yes,',
].join('\n');

let database: TestDatabase;
let directory: string;
let storage: Storage;
beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'stale-inputs-'));
  storage = openStorage(directory);
  for (const name of ['Retail', 'Commercial']) await database.db.prisma.lob.upsert({ where: { name }, create: { name }, update: {} });
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

async function loanParams(): Promise<ImportParams> {
  const stored = async (text: string) => (await storage.put(Readable.from([Buffer.from(text)]))).sha256;
  return importParams(
    {
      dictionarySha256: await stored(DICTIONARY),
      dictionaryName: 'dictionary.csv',
      dataSha256: await stored(['loan_id,amount,purpose,state', ...ROWS].join('\n')),
      dataName: 'loans.csv',
    },
    {
      control: { total: ROWS.length },
      sourceSystem: 'Origination',
      extractedBy: 'x@example.test',
      extractedAt: '2026-01-05',
      asOfDate: '2025-12-31',
    },
  );
}
const DRAW: DrawParams = {
  method: 'random',
  size: { by: 'hand', count: 8, reason: 'Eight.' },
  seed: 'seed',
  lob: { column: 'purpose', map: { '1': 'Retail', '2': 'Commercial' } },
};

/** A report whose four phases are approved, each prepared from the ones before it and submitted through its gates. */
class FourPhases {
  readonly chains = new Map<Built, ChainHandle>();
  private constructor(readonly scenario: Scenario) {}

  static async approved(): Promise<FourPhases> {
    const report = new FourPhases(await makeScenario(database.db));
    for (const phase of PHASES) {
      report.chains.set(phase, await makeChain(report.scenario, phase, phase === 'planning' ? SELF : OWNER_REVIEW));
      await report.prepareAndApprove(phase, []);
    }
    return report;
  }

  chain(phase: Built): ChainHandle {
    const chain = this.chains.get(phase);
    if (chain === undefined) throw new Error(`no chain of ${phase}`);
    return chain;
  }

  /** The draft that is due, made ready and approved; `changes` are what the tester does to it beside deciding what is open. */
  async prepareAndApprove(phase: Built, changes: readonly { filter: readonly FilterCondition[]; set: ItemData }[]): Promise<void> {
    const chain = this.chain(phase);
    const versionId = await prepareDraft(chain, storage, phase);
    const isFirst = (await itemsOf(chain, versionId)).length === 0;
    if (phase === 'planning' && isFirst) await carryOut(chain, storage, { versionId, kind: 'import', params: await loanParams() });
    if (phase === 'sample-selection' && isFirst) await carryOut(chain, storage, { versionId, kind: 'draw', params: DRAW });
    if (phase === 'data-profiling') await carryOut(chain, storage, { versionId, kind: 'profile', params: { propose: true } });
    await this.set(versionId, [where('decision', 'blank')], { decision: phase === 'scoping' ? 'accept' : 'include' });
    for (const { filter, set } of changes) await this.set(versionId, filter, set);
    if (phase === 'data-profiling') await carryOut(chain, storage, { versionId, kind: 'profile', params: { propose: false } });
    const answer = await submit(chain, versionId, {}, GATED);
    if (answer.outcome !== 'applied') throw new Error(`${phase}: ${answer.code} ${answer.detail}`);
    if (phase !== 'planning') expect(await decide(chain, this.scenario.owner, versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  }

  async reapprove(phase: Built, ...changes: readonly { filter: readonly FilterCondition[]; set: ItemData }[]): Promise<void> {
    const answer = await send(this.chain(phase), this.scenario.tester, 'reopen_phase', { comment: 'Looked at again.' });
    if (answer.outcome !== 'applied') throw new Error(`${phase}: ${answer.code} ${answer.detail}`);
    await this.prepareAndApprove(phase, changes);
  }

  /** Phase → those of its inputs that have other content now; as its page says, and as the board marks it. */
  async stale(): Promise<Partial<Record<PhaseName, readonly PhaseName[]>>> {
    const tiles = await readTileChains(database.db.pool, [this.scenario.cycleReportId]);
    const found: Partial<Record<PhaseName, readonly PhaseName[]>> = {};
    for (const tile of tiles) {
      const { upstream } = await readVersion(database.db, this.scenario.owner, { versionId: tile.approvedId ?? '' });
      const moved = upstream
        .filter((one) => one.stale)
        .map((one) => one.phase)
        .sort();
      expect([tile.phase, tile.stale]).toEqual([tile.phase, moved.length > 0]);
      if (moved.length > 0) found[tile.phase] = moved;
    }
    return found;
  }

  private async set(versionId: string, filter: readonly FilterCondition[], values: ItemData): Promise<void> {
    const { editRevision } = await database.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
    await editByFilter(database.db, this.scenario.tester.actor, { versionId, editRevision, filter: all(...filter), set: values });
  }
}

describe('four phases built from one another', () => {
  it('mark nothing when Planning is reopened and approved as it was', async () => {
    const report = await FourPhases.approved();
    expect(await report.stale()).toEqual({});
    await report.reapprove('planning');
    expect(await report.stale()).toEqual({});
  });

  it('mark exactly what was built from the phase that changed', async () => {
    const report = await FourPhases.approved();
    await report.reapprove('scoping', { filter: [where('code', 'is', 'AMOUNT')], set: { approach: 'By document.' } });
    expect(await report.stale()).toEqual({ 'sample-selection': ['scoping'] });
    await report.reapprove('data-profiling', { filter: [where('attribute', 'is', 'STATE')], set: { severity: 'low' } });
    expect(await report.stale()).toEqual({ scoping: ['data-profiling'], 'sample-selection': ['data-profiling', 'scoping'] });
    await report.reapprove('planning', { filter: [where('code', 'is', 'AMOUNT')], set: { risk: 9 } });
    expect(await report.stale()).toEqual({
      'data-profiling': ['planning'],
      scoping: ['data-profiling', 'planning'],
      'sample-selection': ['data-profiling', 'planning', 'scoping'],
    });
  });

  it('are fresh again one after the other when each is rebuilt, and only what changed is decided anew', async () => {
    const report = await FourPhases.approved();
    await report.reapprove('planning', { filter: [where('code', 'is', 'AMOUNT')], set: { cde: true } });
    await report.reapprove('data-profiling');
    expect(await report.stale()).toEqual({ scoping: ['planning'], 'sample-selection': ['planning'] });
    const scoping = report.chain('scoping');
    await send(scoping, report.scenario.tester, 'reopen_phase', { comment: 'Planning changed.' });
    const draft = await prepareDraft(scoping, storage, 'scoping');
    const open = (await itemsOf(scoping, draft))
      .filter(({ data }) => data.recommendation !== 'key' && data.decision === null)
      .map(({ key }) => key);
    expect(open).toEqual(['AMOUNT']);
  });
});
