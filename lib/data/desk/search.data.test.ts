import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destinationHref } from '#contract/addresses';
import { parseReportLink } from '#contract/read-address';
import type { SearchHit, SearchView } from '#contract/views/search-view';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type VersionInStatus, versionInStatus } from '../../../test/support/version-in-status';
import { World } from '../../../test/support/world/world';
import { readSearch } from './search.queries';

let database: TestDatabase;
let mine: VersionInStatus;
let other: VersionInStatus;
let name: string;
beforeAll(async () => {
  database = await testDatabase();
  mine = await versionInStatus(database.db, 'pending_approval');
  other = await versionInStatus(database.db, 'pending_approval');
  name = (await database.db.prisma.report.findUniqueOrThrow({ where: { id: mine.scenario.reportId } })).name;
});
afterAll(() => database.drop());

const search = (reader: Subject, text: string, at = ''): Promise<SearchView> =>
  readSearch(database.db, reader, { text, at: parseReportLink(at) });
const linked = (hits: readonly SearchHit[]) => hits.map(({ label, opens }) => ({ label, href: destinationHref(opens) }));
const page = (world: VersionInStatus, rest = '') => `/reports/${world.scenario.cycleReportId}${rest}`;

describe('the search of the palette', () => {
  it('finds reports, phases and versions by any words of their names', async () => {
    const { owner } = mine.scenario;
    const named = await search(owner, name.toUpperCase());
    expect([linked(named.reports), named.versions]).toEqual([[{ label: name, href: page(mine) }], []]);
    expect(linked((await search(owner, 'hmda sample')).phases)).toEqual([
      { label: 'Sample Selection', href: page(mine, '/sample-selection') },
    ]);
    expect(linked((await search(owner, 'sample v1')).versions)).toEqual([
      { label: 'Sample Selection, version 1', href: page(mine, '/sample-selection?version=1') },
    ]);
    expect((await search(owner, 'sample v2')).versions).toEqual([]);
    expect(await search(owner, '100% _nothing_')).toEqual({ actions: [], reports: [], phases: [], versions: [] });
  });

  it('finds nothing of what the person may not see, and offers nothing to do there', async () => {
    const { owner } = mine.scenario;
    const found = await search(owner, 'hmda v1', page(other, '/sample-selection'));
    expect(linked([...found.reports, ...found.phases, ...found.versions]).filter((hit) => !hit.href.startsWith(page(mine)))).toEqual([]);
    expect((await search(owner, '', page(other, '/sample-selection'))).actions.map((hit) => hit.label)).toEqual(['Delegate my decisions']);
    const stranger = await new World(database.db).person('Stranger', 'tester');
    expect(await search(stranger, 'hmda', page(mine))).toEqual({ actions: [], reports: [], phases: [], versions: [] });
  });

  it('offers what this person may do on this page, and no more', async () => {
    const { owner, tester, executive, admin } = mine.scenario;
    const labels = async (reader: Subject, text = '', at = page(mine, '/sample-selection/decide?version=1')) =>
      (await search(reader, text, at)).actions.map((hit) => hit.label);
    expect(await labels(owner)).toEqual([
      'Decide on Sample Selection, version 1',
      'Show the trail of this report',
      'Delegate my decisions',
    ]);
    expect(await labels(tester)).toEqual(['Withdraw Sample Selection, version 1', 'Show the trail of this report']);
    expect(await labels(executive, 'report')).toEqual([
      'Assign the tester of this report',
      'Close this report',
      'Show the trail of this report',
      'Start with your own report',
      'Create a cycle or add a report to one',
    ]);
    expect(await labels(admin, 'person', '/cycles')).toEqual(['Add or disable a person']);
    expect(await labels(owner, '', '/reports/no-such-report/planning')).toEqual(['Delegate my decisions']);
  });
});
