import { describe, expect, it } from 'vitest';
import { saveCalendarInput } from '#contract/calendar-inputs';
import { DEFAULT_CALENDAR, SHIPPED_CALENDARS } from '#domain/time/calendar';
import { calendarOfDraft, draftOf } from './calendar-draft';

describe('a calendar while it is edited', () => {
  it.each(SHIPPED_CALENDARS.map((calendar) => [calendar.name, calendar] as const))(
    'is what it was, and the server takes it: %s',
    (_, calendar) => {
      const read = calendarOfDraft(draftOf(calendar));
      expect(read).toEqual({ calendar });
      expect(saveCalendarInput.safeParse({ calendar, reason: 'As it was' }).success).toBe(true);
    },
  );

  it('says what cannot be read', () => {
    const draft = draftOf(DEFAULT_CALENDAR);
    expect(calendarOfDraft({ ...draft, name: ' ' })).toEqual({ blocked: 'Name the calendar.' });
    expect(calendarOfDraft({ ...draft, week: { ...draft.week, 3: '9 to 5' } })).toMatchObject({
      blocked: expect.stringContaining('Wednesday') as string,
    });
    expect(calendarOfDraft({ ...draft, exceptions: 'Christmas' })).toMatchObject({
      blocked: expect.stringContaining('“Christmas”') as string,
    });
  });
});
