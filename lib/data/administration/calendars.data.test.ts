import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTINUOUS, FEDERAL_RESERVE, TARGET, type WorkCalendar } from '#domain/time/calendar';
import { trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { calendarInForce, calendarOfReport } from '../calendars/calendar.queries';
import { readClockView } from '../report/chain-clock.queries';
import { saveReport } from '../report/reports.commands';
import { wrongStandings } from '../turns/standing.transitions';
import { addCalendar, saveCalendar } from './calendar.commands';
import { previewCalendar, readCalendars } from './calendar.queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const named = (calendar: WorkCalendar): WorkCalendar => ({ ...calendar, name: `${calendar.name}, ${randomUUID().slice(0, 8)}` });
const events = (chainId: string) => database.db.prisma.clockEvent.findMany({ where: { chainId }, orderBy: { seq: 'asc' } });

async function add({ admin }: Scenario, calendar: WorkCalendar) {
  return await addCalendar(database.db, admin.actor, { calendar, reason: 'The branch works by it' });
}

async function choose({ admin, reportId }: Scenario, calendarId: string | null): Promise<void> {
  const { name, regulator } = await database.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  await saveReport(database.db, admin.actor, { id: reportId, name, regulator, calendarId });
}

async function adopt(chain: ChainHandle): Promise<string> {
  const { outcome, code } = await send(chain, chain.scenario.executive, 'change_clock', {
    payload: { act: 'adopt' },
    comment: 'As agreed',
  });
  return code ?? outcome;
}

describe('the calendar of a report', () => {
  it('counts the phases that open or are reopened from then on; those under way keep theirs until they are counted anew', async () => {
    const { db } = database;
    const scenario = await makeScenario(db);
    const calendar = named(TARGET);
    const { id, number } = await add(scenario, calendar);
    const before = await makeChain(scenario, 'planning');
    const { versionId } = await makeDraft(before, [put('a', { n: 1 })]);
    const standing = await db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: before.chainId } });

    await choose(scenario, id);
    expect((await trailOf(db)).at(-1)).toMatchObject({
      kind: 'report_saved',
      changes: [{ field: 'calendar', from: 'the installation’s own', to: calendar.name }],
    });
    expect(await db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: before.chainId } })).toEqual(standing);
    const later = await makeChain(scenario, 'sample-selection');
    await makeDraft(later, [put('a', { n: 1 })]);
    expect((await events(later.chainId))[0]).toMatchObject({ kind: 'started', calendarNumber: number });

    const view = await readClockView(db, scenario.executive, before.chainId);
    expect(view.adoptable?.name).toBe(calendar.name);
    expect(await adopt(before)).toBe('applied');
    const after = await db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: before.chainId } });
    expect(after.dueAt?.toISOString()).toBe(view.adoptable?.dueAt);
    expect((await readClockView(db, scenario.executive, before.chainId)).explanation.join(' ')).toContain(`Calendar: ${calendar.name}.`);
    expect(await adopt(before)).toBe('calendar_adopted');

    await submit(before, versionId);
    await decide(before, scenario.owner, versionId, 'approve');
    await choose(scenario, null);
    await send(before, scenario.tester, 'reopen_phase', { comment: 'Once more' });
    const own = await calendarInForce(db.pool);
    expect((await events(before.chainId)).at(-1)).toMatchObject({ kind: 'started', calendarNumber: own.number });
    expect(await adopt(later)).toBe('applied');
    expect((await events(later.chainId)).at(-1)).toMatchObject({ kind: 'adopted', calendarNumber: own.number });
    expect(await wrongStandings(db)).toEqual([]);
  });

  it('is another report’s neither, and no change of the one moves the other', async () => {
    const { db } = database;
    const [one, other] = [await makeScenario(db), await makeScenario(db)];
    const { id, number } = await add(one, named(FEDERAL_RESERVE));
    await choose(one, id);
    const saved = await saveCalendar(db, one.admin.actor, { calendar: named(TARGET), validFrom: null, reason: 'The installation moves' });
    expect([
      (await calendarOfReport(db.pool, one.cycleReportId)).number,
      (await calendarOfReport(db.pool, other.cycleReportId)).number,
    ]).toEqual([number, saved.number]);
    const next = await saveCalendar(db, one.admin.actor, {
      calendarId: id,
      calendar: named(CONTINUOUS),
      validFrom: null,
      reason: 'They do not close',
    });
    await saveCalendar(db, one.admin.actor, { calendarId: id, calendar: named(TARGET), validFrom: '2999-01-01', reason: 'One day' });
    expect((await calendarOfReport(db.pool, one.cycleReportId)).number).toBe(next.number);
    expect((await calendarInForce(db.pool)).number).toBe(saved.number);
  });

  it('is shown with its reports and versions, and what a change would move is looked for in these reports alone', async () => {
    const { db } = database;
    const [one, other] = [await makeScenario(db), await makeScenario(db)];
    const calendar = named(FEDERAL_RESERVE);
    const { id, number } = await add(one, calendar);
    await choose(one, id);
    const chains = await Promise.all([one, other].map((scenario) => makeChain(scenario, 'planning')));
    for (const chain of chains) await makeDraft(chain, [put('a', { n: 1 })]);
    const [mine, theirs] = chains.map(({ chainId }) => chainId);
    const movedBy = async (calendarId: string | null) => {
      const { moves, of } = await previewCalendar(db, one.admin, { calendar: CONTINUOUS, calendarId });
      return { of, chains: moves.map(({ chainId }) => chainId) };
    };
    expect(await movedBy(id)).toEqual({ of: 1, chains: [mine] });
    const own = await movedBy(null);
    expect(own.chains).toContain(theirs);
    expect(own.chains).not.toContain(mine);

    const calendars = await readCalendars(db.pool);
    expect(calendars[0]).toMatchObject({ id: null });
    const { name } = await db.prisma.report.findUniqueOrThrow({ where: { id: one.reportId } });
    expect(calendars.find((each) => each.id === id)).toMatchObject({
      number,
      reports: [name],
      earlier: [],
      planned: [],
      by: one.admin.name,
      calendar,
    });
    expect(calendars[0]?.reports).not.toContain(name);
  });
});

describe('calendars beside the installation’s own', () => {
  it('are added with a reason on the trail, under a name and a number that no other has', async () => {
    const { db } = database;
    const scenario = await makeScenario(db);
    const calendar = named(TARGET);
    const { id, number } = await add(scenario, calendar);
    expect((await trailOf(db)).at(-1)).toMatchObject({ kind: 'calendar_added', subject: `${calendar.name}, calendar ${number}` });
    await expect(add(scenario, { ...calendar, name: calendar.name.toUpperCase() })).rejects.toMatchObject({ code: 'duplicate_name' });
    const save = (calendarId: string | null, name: string) =>
      saveCalendar(db, scenario.admin.actor, { calendarId, calendar: { ...TARGET, name }, validFrom: null, reason: 'Renamed' });
    await expect(save(null, calendar.name)).rejects.toMatchObject({ code: 'duplicate_name' });
    await save(id, `${calendar.name}, renamed`);
    await save(id, calendar.name);
    await expect(add(scenario, { ...TARGET, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid_input' });
    const week = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
    await expect(add(scenario, { ...named(TARGET), week })).rejects.toMatchObject({ code: 'calendar_without_hours' });
    const made = await Promise.all([1, 2, 3].map(() => add(scenario, named(TARGET))));
    expect(new Set(made.map((each) => each.number)).size).toBe(3);
  });

  it('are refused in words where there is none, and none ever goes', async () => {
    const { db } = database;
    const scenario = await makeScenario(db);
    const { id } = await add(scenario, named(TARGET));
    const unknown = { code: 'invalid_input', detail: 'There is no such calendar.' };
    const calendarId = randomUUID();
    await expect(choose(scenario, calendarId)).rejects.toMatchObject(unknown);
    await expect(previewCalendar(db, scenario.admin, { calendar: TARGET, calendarId })).rejects.toMatchObject(unknown);
    await expect(
      saveCalendar(db, scenario.admin.actor, { calendarId, calendar: named(TARGET), validFrom: null, reason: 'Ours' }),
    ).rejects.toMatchObject(unknown);
    expect((await db.prisma.report.findUniqueOrThrow({ where: { id: scenario.reportId } })).calendarId).toBeNull();
    await expect(db.pool.query('delete from calendar where id = $1', [id])).rejects.toThrow('permission denied');
  });
});
