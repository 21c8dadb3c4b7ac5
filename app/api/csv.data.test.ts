import type { TestWorkflowEnvironment } from '@temporalio/testing';
import readSpreadsheet from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import { readBurnUp } from '#data/progress/burn-up.queries';
import type { Subject } from '#domain/people/permissions';
import { trailOf } from '../../test/support/people';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { type VersionInStatus, versionInStatus } from '../../test/support/version-in-status';
import { runsNow } from '../../test/support/world/cycle-days';
import { World } from '../../test/support/world/world';
import { saveItems } from '../actions/save-items';
import * as burnUpCsv from './progress/cycles/[id]/burn-up.csv/route';
import * as burnUpXlsx from './progress/cycles/[id]/burn-up.xlsx/route';
import * as progressCsv from './progress/cycles/[id]/cells.csv/route';
import * as progressXlsx from './progress/cycles/[id]/cells.xlsx/route';
import * as trailCsv from './trail/entries.csv/route';
import * as diffCsv from './versions/[id]/diff.csv/route';

vi.mock('server-only', () => ({}));

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let world: VersionInStatus;
let stranger: Subject;
beforeAll(async () => {
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
});
beforeEach(async () => {
  world = await versionInStatus(database.db, 'pending_approval');
  stranger = await new World(database.db).person('Stranger', 'tester');
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

function get(handler: Handler, params: Record<string, string> = {}, query = ''): Promise<Response> {
  return handler(new Request(`http://127.0.0.1:3000/api${query}`), { params: Promise.resolve(params) });
}
const byVersion = () => ({ id: world.versionId });

describe('progress as CSV', () => {
  it('neutralises formulas and stands in the installation’s trail', async () => {
    const { scenario } = await versionInStatus(database.db, 'draft');
    await database.db.prisma.report.update({ where: { id: scenario.reportId }, data: { name: '=HYPERLINK("http://evil.example")' } });
    const response = await as(scenario.executive, () => get(progressCsv.GET, { id: scenario.cycleId }));
    const lines = (await response.text()).trim().split('\r\n');
    expect(response.headers.get('content-disposition')).toMatch(/filename="[a-z0-9-]+-progress\.csv"/);
    expect(lines).toHaveLength(1 + planPhases(defaultPlan({})).length);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect((await trailOf(database.db, 'installation')).at(-1)).toMatchObject({ kind: 'file_downloaded', actor: scenario.executive.name });
  });
});

describe('progress as a workbook', () => {
  it('keeps words as words, counts as numbers and instants as dates, and stands in the installation’s trail', async () => {
    const { scenario } = await versionInStatus(database.db, 'draft');
    const name = '=HYPERLINK("http://workbook.example")';
    await database.db.prisma.report.update({ where: { id: scenario.reportId }, data: { name } });
    const response = await as(scenario.executive, () => get(progressXlsx.GET, { id: scenario.cycleId }));
    expect(response.headers.get('content-disposition')).toMatch(/filename="[a-z0-9-]+-progress\.xlsx"/);
    const bytes = Buffer.from(await response.arrayBuffer());
    const [header = [], first = [], ...others] = (await readSpreadsheet(bytes))[0]?.data ?? [];
    expect(1 + others.length).toBe(planPhases(defaultPlan({})).length);
    const cell = (column: string) => first[header.indexOf(column)];
    expect([cell('report'), cell('phase'), cell('known'), cell('steps passed')]).toEqual([name, 'Planning', expect.any(Number), 0]);
    expect(cell('as of')).toBeInstanceOf(Date);
    expect((await trailOf(database.db, 'installation')).at(-1)).toMatchObject({ kind: 'file_downloaded', actor: scenario.executive.name });
  });
});

describe('a burn-up as a file', () => {
  it('has the numbers of the page, a row a day, and stands in the installation’s trail', async () => {
    const { scenario } = await versionInStatus(database.db, 'approved');
    const id = scenario.cycleId;
    await runsNow(database.db, id);
    const phase = 'sample-selection';
    const { days } = await readBurnUp(database.db.pool, scenario.executive, { cycle: id, phase });
    const text = await (await as(scenario.executive, () => get(burnUpCsv.GET, { id }, `?phase=${phase}`))).text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(1 + days.length);
    expect(lines.at(-1)).toContain(`,Sample Selection,${days.at(-1)?.day},1,1,`);
    const { name } = await database.db.prisma.testCycle.findUniqueOrThrow({ where: { id } });
    const trailed = { kind: 'file_downloaded', actor: scenario.executive.name };
    expect((await trailOf(database.db, 'installation')).at(-1)).toMatchObject({
      ...trailed,
      subject: `burn-up of Sample Selection in ${name}`,
    });
    const response = await as(scenario.executive, () => get(burnUpXlsx.GET, { id }));
    expect(response.headers.get('content-disposition')).toMatch(/filename="[a-z0-9-]+-burn-up\.xlsx"/);
    const [header = [], ...rows] = (await readSpreadsheet(Buffer.from(await response.arrayBuffer())))[0]?.data ?? [];
    expect(header).toEqual(['cycle', 'phase', 'day', 'approved', 'in scope', 'straight line', 'as of']);
    expect(rows.at(-1)?.slice(0, 4)).toEqual([name, 'All phases', days.at(-1)?.day, 1]);
    expect((await trailOf(database.db, 'installation')).at(-1)).toMatchObject({ ...trailed, subject: `burn-up of ${name}` });
  });
});

describe('a difference as CSV', () => {
  it('neutralises formulas and stands in the trail', async () => {
    const { scenario, versionId } = await versionInStatus(database.db, 'draft');
    const saved = await as(scenario.tester, () =>
      saveItems({ versionId, editRevision: 0, edits: [{ key: 'R1', set: { rationale: '=HYPERLINK("http://evil.example")' } }] }),
    );
    expect(saved.ok).toBe(true);
    const response = await as(scenario.tester, () => get(diffCsv.GET, { id: versionId }, '?base=none'));
    const text = await response.text();
    expect(response.headers.get('content-disposition')).toContain('sample-selection-version-1-differences.csv');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(text).not.toMatch(/,=HYPERLINK/);
    expect((await trailOf(database.db, `cycle-report/${scenario.cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'file_downloaded',
      actor: scenario.tester.name,
    });
  });

  it('holds what the page shows: kinds and columns narrow it, folds and links do not', async () => {
    const csv = async (query: string) =>
      (await (await as(world.scenario.tester, () => get(diffCsv.GET, byVersion(), query))).text()).trimEnd().split('\r\n');
    const all = await csv('?base=none&context=3&from=zzz');
    expect(all.some((line) => line.startsWith('R1,'))).toBe(true);
    expect(await csv('?base=none&kinds=removed')).toEqual([all[0]]);
    expect((await as(world.scenario.tester, () => get(diffCsv.GET, byVersion(), '?base=none&tolerance=much'))).status).toBe(400);
  });
});

describe('the trail as CSV', () => {
  it('holds what is asked for, and notes that it was taken', async () => {
    const { tester, cycleReportId } = world.scenario;
    const response = await as(tester, () => get(trailCsv.GET, {}, `?cycleReportId=${cycleReportId}&text=trail.csv`));
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`${tester.name} downloaded trail.csv`);
    expect((await as(stranger, () => get(trailCsv.GET, {}, `?cycleReportId=${cycleReportId}`))).status).toBe(404);
  });
});
