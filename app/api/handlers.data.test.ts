import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendDecision } from '#actions/send-decision';
import { openDatabase } from '#data/sql/connection';
import type { Subject } from '#domain/people/permissions';
import { SECURITY_HEADERS } from '#server/security-headers';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { type VersionInStatus, versionInStatus } from '../../test/support/version-in-status';
import { type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';
import * as absences from './absences/route';
import * as caughtMail from './admin/mail/route';
import * as admin from './admin/route';
import * as assignedWork from './admin/users/[id]/work/route';
import * as chainClock from './chains/[id]/clock/route';
import * as command from './commands/[id]/route';
import * as cycles from './cycles/route';
import * as delegations from './delegations/route';
import * as health from './health/route';
import * as inbox from './inbox/route';
import * as inquiries from './inquiries/route';
import * as mailPreference from './mail-preference/route';
import * as me from './me/route';
import * as notices from './notices/route';
import * as burnUp from './progress/cycles/[id]/burn-up/route';
import * as burnUpCsv from './progress/cycles/[id]/burn-up.csv/route';
import * as burnUpXlsx from './progress/cycles/[id]/burn-up.xlsx/route';
import * as progressCsv from './progress/cycles/[id]/cells.csv/route';
import * as cycleProgress from './progress/cycles/[id]/route';
import * as flowProgress from './progress/flow/route';
import * as peopleProgress from './progress/people/route';
import * as reportProgress from './progress/reports/[id]/route';
import * as progressRows from './progress/rows/route';
import * as report from './reports/[cycleReportId]/route';
import * as search from './search/route';
import * as trailCsv from './trail/entries.csv/route';
import * as trail from './trail/route';
import * as verify from './trail/verify/route';
import * as uploads from './uploads/route';
import * as answers from './versions/[id]/answers/route';
import * as comments from './versions/[id]/comments/route';
import * as course from './versions/[id]/course/route';
import * as changedFields from './versions/[id]/diff/fields/route';
import * as diff from './versions/[id]/diff/route';
import * as diffCsv from './versions/[id]/diff.csv/route';
import * as effects from './versions/[id]/effects/route';
import * as findings from './versions/[id]/findings/route';
import * as gates from './versions/[id]/gates/route';
import * as history from './versions/[id]/items/[key]/history/route';
import * as item from './versions/[id]/items/[key]/route';
import * as items from './versions/[id]/items/route';
import * as matching from './versions/[id]/matching/route';
import * as version from './versions/[id]/route';
import * as signing from './versions/[id]/signing/route';
import * as summary from './versions/[id]/summary/route';
import * as views from './views/route';

vi.mock('server-only', () => ({}));

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
const ORIGIN = 'http://127.0.0.1:3000';
const LIMIT_BYTES = 1_000;

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let world: VersionInStatus;
let stranger: Subject;
let commandId: string;
beforeAll(async () => {
  process.env.COUNTERSIGN_UPLOAD_LIMIT = String(LIMIT_BYTES);
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
});
beforeEach(async () => {
  world = await versionInStatus(database.db, 'pending_approval');
  stranger = await new World(database.db).person('Stranger', 'tester');
  commandId = (await database.db.prisma.command.findFirstOrThrow({ where: { versionId: world.versionId } })).id;
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

function get(handler: Handler, params: Record<string, string> = {}, query = ''): Promise<Response> {
  return handler(new Request(`${ORIGIN}/api${query}`), { params: Promise.resolve(params) });
}
function post(
  handler: Handler,
  body: BodyInit,
  options: { query?: string; origin?: string | null; headers?: Record<string, string> } = {},
): Promise<Response> {
  const origin = options.origin === undefined ? ORIGIN : options.origin;
  const headers = { host: new URL(ORIGIN).host, ...(origin === null ? {} : { origin }), ...options.headers };
  return handler(new Request(`${ORIGIN}/api${options.query ?? ''}`, { method: 'POST', body, headers }), { params: Promise.resolve({}) });
}

const byVersion = () => ({ id: world.versionId });
const RESOURCES: Record<string, () => Promise<Response>> = {
  version: () => get(version.GET, byVersion()),
  items: () => get(items.GET, byVersion()),
  matching: () => get(matching.GET, byVersion(), `?filters=${encodeURIComponent('[{"all":[]}]')}`),
  item: () => get(item.GET, { ...byVersion(), key: 'R1' }),
  'item/history': () => get(history.GET, { ...byVersion(), key: 'R1' }),
  summary: () => get(summary.GET, byVersion()),
  answers: () => get(answers.GET, byVersion()),
  signing: () => get(signing.GET, byVersion()),
  findings: () => get(findings.GET, byVersion()),
  gates: () => get(gates.GET, byVersion()),
  diff: () => get(diff.GET, byVersion()),
  'diff/fields': () => get(changedFields.GET, byVersion()),
  'diff.csv': () => get(diffCsv.GET, byVersion()),
  effects: () => get(effects.GET, byVersion()),
  comments: () => get(comments.GET, byVersion()),
  course: () => get(course.GET, byVersion()),
  'clock of a phase': () => get(chainClock.GET, { id: world.chain.chainId }),
  command: () => get(command.GET, { id: commandId }),
  report: () => get(report.GET, { cycleReportId: world.scenario.cycleReportId }),
  'progress of a cycle': () => get(cycleProgress.GET, { id: world.scenario.cycleId }),
  'progress of a cycle as CSV': () => get(progressCsv.GET, { id: world.scenario.cycleId }),
  'burn-up of a cycle': () => get(burnUp.GET, { id: world.scenario.cycleId }),
  'burn-up of a cycle as CSV': () => get(burnUpCsv.GET, { id: world.scenario.cycleId }, '?phase=planning'),
  'burn-up of a cycle as a workbook': () => get(burnUpXlsx.GET, { id: world.scenario.cycleId }),
  'progress of a report': () => get(reportProgress.GET, { id: world.scenario.cycleReportId }),
  'people of a cycle': () => get(peopleProgress.GET, {}, `?cycle=${world.scenario.cycleId}`),
  'flow of a cycle': () => get(flowProgress.GET, {}, `?cycle=${world.scenario.cycleId}`),
  'rows of a number': () => get(progressRows.GET, {}, `?measure=instances&cycle=${world.scenario.cycleId}`),
  'rows of a number in a report': () =>
    get(progressRows.GET, {}, `?measure=turns&cycle=${world.scenario.cycleId}&report=${world.scenario.cycleReportId}`),
};

async function namesOf({ reportId, cycleReportId }: Scenario): Promise<string[]> {
  const row = await database.db.prisma.cycleReport.findUniqueOrThrow({
    where: { id: cycleReportId },
    include: { report: true, cycle: true },
  });
  return [row.report.name, row.cycle.name, reportId];
}

describe.each(Object.keys(RESOURCES))('GET %s', (resource) => {
  const ask = () => RESOURCES[resource]!();

  it('answers who may see it, and is kept by no cache', async () => {
    for (const person of [world.scenario.tester, world.scenario.owner, world.scenario.executive]) {
      const response = await as(person, ask);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is not found for everybody else, and gives no title away', async () => {
    for (const person of [
      stranger,
      await new World(database.db).person('Another Owner', 'report_owner'),
      await new World(database.db).person('Dora Data', 'data_owner'),
    ]) {
      const response = await as(person, ask);
      const text = await response.text();
      expect([response.status, JSON.parse(text)]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
      for (const name of await namesOf(world.scenario)) expect(text).not.toContain(name);
    }
    expect((await as(null, ask)).status).toBe(401);
  });
});

describe('lists', () => {
  it('show a stranger nothing of a report', async () => {
    const [reportName] = await namesOf(world.scenario);
    const lists = [
      () => get(inbox.GET),
      () => get(inbox.GET, {}, '?tab=team'),
      () => get(cycles.GET),
      () => get(trail.GET),
      () => get(trailCsv.GET),
      () => get(delegations.GET),
      () => get(absences.GET),
      () => get(notices.GET),
      () => get(mailPreference.GET),
      () => get(views.GET, {}, '?page=inbox'),
      () => get(views.GET, {}, '?page=progress'),
      () => get(search.GET, {}, `?q=${encodeURIComponent(`${reportName} v1`)}&at=/reports/${world.scenario.cycleReportId}`),
    ];
    for (const list of lists) {
      const response = await as(stranger, list);
      const text = await response.text();
      expect(response.status).toBe(200);
      for (const name of await namesOf(world.scenario)) expect(text).not.toContain(name);
      expect((await as(null, list)).status).toBe(401);
    }
    const [name] = await namesOf(world.scenario);
    expect(await (await as(world.scenario.owner, () => get(inbox.GET))).text()).toContain(name);
  });

  it('keep the administration to admins', async () => {
    for (const ask of [() => get(admin.GET), () => get(assignedWork.GET, { id: world.scenario.tester.userId })]) {
      expect((await as(world.scenario.admin, ask)).status).toBe(200);
      for (const person of [world.scenario.tester, world.scenario.owner, world.scenario.executive]) {
        expect((await as(person, ask)).status).toBeGreaterThanOrEqual(403);
      }
    }
  });

  it('have no mailbox outside of a demo, not for admins either', async () => {
    expect((await as(world.scenario.admin, () => get(caughtMail.GET))).status).toBe(404);
  });

  it('name the parameter that is wrong, and take no id for one that is none', async () => {
    const { owner } = world.scenario;
    const wrong = await as(owner, () => get(items.GET, byVersion(), '?filter={'));
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { code: 'invalid_input', message: expect.stringContaining('filter is not JSON') as string },
    ]);
    expect((await as(owner, () => get(version.GET, { id: 'x' }))).status).toBe(404);
    expect((await as(owner, () => get(version.GET, { id: randomUUID() }))).status).toBe(404);
  });

  it('say who is signed in, and to anybody whether the services answer', async () => {
    const { tester } = world.scenario;
    expect(await (await as(tester, () => get(me.GET))).json()).toMatchObject({ name: tester.name, roles: ['tester'] });
    expect(await (await health.GET()).json()).toEqual({ ok: true, database: true, temporal: true });
  });
});

describe('POST', () => {
  const upload = (body: BodyInit, options: Parameters<typeof post>[2] = {}) =>
    post(uploads.POST, body, { query: `?cycleReportId=${world.scenario.cycleReportId}&fileName=loans.csv`, ...options });
  const storedFiles = async () =>
    (await readdir(files.path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('accepts our own pages only', async () => {
    const { tester } = world.scenario;
    for (const origin of ['http://evil.example', 'null', null]) {
      for (const handler of [verify.POST, inquiries.POST])
        expect((await as(tester, () => post(handler, '{}', { origin }))).status).toBe(403);
      expect((await as(tester, () => upload('x', { origin }))).status).toBe(403);
    }
    expect((await as(tester, () => post(verify.POST, '{}'))).status).toBe(200);
  });

  it('stores a file of the tester, and nothing of anybody else', async () => {
    const { tester, owner } = world.scenario;
    expect((await as(null, () => upload('x'))).status).toBe(401);
    expect((await as(stranger, () => upload('x'))).status).toBe(404);
    expect((await as(owner, () => upload('x'))).status).toBe(403);
    expect(await storedFiles()).toEqual([]);
    const response = await as(tester, () => upload('a|b\n1|2\n'));
    // Uploads are streamed past the proxy, which gives all other answers these.
    for (const [header, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(header)).toBe(value);
    expect([response.status, await response.json()]).toEqual([201, expect.objectContaining({ fileName: 'loans.csv', size: 8 })]);
    expect(await storedFiles()).toHaveLength(1);
  });

  it('refuses what is too large or empty in words, and keeps nothing of it', async () => {
    const { tester } = world.scenario;
    const before = await storedFiles();
    const stated = await as(tester, () => upload('x', { headers: { 'content-length': String(LIMIT_BYTES + 1) } }));
    expect([stated.status, await stated.json()]).toEqual([413, expect.objectContaining({ code: 'file_too_large' })]);
    const streamed = await as(tester, () => upload('x'.repeat(LIMIT_BYTES + 1)));
    expect([streamed.status, await streamed.json()]).toEqual([413, expect.objectContaining({ code: 'file_too_large' })]);
    expect((await as(tester, () => upload('', { headers: { 'content-length': '0' } }))).status).toBe(422);
    expect(await storedFiles()).toEqual(before);
    expect(await database.db.prisma.upload.count({ where: { cycleReportId: world.scenario.cycleReportId } })).toBe(0);
  });

  it('asks the worker nothing for somebody who may not see the version', async () => {
    const question = JSON.stringify({ kind: 'count-matches', versionId: world.versionId, filter: { all: [] }, keys: [] });
    expect((await as(stranger, () => post(inquiries.POST, question))).status).toBe(404);
    expect((await as(null, () => post(inquiries.POST, question))).status).toBe(401);
  });
});

describe('when PostgreSQL is away', () => {
  it('says so in words, in reads and in actions', async () => {
    const nowhere = openDatabase('postgresql://nobody@127.0.0.1:1/nothing');
    serveActions(nowhere, temporal, files.path);
    try {
      const response = await as(stranger, () => get(inbox.GET));
      expect([response.status, await response.json()]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
      const input = { commandId: randomUUID(), versionId: world.versionId, seenVersionHash: '0'.repeat(64), decision: 'approve' as const };
      expect(await as(stranger, () => sendDecision(input))).toMatchObject({ ok: false, code: 'unavailable' });
      expect((await health.GET()).status).toBe(503);
    } finally {
      serveActions(database.db, temporal, files.path);
      await nowhere.close();
    }
  });
});
