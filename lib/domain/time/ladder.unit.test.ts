import { describe, expect, it } from 'vitest';
import { DEFAULT_CALENDAR, FEDERAL_RESERVE } from './calendar';
import { type ClockEvent, clockOf } from './clock';
import { deadlinesOf } from './deadlines';
import { explainDue } from './explain-due';
import { type AlarmFacts, alarmsDue, nextAlarm, PHASE_RUNGS, ROLE_RUNGS, rolesTold, rungKey, rungOf } from './ladder';

const at = (text: string): Date => new Date(text);
const MONDAY = at('2026-11-30T09:00:00Z');
const started: ClockEvent = { kind: 'started', at: MONDAY, minutes: 960, ...deadlinesOf(MONDAY, 16, DEFAULT_CALENDAR) };
const event = (kind: ClockEvent['kind'], when: string, minutes: number | null = null): ClockEvent => ({
  ...{ kind, at: at(when), minutes, warnAt: null, dueAt: null },
});
const facts = (events: readonly ClockEvent[], more: Partial<AlarmFacts> = {}): AlarmFacts => ({
  ...{ clock: clockOf(events, DEFAULT_CALENDAR), told: [], turn: 'prepare', roles: ['tester'] },
  ...{ turns: [], allowances: {}, escalationBusinessHours: 24, isOver: false },
  ...more,
});

describe('the ladder', () => {
  it('goes from warning over breach to three levels, in business time', () => {
    const due = alarmsDue(facts([started]), DEFAULT_CALENDAR, at('2027-01-31T00:00:00Z'));
    expect(due.map((alarm) => [alarm.rung, alarm.at.toISOString()])).toEqual([
      ['warning', '2026-12-01T13:48:00.000Z'],
      ['breach', '2026-12-01T17:00:00.000Z'],
      ['level_1', '2026-12-04T17:00:00.000Z'],
      ['level_2', '2026-12-09T17:00:00.000Z'],
      ['level_3', '2026-12-14T17:00:00.000Z'],
    ]);
  });

  it('has levels as far apart as the policy says', () => {
    const due = alarmsDue(facts([started], { escalationBusinessHours: 0.5 }), DEFAULT_CALENDAR, at('2026-12-02T11:00:00Z'));
    expect(due.map((alarm) => [alarm.rung, alarm.at.toISOString()])).toEqual([
      ['warning', '2026-12-01T13:48:00.000Z'],
      ['breach', '2026-12-01T17:00:00.000Z'],
      ['level_1', '2026-12-02T09:30:00.000Z'],
      ['level_2', '2026-12-02T10:00:00.000Z'],
      ['level_3', '2026-12-02T10:30:00.000Z'],
    ]);
  });

  it('tells those above whoever has the turn, each once, and ends where nobody is above', () => {
    const roles = ['tester', 'data_owner'] as const;
    const of = (rung: 'breach' | 'level_1' | 'level_2') => rolesTold({ rung, role: null }, { roles, allowances: {} });
    expect([of('breach'), of('level_1'), of('level_2')]).toEqual([roles, ['test_executive', 'data_executive'], ['report_owner']]);
    const told = ['warning', 'breach', 'level_1'] as const;
    expect(nextAlarm(facts([started], { told, roles: ['report_owner'], turn: 'decide' }), DEFAULT_CALENDAR)).toBeNull();
  });

  it('is silent while the system or nobody has the turn, the clock is paused, or the work is over', () => {
    for (const more of [{ turn: 'system' }, { turn: 'none' }, { isOver: true }, { clock: null }] as const)
      expect(nextAlarm(facts([started], more), DEFAULT_CALENDAR)).toBeNull();
    expect(nextAlarm(facts([started, event('paused', '2026-11-30T10:00:00Z')]), DEFAULT_CALENDAR)).toBeNull();
  });

  it('begins again with an extension, and tells nothing that lay before it', () => {
    const late = [started, event('extended', '2026-12-02T10:00:00Z', 480)];
    // The warning of the longer time, 6 h 24 min after the first, lies behind on the second.
    expect(nextAlarm(facts(late), DEFAULT_CALENDAR)).toEqual({ rung: 'warning', role: null, at: at('2026-12-02T12:12:00Z') });
    const later = [started, event('extended', '2026-12-02T14:00:00Z', 480)];
    expect(nextAlarm(facts(later), DEFAULT_CALENDAR)).toEqual({ rung: 'breach', role: null, at: at('2026-12-02T17:00:00Z') });
  });
});

describe('the ladder of a role that has an allowance', () => {
  const tester = { at: MONDAY, roles: ['tester'] } as const;
  const owner = { at: at('2026-11-30T12:00:00Z'), roles: ['report_owner'] } as const;
  const again = { at: at('2026-12-02T09:00:00Z'), roles: ['tester'] } as const;
  const told = (more: Partial<AlarmFacts>, until = '2027-01-31T00:00:00Z') =>
    alarmsDue(facts([started], more), DEFAULT_CALENDAR, at(until)).map((alarm) => [rungKey(alarm), alarm.at.toISOString()]);

  it('begins when its stopwatch runs out, and the phase keeps warning and breach', () => {
    expect(told({ turns: [tester], allowances: { tester: 4 } })).toEqual([
      ['used_up:tester', '2026-11-30T13:00:00.000Z'],
      ['warning', '2026-12-01T13:48:00.000Z'],
      ['breach', '2026-12-01T17:00:00.000Z'],
      ['level_1:tester', '2026-12-03T13:00:00.000Z'],
      ['level_2:tester', '2026-12-08T13:00:00.000Z'],
      ['level_3:tester', '2026-12-11T13:00:00.000Z'],
    ]);
  });

  it('neither begins anew when the turn comes back, nor counts what another took', () => {
    const turns = [tester, owner, again];
    expect(told({ turns, allowances: { tester: 4 }, escalationBusinessHours: 2 }, '2026-12-02T12:00:00Z').slice(2)).toEqual([
      ['used_up:tester', '2026-12-02T10:00:00.000Z'],
      ['level_1:tester', '2026-12-02T12:00:00.000Z'],
    ]);
    // While the owner has the turn, nothing of the tester's is told, and the owner's levels are those of the phase.
    const ofOwner = told({ turns: [tester, owner], roles: ['report_owner'], turn: 'decide', allowances: { tester: 1 } });
    expect(ofOwner.map(([rung]) => rung)).toEqual(['warning', 'breach', 'level_1']);
  });

  it('is one for each of several roles that have the turn, beside the phase’s for those without an allowance', () => {
    const roles = ['tester', 'data_owner'] as const;
    const due = told(
      { roles, turns: [{ at: MONDAY, roles }], allowances: { tester: 4 }, escalationBusinessHours: 8 },
      '2026-12-02T17:00:00Z',
    );
    expect(due).toEqual([
      ['used_up:tester', '2026-11-30T13:00:00.000Z'],
      ['level_1:tester', '2026-12-01T13:00:00.000Z'],
      ['warning', '2026-12-01T13:48:00.000Z'],
      ['breach', '2026-12-01T17:00:00.000Z'],
      ['level_2:tester', '2026-12-02T13:00:00.000Z'],
      ['level_1', '2026-12-02T17:00:00.000Z'],
    ]);
    const above = (role: 'tester' | null) =>
      rolesTold(role ? { rung: 'level_1', role } : { rung: 'level_1', role }, { roles, allowances: { tester: 4 } });
    expect([above('tester'), above(null)]).toEqual([['test_executive'], ['data_executive']]);
  });

  it('is given what an extension adds only while it has the turn', () => {
    const extended = [started, event('extended', '2026-11-30T11:00:00Z', 120)];
    const next = (turns: AlarmFacts['turns'], roles: AlarmFacts['roles']) =>
      nextAlarm(facts(extended, { turns, roles, allowances: { tester: 4, report_owner: 4 } }), DEFAULT_CALENDAR);
    expect(next([tester], ['tester'])).toEqual({ rung: 'used_up', role: 'tester', at: at('2026-11-30T15:00:00Z') });
    expect(next([tester, owner], ['report_owner'])).toEqual({ rung: 'used_up', role: 'report_owner', at: at('2026-11-30T16:00:00Z') });
  });

  it('tells again what an extension gives time for, and nothing that lay before one', () => {
    const late = { turns: [tester], allowances: { tester: 4 }, escalationBusinessHours: 2 } as const;
    const extended = [started, event('extended', '2026-11-30T16:00:00Z', 120)];
    // Level 1, after eight hours, lies behind the extension no more; that the time is used up does.
    expect(nextAlarm(facts(extended, late), DEFAULT_CALENDAR)).toEqual({ rung: 'level_1', role: 'tester', at: at('2026-11-30T17:00:00Z') });
    const more = [started, event('extended', '2026-11-30T16:00:00Z', 240)];
    expect(nextAlarm(facts(more, late), DEFAULT_CALENDAR)).toEqual({ rung: 'used_up', role: 'tester', at: at('2026-11-30T17:00:00Z') });
  });

  it('stands while the clock is paused', () => {
    const paused = [started, event('paused', '2026-11-30T11:00:00Z')];
    const own = { turns: [tester], allowances: { tester: 4 } };
    expect(nextAlarm(facts(paused, own), DEFAULT_CALENDAR)).toBeNull();
    const resumed = [...paused, event('resumed', '2026-12-01T10:00:00Z')];
    expect(nextAlarm(facts(resumed, own), DEFAULT_CALENDAR)).toEqual({ rung: 'used_up', role: 'tester', at: at('2026-12-01T12:00:00Z') });
  });
});

describe('the key of a rung', () => {
  it('says which it is, and of whom', () => {
    const all = [
      ...PHASE_RUNGS.map((rung) => ({ rung, role: null })),
      ...ROLE_RUNGS.map((rung) => ({ rung, role: 'data_owner' as const })),
    ];
    expect(all.map((one) => rungOf(rungKey(one)))).toEqual(all);
    expect(['tester', 'level_4', 'used_up', 'warning:tester', 'level_1:nobody'].map(rungOf)).toEqual([null, null, null, null, null]);
  });
});

describe('a paused clock', () => {
  it('goes on with what was left', () => {
    const clock = clockOf([started, event('paused', '2026-11-30T11:00:00Z'), event('resumed', '2026-12-03T12:00:00Z')], DEFAULT_CALENDAR);
    // Two of sixteen hours had passed.
    expect(clock?.dueAt.toISOString()).toBe('2026-12-07T10:00:00.000Z');
  });

  it('that was late before stays late', () => {
    const clock = clockOf([started, event('paused', '2026-12-02T11:00:00Z'), event('resumed', '2026-12-03T12:00:00Z')], DEFAULT_CALENDAR);
    expect(clock?.dueAt).toEqual(started.dueAt);
  });
});

describe('a due date', () => {
  it('says its working days, and the holidays that it leaves out', () => {
    const start = at('2026-11-25T15:00:00Z');
    const clock = clockOf([{ ...started, at: start, ...deadlinesOf(start, 16, FEDERAL_RESERVE) }], FEDERAL_RESERVE);
    expect(explainDue(clock!, FEDERAL_RESERVE).sentences).toEqual([
      'Due Mon 30 Nov, 10:00 (New York).',
      '2 working days from Wed 25 Nov, 10:00 (New York): Wed 25 Nov 7 h, Fri 27 Nov 8 h, and Mon 30 Nov 1 h.',
      'Left out: Thu 26 Nov (Thanksgiving Day).',
      'Calendar: Federal Reserve, 09:00 to 17:00 New York.',
    ]);
  });

  it('says that it was extended and paused', () => {
    const events = [
      started,
      event('paused', '2026-11-30T11:00:00Z'),
      event('resumed', '2026-12-03T12:00:00Z'),
      event('extended', '2026-12-04T09:00:00Z', 90),
    ];
    const { sentences } = explainDue(clockOf(events, DEFAULT_CALENDAR)!, DEFAULT_CALENDAR);
    expect(sentences).toContain('Extended by 1 h 30 min of work, which it includes.');
    expect(sentences).toContain('Paused once; that time does not count.');
    expect(sentences[1]).toMatch(/^17 h 30 min of work from Mon 30 Nov, 09:00 UTC: Mon 30 Nov 2 h, Thu 3 Dec 5 h/);
  });

  it('of a paused clock says how much was used', () => {
    const { sentences } = explainDue(clockOf([started, event('paused', '2026-11-30T11:30:00Z')], DEFAULT_CALENDAR)!, DEFAULT_CALENDAR);
    expect(sentences.slice(0, 2)).toEqual([
      'The clock is paused since Mon 30 Nov, 11:30 UTC: nothing is due.',
      '2 h 30 min of 2 working days were used.',
    ]);
  });

  it('of plain hours says that working time was not counted', () => {
    const plain = { ...started, minutes: null, dueAt: at('2026-12-01T01:00:00Z'), warnAt: at('2026-11-30T22:00:00Z') };
    expect(explainDue(clockOf([plain], DEFAULT_CALENDAR)!, DEFAULT_CALENDAR).sentences).toContain(
      'That date was set when the phase opened, before working time was counted.',
    );
  });
});
