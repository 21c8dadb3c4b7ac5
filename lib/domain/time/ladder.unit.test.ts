import { describe, expect, it } from 'vitest';
import { DEFAULT_CALENDAR, FEDERAL_RESERVE } from './calendar';
import { type ClockEvent, clockOf } from './clock';
import { deadlinesOf } from './deadlines';
import { explainDue } from './explain-due';
import { type AlarmFacts, alarmsDue, nextAlarm, rolesTold } from './ladder';

const at = (text: string): Date => new Date(text);
const MONDAY = at('2026-11-30T09:00:00Z');
const started: ClockEvent = { kind: 'started', at: MONDAY, minutes: 960, ...deadlinesOf(MONDAY, 16, DEFAULT_CALENDAR) };
const event = (kind: ClockEvent['kind'], when: string, minutes: number | null = null): ClockEvent => ({
  ...{ kind, at: at(when), minutes, warnAt: null, dueAt: null },
});
const facts = (events: readonly ClockEvent[], more: Partial<AlarmFacts> = {}): AlarmFacts => ({
  ...{ clock: clockOf(events, DEFAULT_CALENDAR), told: [], turn: 'prepare', roles: ['tester'], escalationBusinessHours: 24, isOver: false },
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
    expect(rolesTold('breach', ['tester'])).toEqual(['tester']);
    expect(rolesTold('level_1', ['tester', 'data_owner'])).toEqual(['test_executive', 'data_executive']);
    expect(rolesTold('level_2', ['tester', 'data_owner'])).toEqual(['report_owner']);
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
    expect(nextAlarm(facts(late), DEFAULT_CALENDAR)).toEqual({ rung: 'warning', at: at('2026-12-02T12:12:00Z') });
    const later = [started, event('extended', '2026-12-02T14:00:00Z', 480)];
    expect(nextAlarm(facts(later), DEFAULT_CALENDAR)).toEqual({ rung: 'breach', at: at('2026-12-02T17:00:00Z') });
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
