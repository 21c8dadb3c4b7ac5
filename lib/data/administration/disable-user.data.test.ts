import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makePerson, makeScenario } from '../../../test/support/scenario';
import { versionInStatus } from '../../../test/support/version-in-status';
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
    const next = await makePerson(db, 'tester', 'Nele Next');
    expect(await assignedWork(db.pool, tester.id)).toMatchObject([{ kind: 'tester', id: cycleReportId }]);
    await disableUser(db, admin.actor, { userId: tester.id, takeovers: [{ kind: 'tester', id: cycleReportId, toId: next.id }] });
    expect(await cycleReport(cycleReportId)).toMatchObject({ testerId: next.id, report: { ownerId: owner.id } });
    expect(await loadSubject(db, tester.id, 0)).toBeNull();
    expect((await trailOf(db, `cycle-report/${cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'assignment_changed',
      actor: 'Ada Min',
      changes: [{ field: 'tester', from: 'Tess Ter', to: 'Nele Next' }],
    });
    expect((await trailOf(db)).at(-1)).toMatchObject({
      kind: 'user_disabled',
      changes: [{ field: expect.stringMatching(/^tester of HMDA LAR/) as string, from: 'Tess Ter', to: 'Nele Next' }],
    });
  });

  it('is refused, and changes nothing, while a piece would be left with nobody', async () => {
    const { db } = database;
    const { owner, admin, reportId, cycleReportId } = await makeScenario(db);
    const second = await db.prisma.report.create({ data: { name: `Second of ${owner.id}`, ownerId: owner.id } });
    const next = await makePerson(db, 'report_owner', 'Nora New');
    const takeovers = [{ kind: 'owner' as const, id: reportId, toId: next.id }];
    await expect(disableUser(db, admin.actor, { userId: owner.id, takeovers })).rejects.toMatchObject({
      code: 'work_remains',
      message: expect.stringContaining('Second of') as string,
    });
    expect((await user(owner.id)).disabledAt).toBeNull();
    expect((await cycleReport(cycleReportId)).report.ownerId).toBe(owner.id);
    await disableUser(db, admin.actor, { userId: owner.id, takeovers: [...takeovers, { kind: 'owner', id: second.id, toId: next.id }] });
    expect((await cycleReport(cycleReportId)).report.ownerId).toBe(next.id);
  });

  it('takes nobody as successor who lacks the role, is the person, or would break separation of duties', async () => {
    const { db } = database;
    const { scenario, versionId, chain } = await versionInStatus(db, 'pending_approval');
    const { tester, owner, admin, reportId, cycleReportId } = scenario;
    const asOwner = (toId: string) =>
      disableUser(db, admin.actor, { userId: owner.id, takeovers: [{ kind: 'owner', id: reportId, toId }] });
    const asTester = (toId: string) =>
      disableUser(db, admin.actor, { userId: tester.id, takeovers: [{ kind: 'tester', id: cycleReportId, toId }] });
    await expect(asOwner(tester.id)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(asOwner(owner.id)).rejects.toMatchObject({ code: 'invalid_input' });
    await db.prisma.roleAssignment.createMany({
      data: [
        { userId: tester.id, role: 'report_owner' },
        { userId: owner.id, role: 'tester' },
      ],
    });
    await expect(asOwner(tester.id)).rejects.toMatchObject({ code: 'delegate_not_independent' });
    await expect(asTester(owner.id)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('different people') as string,
    });
    const author = await makePerson(db, 'report_owner', 'Ann Author');
    await db.pool.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      chain.chainId,
      versionId,
      author.id,
    ]);
    await expect(asOwner(author.id)).rejects.toMatchObject({ code: 'delegate_not_independent' });
    expect((await user(owner.id)).disabledAt).toBeNull();
  });

  it('releases what they claimed and ends what they lent and were lent', async () => {
    const { db } = database;
    const { scenario, versionId } = await versionInStatus(db, 'pending_approval');
    const delegate = await makePerson(db, 'report_owner', 'Dele Gate');
    await delegateRole(db, scenario.owner.subject, {
      role: 'report_owner',
      reportId: scenario.reportId,
      toId: delegate.id,
      until: new Date().toISOString().slice(0, 10),
      reason: 'Away',
    });
    await db.prisma.taskClaim.create({ data: { versionId, task: 'decide', userId: delegate.id } });
    await disableUser(db, scenario.admin.actor, { userId: delegate.id, takeovers: [] });
    expect(await db.prisma.taskClaim.count({ where: { userId: delegate.id } })).toBe(0);
    expect(await db.prisma.delegation.count({ where: { toId: delegate.id, revokedAt: null } })).toBe(0);
    expect((await trailOf(db)).at(-1)?.changes).toContainEqual({
      field: 'delegation',
      from: expect.stringContaining('to Dele Gate') as string,
      to: null,
    });
  });

  it('and giving them work at the same moment never leaves work with a disabled person', async () => {
    const { db } = database;
    for (let round = 0; round < 5; round += 1) {
      const { executive, admin, cycleReportId } = await makeScenario(db, { started: false });
      const leaving = await makePerson(db, 'tester', 'Lea Ving');
      const outcomes = await Promise.allSettled([
        assignTester(db, executive.actor, { cycleReportId, testerId: leaving.id }),
        disableUser(db, admin.actor, { userId: leaving.id, takeovers: [] }),
      ]);
      const disabled = (await user(leaving.id)).disabledAt !== null;
      expect(disabled && (await cycleReport(cycleReportId)).testerId === leaving.id).toBe(false);
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    }
  });
});
