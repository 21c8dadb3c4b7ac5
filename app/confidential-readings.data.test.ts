import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordReading } from '#data/trail/reading.commands';
import type { Subject } from '#domain/people/permissions';
import { readSheet } from '#server/version-sheet';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { Asking } from '../test/support/confidential/asking';
import { CONFIDENTIAL, type ConfidentialReport, confidentialReport } from '../test/support/confidential/confidential-report';
import { LINES } from '../test/support/confidential/lines';
import { shownText } from '../test/support/confidential/shown-text';
import { routeHandlers } from '../test/support/endpoints';
import { World } from '../test/support/world/world';

vi.mock('server-only', () => ({}));
// What is refused is part of the test.
process.env.COUNTERSIGN_LOG_LEVEL = 'silent';

const handlers = await routeHandlers();
const asking = new Asking(handlers, () => report);

let servers: ActionServers;
let report: ConfidentialReport;
let commands: string[];
let runs: string[];
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  const { db } = servers.database;
  report = await confidentialReport({ db, storage: servers.storage });
  const ids = async (sql: string) => (await db.pool.query<{ id: string }>(sql)).rows.map(({ id }) => id);
  commands = await ids('select id::text from command');
  runs = await ids('select id::text from workflow_executions');
}, 300_000);
afterAll(() => servers?.stop());

describe('whoever is shown confidential values', () => {
  /** What is shown of no one version, each with the reason why that is noted elsewhere or not. */
  const OF_NO_VERSION: Readonly<Record<string, string>> = {
    'app/api/trail/route.ts GET': 'what the trail tells of a version was read there, and noted with it',
    'app/api/trail/entries.csv/route.ts GET': 'the file is noted as downloaded',
    'app/api/commands/[id]/route.ts GET': 'what was refused names what its sender saw',
    'app/api/packages/[id]/route.ts GET': 'that a package was taken is noted by its own entry',
    'app/api/inquiries/route.ts POST': 'answers tell of values without holding them: asked below',
  };

  /** What must have shown some, so that there is an entry to look for. */
  const SHOWING: readonly string[] = [
    ...['comments', 'diff', 'diff.csv', 'effects', 'items', 'items/[key]', 'items/[key]/history', 'matrix', 'requests.xlsx', 'summary'],
    ...['rules/[key]/failures', 'rules/[key]/failures.csv'],
  ]
    .map((part) => `app/api/versions/[id]/${part}/route.ts GET`)
    .concat(['', '/passage'].map((part) => `app/api/evidence/[id]/[sha256]${part}/route.ts GET`));

  /** Somebody who has read nothing yet, and reads as the report's owner does; and the same person before they were lent that. */
  async function newcomer(): Promise<{ deputy: Subject; before: Subject }> {
    const { owner, cycleReportId } = report.scenario;
    const person = await new World(servers.database.db).person('Dora Deputy', { role: 'examiner', cycleReportId }, 'report_owner');
    const [examiner] = person.roles;
    return {
      deputy: { ...person, roles: [{ role: 'report_owner', onBehalfOf: owner }] },
      before: { ...person, roles: examiner === undefined ? [] : [examiner] },
    };
  }

  async function readingsOf({ userId }: Subject): Promise<{ versionId: string; subject: string }[]> {
    const { rows } = await servers.database.db.pool.query<{ versionId: string; subject: string }>(
      `select version_id::text as "versionId", subject from audit_event where actor_id = $1 and kind = 'values_read' order by seq`,
      [userId],
    );
    return rows;
  }

  it.each(handlers)('leaves a trail entry by $name, once', async (handler) => {
    const line = LINES[handler.name];
    if (line === undefined || 'readsNoData' in line || OF_NO_VERSION[handler.name] !== undefined) return;
    const { owner } = report.scenario;
    const { db } = servers.database;
    const { deputy } = await newcomer();
    const shown = new Set<string>();
    for (const call of line({ report, shown: await asking.keysShownTo(owner), commands, runs })) {
      const versionId = call.params?.id;
      if (versionId === undefined || shown.has(versionId)) continue;
      if (CONFIDENTIAL.test(await shownText(await asking.ask(handler, deputy, call)))) shown.add(versionId);
      if (shown.has(versionId)) await asking.ask(handler, deputy, call);
    }
    const { rows } = await db.pool.query<{ versionId: string; kind: string; subject: string }>(
      `select version_id::text as "versionId", kind, subject from audit_event where actor_id = $1 and kind in ('values_read', 'values_unmasked')`,
      [deputy.userId],
    );
    expect([...shown].filter((id) => !rows.some(({ versionId }) => versionId === id))).toEqual([]);
    const read = rows.filter(({ kind }) => kind === 'values_read').map(({ versionId }) => versionId);
    expect(new Set(read).size).toBe(read.length);
    expect(shown.size > 0, 'whether it showed any').toBe(SHOWING.includes(handler.name));
  });

  it('leaves one by the sheet that is printed, for both versions that it shows', async () => {
    const { deputy, before } = await newcomer();
    const { db } = servers.database;
    const [, first, second] = report.versions.filter(({ phase }) => phase === 'sample-selection');
    const versionId = second?.id ?? '';
    await readSheet({ db, subject: before }, { versionId, base: null });
    expect(await readingsOf(deputy)).toEqual([]);
    const sheet = await readSheet({ db, subject: deputy }, { versionId, base: null });
    expect(JSON.stringify(sheet.rows)).toMatch(CONFIDENTIAL);
    await readSheet({ db, subject: deputy }, { versionId, base: null });
    const subject = 'INCOME, LOAN_ID';
    expect(await readingsOf(deputy)).toEqual([
      { versionId, subject },
      { versionId: first?.id, subject },
    ]);
  });

  it('leaves one also where they were shown nothing earlier on the same day', async () => {
    const { deputy, before } = await newcomer();
    const items = asking.handler('app/api/versions/[id]/items/route.ts GET');
    const { id } = report.versions.findLast(({ phase }) => phase === 'sample-selection') ?? expect.unreachable();
    expect((await asking.ask(items, before, { params: { id } })).status).toBe(200);
    expect(await readingsOf(deputy)).toEqual([]);
    expect((await asking.ask(items, deputy, { params: { id } })).status).toBe(200);
    expect(await readingsOf(deputy)).toMatchObject([{ versionId: id }]);
  });

  it('leaves one by counting, which is reading', async () => {
    const { deputy, before } = await newcomer();
    const inquiries = asking.handler('app/api/inquiries/route.ts POST');
    const { id: versionId } = report.versions.findLast(({ phase }) => phase === 'sample-selection') ?? expect.unreachable();
    const counted = (field: string) => ({
      body: { kind: 'count-matches', versionId, filter: { all: [{ field, operator: 'gt', values: ['100'] }] }, keys: [] },
    });
    expect((await asking.ask(inquiries, before, counted('values.AMOUNT'))).status).toBe(200);
    expect(await readingsOf(deputy)).toEqual([]);
    expect((await asking.ask(inquiries, deputy, counted('values.INCOME'))).status).toBe(200);
    expect(await readingsOf(deputy)).toMatchObject([{ versionId }]);
  });

  it('is noted once though two pages are asked for at the same moment', async () => {
    const { db } = servers.database;
    const person = await new World(db).person('Dora Deputy', 'report_owner');
    const { id: versionId } = report.versions.findLast(({ phase }) => phase === 'sample-selection') ?? expect.unreachable();
    const chainId = report.chains.sampling?.chainId ?? expect.unreachable();
    const place = { cycleReportId: report.scenario.cycleReportId, chainId, versionId, unmasked: ['INCOME'] };
    await Promise.all([1, 2, 3].map(() => recordReading(db, person.actor, place)));
    const { rows } = await db.pool.query(`select from audit_event where actor_id = $1 and kind = 'values_read'`, [person.userId]);
    expect(rows).toHaveLength(1);
  });
});

describe('what was recorded of cases', () => {
  it('is told in words: files by their parts, and nothing as an object', async () => {
    const { rows } = await servers.database.db.pool.query<{ field: string; to: string | null }>(
      `select c ->> 'field' as field, c ->> 'to' as to from audit_event e, jsonb_array_elements(e.changes) c where c ->> 'to' is not null`,
    );
    expect(rows.filter(({ to }) => to?.includes('[object'))).toEqual([]);
    const evidence = rows.filter(({ field }) => field.endsWith(': Evidence'));
    expect(evidence.length).toBeGreaterThan(0);
    for (const { to } of evidence) expect(to).toMatch(/^File: .+; Sort: .+; As of: /);
  });
});
