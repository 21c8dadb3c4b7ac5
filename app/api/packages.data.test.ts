import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makePackage } from '#actions/make-package';
import { failPackage } from '#data/packages/packages.transitions';
import type { Subject } from '#domain/people/permissions';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import { packedReport } from '../../test/support/packages/packed-world';
import { as } from '../../test/support/server-actions';
import { makeScenario, type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';
import * as file from './packages/[id]/route';
import * as list from './reports/[cycleReportId]/packages/route';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let scenario: Scenario;
let people: Record<string, Subject>;
let packages: { full: string; redacted: string; sha256: string };

beforeAll(async () => {
  servers = await startActionServers();
  const { db } = servers.database;
  scenario = await makeScenario(db, { started: true });
  const world = new World(db);
  const { cycleReportId } = scenario;
  const examiner = await world.person('Ed Examiner', 'examiner');
  await db.prisma.roleAssignment.updateMany({ where: { userId: examiner.userId }, data: { cycleReportId } });
  people = {
    tester: scenario.tester,
    owner: scenario.owner,
    executive: scenario.executive,
    examiner: { ...examiner, roles: [{ role: 'examiner', cycleReportId }] },
    examinerElsewhere: { ...examiner, roles: [{ role: 'examiner', cycleReportId: scenario.cycleId }] },
    admin: scenario.admin,
    reportExecutive: await world.person('Rex Port', 'report_executive'),
    anotherTester: await world.person('Tina Ter', 'tester'),
    dataOwner: await world.person('Dora Data', 'data_owner'),
  };
  const of = { db, storage: servers.storage };
  const full = await packedReport(of, scenario.tester.actor, { cycleReportId });
  const redacted = await packedReport(of, scenario.tester.actor, { cycleReportId, redacted: true });
  packages = { full: full.packageId, redacted: redacted.packageId, sha256: full.sha256 };
});
afterAll(() => servers?.stop());

const get = (handler: typeof file.GET, params: Record<string, string>) =>
  handler(new Request('http://countersign.test/api'), { params: Promise.resolve(params) });
const FULL = ['tester', 'owner', 'executive'];
const REDACTED = [...FULL, 'examiner'];

describe('packages of a report', () => {
  it('are listed as far as somebody may have them, and for everybody else there is no such page', async () => {
    for (const [who, subject] of Object.entries(people)) {
      const response = await as(subject, () => get(list.GET, { cycleReportId: scenario.cycleReportId }));
      expect([who, response.status]).toEqual([who, REDACTED.includes(who) ? 200 : 404]);
      if (response.status !== 200) continue;
      const { rows, makeFull } = (await response.json()) as { rows: { id: string; omissions: unknown[] }[]; makeFull: unknown };
      const ids = FULL.includes(who) ? [packages.redacted, packages.full] : [packages.redacted];
      expect([who, rows.map(({ id }) => id)]).toEqual([who, ids]);
      expect([who, makeFull !== null]).toEqual([who, FULL.includes(who)]);
      expect(rows[0]?.omissions).toContainEqual({
        what: 'report/final-report.pdf',
        reason: 'There is no final report that has been signed.',
      });
    }
  });

  it('are taken whole by whoever may have them, noted in the trail before the first byte, and not found by everybody else', async () => {
    const { db } = servers.database;
    for (const kind of ['full', 'redacted'] as const)
      for (const [who, subject] of Object.entries(people)) {
        const may = (kind === 'full' ? FULL : REDACTED).includes(who);
        const noted = () => db.prisma.auditEvent.count({ where: { kind: 'file_downloaded' } });
        const before = await noted();
        const response = await as(subject, () => get(file.GET, { id: packages[kind] }));
        expect([kind, who, response.status]).toEqual([kind, who, may ? 200 : 404]);
        expect((await noted()) - before).toBe(may ? 1 : 0);
        if (!may) expect(await response.json()).toMatchObject({ code: 'not_found' });
        else expect((await response.arrayBuffer()).byteLength).toBe(Number(response.headers.get('content-length')));
      }
    const response = await as(scenario.tester, () => get(file.GET, { id: packages.full }));
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=".*package 1\.zip"/);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    await response.arrayBuffer();
    expect((await as(null, () => get(file.GET, { id: packages.full }))).status).toBe(401);
  });

  it('are asked for by the same people, one of a kind at a time', async () => {
    const { db } = servers.database;
    for (const redacted of [false, true])
      for (const [who, subject] of Object.entries(people)) {
        const answer = await as(subject, () => makePackage({ cycleReportId: scenario.cycleReportId, redacted }));
        const may = (redacted ? REDACTED : FULL).includes(who);
        expect([redacted, who, answer.ok ? 'done' : answer.code]).toEqual([redacted, who, may ? 'done' : 'not_found']);
        if (!answer.ok) continue;
        const again = await as(scenario.owner, () => makePackage({ cycleReportId: scenario.cycleReportId, redacted }));
        expect(again).toMatchObject({ ok: false, code: 'package_running' });
        await failPackage(db, answer.value.id, 'It was a trial.');
      }
  });

  it('that are not made yet, or whose ZIP is gone, are refused in words', async () => {
    const answer = await as(scenario.tester, () => makePackage({ cycleReportId: scenario.cycleReportId, redacted: false }));
    if (!answer.ok) throw new Error(answer.message);
    const waiting = await as(scenario.tester, () => get(file.GET, { id: answer.value.id }));
    expect([waiting.status, await waiting.json()]).toEqual([409, expect.objectContaining({ code: 'package_not_ready' })]);
    await rm(servers.storage.path(packages.sha256));
    expect((await as(scenario.tester, () => get(file.GET, { id: packages.full }))).status).toBe(409);
  });
});
