import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HeldRole, holdsFor, may, type Resource, type Subject } from '#domain/people/permissions';
import { ROLES } from '#domain/people/roles';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { WrittenWorld } from '../../../test/support/world/written-world';
import { SqlParams } from '../sql/sql-params';
import { holdsForSql, visibleReportsSql } from './visible-reports';

let database: TestDatabase;
let world: WrittenWorld;
const reports: WorldReport[] = [];
const subjects: Subject[] = [];
/** Who tests the cycle that began from a report, by that report; it is closed. */
const laterTesters = new Map<string, string>();

/** Every role alone in every scope, and every pair of unscoped roles, for a person of the report and for a stranger. */
beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  const [tester, owner] = [await world.person('Tess Ter', 'tester'), await world.person('Olga Owner', 'report_owner')];
  reports.push(await world.report('One', tester, owner), await world.report('Two', tester, await world.person('Otto', 'report_owner')));
  const [one, two] = reports;
  // Closed, and begun again by the same tester, and by another.
  for (const name of ['Three', 'Four']) {
    const ended = await world.report(name, await world.person('Ina Earlier', 'tester'), owner);
    await world.sql.query('update cycle_report set closed_at = now() where id = $1', [ended.cycleReportId]);
    const { rows } = await world.sql.query<{ id: string }>(
      'insert into test_cycle (name, starts_on, ends_on) values ($1, now(), now()) returning id',
      [`After ${name}`],
    );
    const later = name === 'Three' ? tester : await world.person('Nia Next', 'tester');
    await world.sql.query('insert into cycle_report (cycle_id, report_id, tester_id, carries_from) values ($1, $2, $3, $4)', [
      rows[0]?.id,
      ended.reportId,
      later.userId,
      ended.cycleReportId,
    ]);
    reports.push(ended);
    laterTesters.set(ended.cycleReportId, later.userId);
  }
  const scopes: Omit<HeldRole, 'role'>[] = [
    {},
    { reportId: one?.reportId },
    { cycleReportId: two?.cycleReportId },
    { reportId: one?.reportId, cycleReportId: two?.cycleReportId },
  ];
  const held: HeldRole[][] = ROLES.flatMap((role) => scopes.map((scope) => [{ role, ...scope }]));
  held.push([], ...ROLES.flatMap((first) => ROLES.map((second) => [{ role: first }, { role: second, reportId: one?.reportId }])));
  const lenders = [tester.userId, owner.userId, randomUUID()].map((userId) => ({ userId, name: '' }));
  for (const onBehalfOf of lenders) held.push(...ROLES.flatMap((role) => scopes.map((scope) => [{ role, ...scope, onBehalfOf }])));
  held.push([
    { role: 'report_owner', reportId: two?.reportId },
    { role: 'report_owner', onBehalfOf: { userId: owner.userId, name: '' } },
  ]);
  for (const userId of [tester.userId, owner.userId, randomUUID()])
    for (const roles of held) subjects.push({ userId, name: '', email: '', roles });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

function resourceOf(report: WorldReport): Resource {
  return {
    cycleReportId: report.cycleReportId,
    reportId: report.reportId,
    testerId: report.tester.userId,
    ownerId: report.owner.userId,
    closed: laterTesters.has(report.cycleReportId),
    laterTesterIds: [laterTesters.get(report.cycleReportId) ?? []].flat(),
  };
}

async function found(condition: string, params: SqlParams): Promise<string[]> {
  const answer = await world.sql.query<{ id: string }>(
    `select cr.id from cycle_report cr join report r on r.id = cr.report_id where ${condition} and cr.id = any(${params.bind(reports.map(({ cycleReportId }) => cycleReportId))}::uuid[]) order by cr.id`,
    params.values,
  );
  return answer.rows.map((row) => row.id);
}

it('asks in SQL exactly what the predicate of permission says, for every role, scope and person', async () => {
  for (const subject of subjects) {
    const params = new SqlParams();
    const allowed = reports.filter((report) => may(subject, 'view', resourceOf(report)).allowed).map((report) => report.cycleReportId);
    expect(await found(visibleReportsSql(subject, params), params), JSON.stringify(subject)).toEqual(allowed.sort());
  }
});

it('asks in SQL for one role what holdsFor says', async () => {
  for (const subject of subjects) {
    for (const role of new Set(subject.roles.map((one) => one.role))) {
      const params = new SqlParams();
      const holding = reports.filter((report) => holdsFor(subject, role, resourceOf(report))).map((report) => report.cycleReportId);
      expect(await found(holdsForSql(subject, role, params), params), `${role} of ${JSON.stringify(subject)}`).toEqual(holding.sort());
    }
  }
});
