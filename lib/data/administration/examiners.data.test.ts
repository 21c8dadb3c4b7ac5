import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type VersionInStatus, versionInStatus } from '../../../test/support/version-in-status';
import { World } from '../../../test/support/world/world';
import { readDiff } from '../comparison/diff.queries';
import { countInbox } from '../desk/inbox-counts.queries';
import { loadSubject } from '../people/subjects.queries';
import { readReport } from '../report/report.queries';
import { readTrail } from '../trail/trail.queries';
import { readVersion } from '../version/version.queries';
import { readAdmin } from './admin.queries';
import { admitExaminer, dismissExaminer } from './examiners.commands';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const today = () => new Date().toISOString().slice(0, 10);
async function now(userId: string): Promise<Subject> {
  const subject = await loadSubject(database.db, userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

/** Each way of reading a version and its report. */
function readsOf(reader: Subject, { versionId, scenario: { db, cycleReportId } }: VersionInStatus): (() => Promise<unknown>)[] {
  return [
    () => readVersion(db, reader, { versionId }),
    () => readDiff(db, reader, { versionId }),
    () => readReport(db, reader, { cycleReportId }),
    () => readTrail(db, reader, { cycleReportId }),
    () => readTrail(db, reader, { versionId }),
  ];
}

describe('an examiner', () => {
  it('reads versions, decisions and trail of the one report until the day, then finds nothing', async () => {
    const { db } = database;
    const granted = await versionInStatus(db, 'approved');
    const other = await versionInStatus(db, 'approved');
    const examiner = await addPerson(db, [], 'Exa Miner');
    const { cycleReportId, admin } = granted.scenario;
    await admitExaminer(db, admin.actor, { userId: examiner.userId, cycleReportId, until: today() });

    const reading = await now(examiner.userId);
    const version = await readVersion(db, reading, { versionId: granted.versionId });
    expect(version.decisions).toMatchObject([{ by: { name: 'Rosa Owner' }, decision: 'approve' }]);
    expect(Object.entries(version.actions).filter(([, action]) => action.allowed)).toEqual([]);
    expect((await readReport(db, reading, { cycleReportId })).reportName).toContain('HMDA');
    await readDiff(db, reading, { versionId: granted.versionId });
    const trail = await readTrail(db, reading, {});
    expect(new Set(trail.rows.map((row) => row.stream))).toEqual(new Set([`cycle-report/${cycleReportId}`]));
    expect(trail.reports.map((report) => report.id)).toEqual([cycleReportId]);
    for (const tab of ['waiting', 'sent'] as const) expect(await countInbox(db, reading, tab)).toBe(0);
    for (const read of readsOf(reading, other)) {
      await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    }

    await db.pool.query(`update role_assignment set until = now() - interval '1 second' where user_id = $1`, [examiner.userId]);
    const late = await now(examiner.userId);
    for (const read of readsOf(late, granted)) {
      await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await readTrail(db, late, {})).rows).toEqual([]);
  });

  it('is let in and sent away by name, in the trail of the report; letting in again moves the day', async () => {
    const { db } = database;
    const { scenario } = await versionInStatus(db, 'draft');
    const { admin, cycleReportId } = scenario;
    const examiner = await addPerson(db, [], 'Eve Examiner');
    await admitExaminer(db, admin.actor, { userId: examiner.userId, cycleReportId, until: '2999-01-01' });
    const { id } = await admitExaminer(db, admin.actor, { userId: examiner.userId, cycleReportId, until: '2999-12-31' });
    expect((await trailOf(db, `cycle-report/${cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'examiner_admitted',
      changes: [{ field: 'until', from: '2999-01-01', to: '2999-12-31' }],
    });
    expect((await readAdmin(db, admin)).examiners.filter((row) => row.cycleReportId === cycleReportId)).toMatchObject([
      { assignmentId: id, name: 'Eve Examiner', lastDay: '2999-12-31', over: false },
    ]);
    await dismissExaminer(db, admin.actor, { assignmentId: id });
    expect((await now(examiner.userId)).roles).toEqual([]);
    expect((await trailOf(db, `cycle-report/${cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'examiner_dismissed',
      changes: [{ field: 'examiner', from: personToken(examiner.userId), to: null }],
    });
    await expect(dismissExaminer(db, admin.actor, { assignmentId: id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is nobody who does anything else here, and no day is in the past', async () => {
    const { db } = database;
    const { scenario } = await versionInStatus(db, 'draft');
    const { admin, cycleReportId, owner } = scenario;
    await expect(admitExaminer(db, admin.actor, { userId: owner.userId, cycleReportId, until: '2999-01-01' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const examiner = await new World(db).person('Exa', { role: 'examiner', cycleReportId });
    await expect(admitExaminer(db, admin.actor, { userId: examiner.userId, cycleReportId, until: '2020-01-01' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(
      admitExaminer(db, admin.actor, { userId: examiner.userId, cycleReportId: owner.userId, until: '2999-01-01' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps the day that the list of users shows when roles are saved again', async () => {
    const { db } = database;
    const { scenario } = await versionInStatus(db, 'draft');
    const examiner = await addPerson(db, [], 'Ed Examiner');
    await admitExaminer(db, scenario.admin.actor, { userId: examiner.userId, cycleReportId: scenario.cycleReportId, until: '2999-06-30' });
    const shown = (await readAdmin(db, scenario.admin)).users.find((user) => user.id === examiner.userId);
    expect(shown?.roles).toMatchObject([{ role: 'examiner', until: '2999-06-30' }]);
  });
});
