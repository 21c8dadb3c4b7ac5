import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEDERAL_RESERVE, TARGET } from '#domain/time/calendar';
import type { ClockAct } from '#domain/version/clock-acts';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, SELF, send, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import type { Person } from '../../../test/support/world/world';
import { saveCalendar } from '../administration/calendar.commands';
import { previewCalendar, readCalendars } from '../administration/calendar.queries';
import { readCycleProgress } from '../progress/cycle-progress.queries';
import { readClockView } from '../report/chain-clock.queries';
import { readClock } from '../turns/clock.queries';
import { wrongStandings } from '../turns/standing.transitions';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const now = (chainId: string) => database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId } });
const events = (chainId: string) => database.db.prisma.clockEvent.findMany({ where: { chainId }, orderBy: { seq: 'asc' } });
const kinds = async (chainId: string) => (await events(chainId)).map(({ kind }) => kind);

async function worked(): Promise<ChainHandle> {
  const chain = await makeChain(await makeScenario(database.db), 'planning', SELF);
  await makeDraft(chain, [put('a', { n: 1 })]);
  return chain;
}

async function act(chain: ChainHandle, who: Person, what: ClockAct, minutes?: number, comment = 'The extract was late'): Promise<string> {
  const payload = { act: what, ...(minutes === undefined ? {} : { minutes }) };
  const { outcome, code } = await send(chain, who, 'change_clock', { payload, comment });
  return code ?? outcome;
}

describe('the clock of a phase', () => {
  it('is paused, resumed and extended with a reason, each an event of the ledger, and shows in standing and trail', async () => {
    const chain = await worked();
    const { executive, tester } = chain.scenario;
    const before = await now(chain.chainId);
    expect(await act(chain, executive, 'pause')).toBe('applied');
    expect(await now(chain.chainId)).toMatchObject({ paused: true, warnAt: null, dueAt: null, state: 'in_progress', turn: 'prepare' });
    expect(await database.db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } })).toMatchObject({ warnAt: null, dueAt: null });
    expect(await act(chain, executive, 'extend', 480)).toBe('clock_paused');
    expect(await act(chain, executive, 'resume')).toBe('applied');
    const resumed = await now(chain.chainId);
    expect(resumed.paused).toBe(false);
    expect(resumed.dueAt! >= before.dueAt!).toBe(true);
    expect(await act(chain, executive, 'extend', 480)).toBe('applied');
    expect((await now(chain.chainId)).dueAt! > resumed.dueAt!).toBe(true);
    expect(await kinds(chain.chainId)).toEqual(['started', 'paused', 'resumed', 'extended']);
    const view = await readClockView(database.db, tester, chain.chainId);
    expect(view.events.map(({ kind, by, reason }) => [kind, by, reason])).toEqual([
      ['paused', executive.name, 'The extract was late'],
      ['resumed', executive.name, 'The extract was late'],
      ['extended', executive.name, 'The extract was late'],
    ]);
    expect(view.explanation).toContain('Extended by 1 working day, which it includes.');
    expect(view.firstDueAt).not.toBeNull();
    expect(view.acts.pause).toMatchObject({ allowed: false });
    expect((await readClockView(database.db, executive, chain.chainId)).acts.pause).toEqual({ allowed: true, why: null });
    const told = await database.db.prisma.auditEvent.findMany({ where: { kind: { startsWith: 'clock_' } }, orderBy: { seq: 'asc' } });
    expect(told.map(({ kind }) => kind)).toEqual(['clock_paused', 'clock_resumed', 'clock_extended']);
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('refuses what it cannot do, and leaves no event behind', async () => {
    const chain = await worked();
    const { executive, tester, owner, admin } = chain.scenario;
    expect(await act(chain, executive, 'resume')).toBe('clock_runs');
    expect(await act(chain, executive, 'pause', undefined, ' ')).toBe('reason_required');
    for (const who of [tester, owner, admin]) expect(await act(chain, who, 'pause')).toBe('not_permitted');
    const draft = await database.db.prisma.version.findFirstOrThrow({ where: { chainId: chain.chainId } });
    await submit(chain, draft.id);
    expect(await act(chain, executive, 'pause')).toBe('clock_stopped');
    await sendReport(chain.scenario, executive, 'close_report');
    await expect(act(chain, executive, 'pause')).rejects.toMatchObject({ code: 'report_closed' });
    expect(await kinds(chain.chainId)).toEqual(['started', 'stopped']);
  });

  it('begins anew with a reopening, whatever was done to it before', async () => {
    const chain = await makeChain(await makeScenario(database.db), 'planning');
    const { executive, owner, tester } = chain.scenario;
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await act(chain, executive, 'extend', 4_800);
    await submit(chain, versionId);
    expect(await act(chain, executive, 'pause')).toBe('applied');
    await decide(chain, owner, versionId, 'approve');
    expect(await now(chain.chainId)).toMatchObject({ paused: false, nextAlarmAt: null, state: 'complete' });
    await send(chain, tester, 'reopen_phase', { comment: 'Once more.' });
    const { clock } = await readClock(database.db.pool, chain.chainId);
    expect(clock).toMatchObject({ allowedMinutes: 480, extendedMinutes: 0, isPaused: false, isStopped: false });
    expect(await now(chain.chainId)).toMatchObject({ paused: false, dueAt: clock?.dueAt, spell: 2 });
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('that is paused is nowhere past due', async () => {
    const chain = await worked();
    const { executive, cycleId, cycleReportId } = chain.scenario;
    const stateAt = async (at: Date) => {
      const { reports } = await readCycleProgress(database.db.pool, executive, { cycle: cycleId, now: at });
      return reports.find((line) => line.cycleReportId === cycleReportId)?.worst;
    };
    const later = new Date(Date.now() + 60 * 86_400_000);
    expect(await stateAt(later)).toBe('past_due');
    await act(chain, executive, 'pause');
    expect(await stateAt(later)).toBe('in_progress');
  });
});

describe('another calendar', () => {
  it('moves nothing by itself; a phase under way has it adopted, and one that opens counts by it', async () => {
    const chain = await worked();
    const { executive, admin } = chain.scenario;
    const before = await now(chain.chainId);
    expect(await act(chain, executive, 'adopt')).toBe('calendar_adopted');
    const preview = await previewCalendar(database.db, admin, { calendar: TARGET });
    const { number } = await saveCalendar(database.db, admin.actor, { calendar: TARGET, validFrom: null, reason: 'As the payment system' });
    expect(await now(chain.chainId)).toEqual(before);
    const move = preview.moves.find(({ chainId }) => chainId === chain.chainId);
    const view = await readClockView(database.db, executive, chain.chainId);
    expect(view.adoptable?.name).toBe(TARGET.name);
    expect(await act(chain, executive, 'adopt')).toBe('applied');
    const after = await now(chain.chainId);
    expect(after.dueAt?.toISOString()).toBe(move?.wouldBeDueAt ?? before.dueAt?.toISOString());
    expect((await events(chain.chainId)).at(-1)).toMatchObject({ kind: 'adopted', calendarNumber: number });
    expect((await readClockView(database.db, executive, chain.chainId)).explanation.join(' ')).toContain(TARGET.name);
    const opened = await worked();
    expect((await events(opened.chainId))[0]).toMatchObject({ kind: 'started', calendarNumber: number, minutes: 480 });
    expect(await wrongStandings(database.db)).toEqual([]);
  });

  it('is dated and numbered, and refused where nothing could fall due by it', async () => {
    const { admin } = (await worked()).scenario;
    const save = (calendar: typeof TARGET, validFrom: string | null = null) =>
      saveCalendar(database.db, admin.actor, { calendar, validFrom, reason: 'Ours' });
    const week = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
    await expect(save({ ...TARGET, week })).rejects.toMatchObject({ code: 'calendar_without_hours' });
    await expect(save({ ...TARGET, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(save(TARGET, '2020-01-01')).rejects.toMatchObject({ code: 'invalid_input' });
    const first = await save(FEDERAL_RESERVE);
    const planned = await save({ ...TARGET, name: 'From afar' }, '2999-01-01');
    expect(planned.number).toBe(first.number + 1);
    const [view] = await readCalendars(database.db.pool);
    if (view === undefined) throw new Error('the installation has a calendar of its own');
    expect([view.number, view.calendar.name, view.by]).toEqual([first.number, FEDERAL_RESERVE.name, admin.name]);
    expect(view.planned.map(({ number }) => number)).toEqual([planned.number]);
    expect(view.earlier.at(-1)?.number).toBe(0);
    expect(view.ahead.some(({ name }) => name === 'Thanksgiving Day')).toBe(true);
    await expect(previewCalendar(database.db, (await worked()).scenario.tester, { calendar: TARGET })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
