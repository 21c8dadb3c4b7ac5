import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destinationHref, versionHref } from '#contract/addresses';
import { parseReportLink } from '#contract/read-address';
import type { Destination, VersionPlace } from '#contract/views/destinations';
import type { Subject } from '#domain/people/permissions';
import { type ChainAddress, chainKey, instanceInWords, wholeReportChain } from '#domain/phase/chain-address';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { approvedPlace, inputPlace } from '../files/preparation.queries';
import { requireVersion } from '../people/access.queries';
import { readMask } from '../people/masking.queries';
import { writeAudit } from '../record/audit';
import { readCycles } from '../report/cycles.queries';
import { readReport } from '../report/report.queries';
import { readTrail } from '../trail/trail.queries';
import { findVersionId, readVersion } from '../version/version.queries';
import { readInbox } from './inbox.queries';
import { readSearch } from './search.queries';

const NOW = new Date('2026-05-10T12:00:00Z');
const INSTANCES = ['Retail', 'Cards & loans/2'] as const;
type Instance = (typeof INSTANCES)[number];

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let report: WorldReport;
/** By instance: the approved Planning version of its own, and the sample built from it that waits for the owner. */
const plannings = new Map<Instance, WrittenVersion>();
const samples = new Map<Instance, WrittenVersion>();

const planning = (instance: string): ChainAddress => ({ ...wholeReportChain(report.cycleReportId, 'planning'), instance });
const sample = (instance: string): ChainAddress => ({ ...wholeReportChain(report.cycleReportId, 'sample-selection'), instance });

/** Goes where a link leads: the version that the page it opens would show. */
async function followed(reader: Subject, destination: Destination): Promise<{ place: VersionPlace; versionId: string }> {
  const read = parseReportLink(destinationHref(destination));
  if (read?.to !== 'version') throw new Error(`leads to no version: ${destinationHref(destination)}`);
  const { to: _, ...place } = read;
  return { place, versionId: await findVersionId(database.db, reader, place) };
}

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  report = await world.report('HMDA', tester, owner);
  for (const instance of INSTANCES) {
    const attribute = { code: instance, securityClass: 'Confidential' };
    const planned = await world.draft(await world.chain(report, 'planning', { instance }), [{ key: instance, data: attribute }]);
    await world.submit(planned, tester);
    await world.decide(planned, owner, 'approve');
    plannings.set(instance, planned);
    const drawn = await world.draft(await world.chain(report, 'sample-selection', { instance }), [{ key: 'K1', data: { values: {} } }], {
      inputs: [planned],
    });
    await world.submit(drawn, tester);
    samples.set(instance, drawn);
  }
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('two instances of one phase', () => {
  it('have a tile each on the board, which leads to its own version', async () => {
    const { tiles } = await readReport(database.db, owner, { cycleReportId: report.cycleReportId, now: NOW });
    expect(tiles).toHaveLength(11);
    expect(new Set(tiles.map(chainKey)).size).toBe(11);
    for (const instance of INSTANCES) {
      const tile = tiles.find((each) => chainKey(each) === chainKey(sample(instance)));
      expect(tile).toMatchObject({
        label: `Sample Selection (${instanceInWords(instance)})`,
        state: 'waiting',
        current: { id: samples.get(instance)?.id },
      });
      expect((await followed(owner, { to: 'version', ...sample(instance) })).versionId).toBe(samples.get(instance)?.id);
    }
  });

  it('have a cell each in the strip of the cycle', async () => {
    const { cycles } = await readCycles(database.db, owner, { now: NOW });
    const labels = cycles[0]?.reports[0]?.tiles.map((tile) => tile.label);
    expect(labels).toHaveLength(11);
    expect(labels).toEqual(expect.arrayContaining(INSTANCES.map((instance) => `Planning (${instanceInWords(instance)})`)));
  });

  it('are links of their own in the inbox, and each decision page shows the version of its row', async () => {
    const { rows } = await readInbox(database.db, owner, { tab: 'waiting', now: NOW });
    const { tiles } = await readReport(database.db, owner, { cycleReportId: report.cycleReportId, now: NOW });
    expect(rows.map((row) => row.instance).sort()).toEqual([...INSTANCES].sort());
    for (const row of rows) {
      const { place, versionId } = await followed(owner, row.opens);
      expect([place.page, place.instance, versionId]).toEqual(['decide', row.instance, row.versionId]);
      expect(tiles.find((tile) => chainKey(tile) === chainKey(place))?.current?.id).toBe(row.versionId);
    }
  });

  it('are found apart by the search, phase and version', async () => {
    const found = await readSearch(database.db, owner, { text: 'sample retail v1' });
    expect(found.versions.map((hit) => hit.label)).toEqual(['Sample Selection (Retail), version 1']);
    const { phases } = await readSearch(database.db, owner, { text: 'sample' });
    expect(phases.map((hit) => hit.label).sort()).toEqual(['Sample Selection (Cards & loans, data owner 2)', 'Sample Selection (Retail)']);
    for (const hit of [...phases, ...found.versions]) {
      const { place, versionId } = await followed(owner, hit.opens);
      expect(hit.label).toContain(`(${instanceInWords(place.instance)})`);
      expect(versionId).toBe(samples.get(place.instance as Instance)?.id);
    }
  });

  it('offer their own actions in the palette', async () => {
    for (const instance of INSTANCES) {
      const at = parseReportLink(versionHref({ ...sample(instance), number: 1 }));
      const { actions } = await readSearch(database.db, owner, { text: 'decide on', at });
      expect(actions.map((hit) => hit.label)).toEqual([`Decide on Sample Selection (${instanceInWords(instance)}), version 1`]);
      expect(actions.map((hit) => destinationHref(hit.opens))).toEqual([versionHref({ ...sample(instance), number: 1, page: 'decide' })]);
    }
  });

  it('name what they were built from, and link to it', async () => {
    for (const instance of INSTANCES) {
      const { upstream } = await readVersion(database.db, owner, { versionId: samples.get(instance)?.id ?? '' });
      expect(upstream.map((input) => [input.phase, input.instance])).toEqual([['planning', instance]]);
      for (const input of upstream) expect((await followed(owner, { to: 'version', ...input })).versionId).toBe(input.versionId);
    }
  });

  it('are prepared from the chain that is asked for, and from no other', async () => {
    for (const instance of INSTANCES) {
      expect(await approvedPlace(database.db.pool, planning(instance))).toMatchObject({ versionId: plannings.get(instance)?.id, instance });
      const versionId = samples.get(instance)?.id ?? '';
      expect(await inputPlace(database.db.pool, versionId, planning(instance))).toMatchObject({ versionId: plannings.get(instance)?.id });
      for (const other of INSTANCES.filter((each) => each !== instance))
        expect(await inputPlace(database.db.pool, versionId, planning(other))).toBeNull();
    }
    expect(await approvedPlace(database.db.pool, planning(''))).toBeNull();
  });

  it('hide what their own Planning calls confidential, and everything that any does where they were built from none', async () => {
    for (const instance of INSTANCES) {
      const scope = await requireVersion(database.db.pool, executive, samples.get(instance)?.id ?? '');
      expect([...(await readMask(database.db.pool, executive, scope)).names]).toEqual([instance]);
    }
    const loose = await world.draft(await world.chain(report, 'scoping'), []);
    const scope = await requireVersion(database.db.pool, executive, loose.id);
    expect([...(await readMask(database.db.pool, executive, scope)).names].sort()).toEqual([...INSTANCES].sort());
  });

  it('are told apart in the trail', async () => {
    const version = samples.get('Retail');
    await writeAudit(world.sql, {
      cycleReportId: report.cycleReportId,
      kind: 'version_submitted',
      actor: { id: tester.userId, role: 'tester' },
      subject: 'Sample Selection (Retail), version 1',
      chainId: version?.chainId ?? null,
      versionId: version?.id ?? null,
    });
    const { rows } = await readTrail(database.db, owner, { versionId: version?.id });
    expect(rows.map(({ cycleReportId, phase, instance }) => ({ cycleReportId, phase, instance }))).toEqual([sample('Retail')]);
    const { timeline } = await readReport(database.db, owner, { cycleReportId: report.cycleReportId, now: NOW });
    expect(timeline.map((entry) => entry.instance)).toEqual(['Retail']);
  });
});

describe('a chain whose only version was turned down', () => {
  it('still leads to that version, on a board that has nothing current', async () => {
    const chain = await world.chain(report, 'data-profiling');
    const version = await world.draft(chain, []);
    await world.submit(version, tester);
    await world.decide(version, owner, 'reject');
    const { tiles } = await readReport(database.db, owner, { cycleReportId: report.cycleReportId, now: NOW });
    expect(tiles.find((tile) => tile.chainId === chain)).toMatchObject({ current: null, newest: { id: version.id, status: 'rejected' } });
  });
});

describe('the inbox', () => {
  it('says which decision is a signature, whatever word stands on it', async () => {
    const chain = await world.chain(report, 'scoping', {
      instance: 'Signed',
      policy: { mode: 'signoff', requiredCount: 1, roles: ['report_owner'] },
    });
    const version = await world.draft(chain, []);
    await world.submit(version, tester);
    const { rows } = await readInbox(database.db, owner, { tab: 'waiting', now: NOW });
    expect(rows.filter((row) => row.signs).map((row) => row.versionId)).toEqual([version.id]);
  });
});
