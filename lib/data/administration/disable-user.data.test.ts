import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { versionInStatus } from '../../../test/support/version-in-status';
import { makeScenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { delegateRole } from '../desk/delegations.commands';
import { assignedWork } from '../desk/handed-over';
import { loadSubject } from '../people/subjects.queries';
import { assignTester } from '../report/cycles.commands';
import { disableUser } from './disable-user.commands';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const user = (id: string) => database.db.prisma.user.findUniqueOrThrow({ where: { id } });
const cycleReport = (id: string) => database.db.prisma.cycleReport.findUniqueOrThrow({ where: { id }, include: { report: true } });

describe('disabling somebody', () => {
  it('hands every piece of their work to whom it names, and the trail says so for each', async () => {
    const { db } = database;
    const { tester, owner, admin, cycleReportId } = await makeScenario(db);
    const next = await new World(db).person('Nele Next', 'tester');
    expect(await assignedWork(db.pool, tester.userId)).toMatchObject([{ kind: 'tester', id: cycleReportId }]);
    await disableUser(db, admin.actor, { userId: tester.userId, takeovers: [{ kind: 'tester', id: cycleReportId, toId: next.userId }] });
    expect(await cycleReport(cycleReportId)).toMatchObject({ testerId: next.userId, report: { ownerId: owner.userId } });
    expect(await loadSubject(db, tester.userId, 0)).toBeNull();
    expect((await trailOf(db, `cycle-report/${cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'assignment_changed',
      actor: 'Ada Min',
      changes: [{ field: 'tester', from: personToken(tester.userId), to: personToken(next.userId) }],
    });
    expect((await trailOf(db)).at(-1)).toMatchObject({
      kind: 'user_disabled',
      changes: [
        { field: expect.stringMatching(/^tester of HMDA LAR/) as string, from: personToken(tester.userId), to: personToken(next.userId) },
      ],
    });
  });

  it('is refused, and changes nothing, while a piece would be left with nobody', async () => {
    const { db } = database;
    const { owner, admin, reportId, cycleReportId } = await makeScenario(db);
    const second = await db.prisma.report.create({ data: { name: `Second of ${owner.userId}`, ownerId: owner.userId } });
    const next = await new World(db).person('Nora New', 'report_owner');
    const takeovers = [{ kind: 'owner' as const, id: reportId, toId: next.userId }];
    await expect(disableUser(db, admin.actor, { userId: owner.userId, takeovers })).rejects.toMatchObject({
      code: 'work_remains',
      message: expect.stringContaining('Second of') as string,
    });
    expect((await user(owner.userId)).disabledAt).toBeNull();
    expect((await cycleReport(cycleReportId)).report.ownerId).toBe(owner.userId);
    await disableUser(db, admin.actor, {
      userId: owner.userId,
      takeovers: [...takeovers, { kind: 'owner', id: second.id, toId: next.userId }],
    });
    expect((await cycleReport(cycleReportId)).report.ownerId).toBe(next.userId);
  });

  it('takes nobody as successor who lacks the role, is the person, or would break separation of duties', async () => {
    const { db } = database;
    const { scenario, versionId, chain } = await versionInStatus(db, 'pending_approval');
    const { tester, owner, admin, reportId, cycleReportId } = scenario;
    const asOwner = (toId: string) =>
      disableUser(db, admin.actor, { userId: owner.userId, takeovers: [{ kind: 'owner', id: reportId, toId }] });
    const asTester = (toId: string) =>
      disableUser(db, admin.actor, { userId: tester.userId, takeovers: [{ kind: 'tester', id: cycleReportId, toId }] });
    await expect(asOwner(tester.userId)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(asOwner(owner.userId)).rejects.toMatchObject({ code: 'invalid_input' });
    await db.prisma.roleAssignment.createMany({
      data: [
        { userId: tester.userId, role: 'report_owner' },
        { userId: owner.userId, role: 'tester' },
      ],
    });
    await expect(asOwner(tester.userId)).rejects.toMatchObject({ code: 'delegate_not_independent' });
    await expect(asTester(owner.userId)).rejects.toMatchObject({
      code: 'tester_not_independent',
      message: expect.stringContaining('owns the report') as string,
    });
    const author = await new World(db).person('Ann Author', 'report_owner');
    await db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      chain.chainId,
      versionId,
      author.userId,
    ]);
    await expect(asOwner(author.userId)).rejects.toMatchObject({ code: 'delegate_not_independent' });
    expect((await user(owner.userId)).disabledAt).toBeNull();
  });

  it('releases what they claimed and ends what they lent and were lent', async () => {
    const { db } = database;
    const { scenario, versionId } = await versionInStatus(db, 'pending_approval');
    const delegate = await new World(db).person('Dele Gate', 'report_owner');
    await delegateRole(db, scenario.owner, {
      role: 'report_owner',
      reportId: scenario.reportId,
      toId: delegate.userId,
      until: new Date().toISOString().slice(0, 10),
      reason: 'Away',
    });
    await db.prisma.taskClaim.create({ data: { versionId, task: 'decide', userId: delegate.userId } });
    await disableUser(db, scenario.admin.actor, { userId: delegate.userId, takeovers: [] });
    expect(await db.prisma.taskClaim.count({ where: { userId: delegate.userId } })).toBe(0);
    expect(await db.prisma.delegation.count({ where: { toId: delegate.userId, revokedAt: null } })).toBe(0);
    expect((await trailOf(db)).at(-1)?.changes).toContainEqual({
      field: 'delegation',
      from: expect.stringContaining(`to ${personToken(delegate.userId)}`) as string,
      to: null,
    });
  });

  it('and giving them work at the same moment never leaves work with a disabled person', async () => {
    const { db } = database;
    for (let round = 0; round < 5; round += 1) {
      const { executive, admin, cycleReportId } = await makeScenario(db, { started: false });
      const leaving = await new World(db).person('Lea Ving', 'tester');
      const outcomes = await Promise.allSettled([
        assignTester(db, executive.actor, { cycleReportId, testerId: leaving.userId }),
        disableUser(db, admin.actor, { userId: leaving.userId, takeovers: [] }),
      ]);
      const disabled = (await user(leaving.userId)).disabledAt !== null;
      expect(disabled && (await cycleReport(cycleReportId)).testerId === leaving.userId).toBe(false);
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    }
  });
});
