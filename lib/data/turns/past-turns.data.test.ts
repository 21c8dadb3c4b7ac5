import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addBusinessTime, businessTimeBetween } from '#domain/time/business-time';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { decide, makeChain, makeDraft, OWNER_REVIEW, put, SELF, send, submit } from '../../../test/support/world/chain';
import { makeScenario, type Scenario, sendReport, trackedStep } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { disableUser } from '../administration/disable-user.commands';
import { cancelWork } from '../chain/work.transitions';
import { createOwnReport } from '../report/own-report.commands';
import { saveReport } from '../report/reports.commands';
import { type Database, openDatabase } from '../sql/connection';

let database: TestDatabase;
let owner: Database;
beforeAll(async () => {
  database = await testDatabase();
  owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
});
afterAll(async () => {
  await owner.close();
  await database.drop();
});

/** A report made and started through the commands that pages use, with people whose names nobody else has. */
async function ownReport(): Promise<Scenario> {
  const { db } = database;
  const made = await makeScenario(db, { started: false });
  const suffix = randomUUID().slice(0, 8);
  const [tester, reportOwner] = await Promise.all([
    new World(db).person(`Tess ${suffix}`, 'tester'),
    new World(db).person(`Rosa ${suffix}`, 'report_owner'),
  ]);
  const { cycleReportId } = await createOwnReport(db, made.executive.actor, {
    commandId: randomUUID(),
    reportName: `Own ${suffix}`,
    regulator: '',
    description: '',
    ownerId: reportOwner.userId,
    testerId: tester.userId,
    cycleName: `Cycle ${suffix}`,
    startsOn: '2026-10-01',
    endsOn: '2026-12-31',
    dueOn: '2026-12-15',
    sources: [],
  });
  const { reportId } = await db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
  const scenario = { ...made, cycleReportId, reportId, tester, owner: reportOwner };
  await sendReport(scenario, scenario.executive, 'start_report');
  return scenario;
}

/** A report played with everything that passes a turn; it is closed around an open version. */
async function played(): Promise<Scenario> {
  const { db } = database;
  const scenario = await ownReport();
  const { tester, executive, admin } = scenario;
  const planning = await makeChain(scenario, 'planning', SELF);
  await submit(planning, (await makeDraft(planning, [put('a', { n: 1 })])).versionId);

  const scoping = await makeChain(scenario, 'scoping', { mode: 'review', requiredCount: 2, roles: ['test_executive', 'report_owner'] });
  const scoped = await makeDraft(scoping, [put('a', { n: 1 })]);
  await submit(scoping, scoped.versionId);
  await decide(scoping, executive, scoped.versionId, 'approve');

  const sample = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
  const first = await makeDraft(sample, [put('a', { n: 1 })]);
  const { commandId } = await send(sample, tester, 'request_work', { versionId: first.versionId, payload: { kind: 'draw', params: {} } });
  await cancelWork(db, commandId, await trackedStep(db));
  const again = await send(sample, tester, 'request_work', { versionId: first.versionId, payload: { kind: 'draw', params: {} } });
  await send(sample, tester, 'cancel_work', { payload: { workId: again.commandId } });
  await submit(sample, first.versionId);
  await send(sample, tester, 'withdraw_version', { versionId: first.versionId });
  const second = await makeDraft(sample, [put('a', { n: 2 })]);
  await submit(sample, second.versionId);
  await decide(sample, scenario.owner, second.versionId, 'request_changes');
  const third = await makeDraft(sample, [put('a', { n: 3 })]);
  await submit(sample, third.versionId);

  const nora = await new World(db).person(`Nora ${randomUUID().slice(0, 8)}`, 'report_owner');
  const omar = await new World(db).person(`Omar ${randomUUID().slice(0, 8)}`, 'report_owner');
  const nele = await new World(db).person(`Nele ${randomUUID().slice(0, 8)}`, 'tester');
  const { name } = await db.prisma.report.findUniqueOrThrow({ where: { id: scenario.reportId } });
  await saveReport(db, admin.actor, { id: scenario.reportId, name, regulator: '', ownerId: nora.userId });
  await disableUser(db, admin.actor, { userId: nora.userId, takeovers: [{ kind: 'owner', id: scenario.reportId, toId: omar.userId }] });
  await decide(sample, omar, third.versionId, 'approve');
  await send(sample, tester, 'reopen_phase', { comment: 'Once more.' });
  await makeDraft(sample, [put('a', { n: 4 })]);
  await sendReport(scenario, executive, 'change_assignment', { payload: { testerId: nele.userId } });
  await sendReport(scenario, executive, 'close_report');
  return scenario;
}

/** What no command asks for is known from the trail, which is written a moment after its transaction began. */
const IN_TRAIL = ['owner_changed', 'taken_over', 'work_ended'];

async function ledgerOf(cycleReportId: string) {
  const { prisma } = database.db;
  const chains = await prisma.chain.findMany({ where: { cycleReportId }, select: { id: true }, orderBy: { id: 'asc' } });
  const chainId = { in: chains.map(({ id }) => id) };
  const turns = await prisma.turn.findMany({ where: { chainId }, orderBy: [{ chainId: 'asc' }, { seq: 'asc' }] });
  const nows = await prisma.chainNow.findMany({ where: { chainId }, orderBy: { chainId: 'asc' } });
  const assignments = await prisma.assignment.findMany({ where: { cycleReportId }, orderBy: { id: 'asc' } });
  return {
    turns: turns.map(({ endedBusinessMinutes: _, at, ...turn }) => ({
      ...turn,
      at: IN_TRAIL.includes(turn.cause) ? null : at,
      // How a person was found, and the order of several, are no part of who it was.
      people: (turn.people as unknown as { id: string; name: string }[]).map(({ id, name }) => `${name} ${id}`).sort(),
    })),
    clocks: await prisma.clockEvent.findMany({ where: { chainId }, orderBy: [{ chainId: 'asc' }, { seq: 'asc' }] }),
    nows: nows.map(({ revision: _, ...now }) => now),
    assignments: assignments.map(({ id: _, byName: __, since, ...assignment }) => ({
      ...assignment,
      since: assignment.commandId === null ? null : since,
    })),
    spans: turns.map(({ at, endedBusinessMinutes }) => ({ at: at.getTime(), minutes: endedBusinessMinutes ?? 0 })),
    since: assignments.map(({ since }) => ({ at: since.getTime(), minutes: 0 })),
    byName: assignments.filter(({ byName }) => byName).map(({ role }) => role),
  };
}

async function forget(cycleReportId: string): Promise<void> {
  const chains = `(select id from chain where cycle_report_id = '${cycleReportId}')`;
  await owner.pool.query(
    `begin; set local session_replication_role = replica;
     delete from turn where chain_id in ${chains}; delete from clock_event where chain_id in ${chains}; delete from chain_now where chain_id in ${chains};
     delete from assignment where cycle_report_id = '${cycleReportId}'; commit`,
  );
}

it('the past that is written afterwards is what was written when it happened', async () => {
  const { cycleReportId } = await played();
  const { byName: exact, spans, since, ...live } = await ledgerOf(cycleReportId);
  expect(live.turns.length).toBeGreaterThan(20);
  await forget(cycleReportId);
  await owner.pool.query('select record_past_turns()');
  const { byName, spans: spansThen, since: sinceThen, ...past } = await ledgerOf(cycleReportId);
  expect(past).toEqual(live);
  for (const [at, then] of [...spansThen, ...sinceThen].entries()) {
    const now = [...spans, ...since][at] ?? { at: 0, minutes: 0 };
    expect(Math.abs(then.at - now.at)).toBeLessThan(60_000);
    expect(Math.abs(then.minutes - now.minutes)).toBeLessThanOrEqual(1);
  }
  expect([exact, byName]).toEqual([[], ['owner']]);
  await owner.pool.query('select record_past_turns()');
  expect((await ledgerOf(cycleReportId)).turns).toHaveLength(live.turns.length);
});

it('a phase reopened before the ledger keeps its first deadlines in its first spell, and has new ones in its second', async () => {
  const { prisma } = database.db;
  const scenario = await ownReport();
  const chain = await makeChain(scenario, 'planning', SELF);
  await submit(chain, (await makeDraft(chain, [put('a', { n: 1 })])).versionId);
  await send(chain, scenario.tester, 'reopen_phase', { comment: 'Once more.' });
  const { dueAt } = await prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
  const first = { warnAt: new Date('2026-10-01T10:00:00Z'), dueAt: new Date('2026-10-01T12:00:00Z') };
  await prisma.chain.update({ where: { id: chain.chainId }, data: first });
  await forget(scenario.cycleReportId);
  await owner.pool.query('select record_past_turns()');
  const events = await prisma.clockEvent.findMany({ where: { chainId: chain.chainId, kind: 'started' }, orderBy: { seq: 'asc' } });
  expect(events).toMatchObject([first, { dueAt }]);
  expect(await prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } })).toMatchObject({ dueAt, spell: 2 });
});

it('the calendar of the past in SQL is the default calendar of the domain', async () => {
  const instants = fc.integer({ min: Date.parse('2026-11-01T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z') });
  const cases = fc.sample(fc.tuple(instants, instants, fc.integer({ min: 0, max: 60 })), 200);
  const { rows } = await owner.pool.query<{ minutes: number; due: Date }>(
    `select past_business_minutes(g.a, g.b) as minutes, past_deadline(g.a, g.hours * interval '1 hour') as due
     from unnest($1::timestamptz[], $2::timestamptz[], $3::int[]) with ordinality as g(a, b, hours, n) order by n`,
    [cases.map(([a]) => new Date(a)), cases.map(([, b]) => new Date(b)), cases.map(([, , hours]) => hours)],
  );
  expect(rows).toEqual(
    cases.map(([a, b, hours]) => ({
      minutes: Math.floor(businessTimeBetween(DEFAULT_CALENDAR, new Date(a), new Date(b)) / 60_000),
      due: addBusinessTime(DEFAULT_CALENDAR, new Date(a), hours * 3_600_000),
    })),
  );
});
