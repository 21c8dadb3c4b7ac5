'use client';
import { CalendarClock, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/version/notice';
import type { AdminCalendar } from '#contract/views/admin-views';
import { CalendarDialog } from './calendar-dialog';
import { CalendarLines } from './calendar-lines';
import { SectionHead } from './section-head';
import { calendarDay } from './special-days';

/** Business calendars as dated versions: by them allowances are counted, and people warned. The installation's own comes first. */
export function CalendarsSection({ calendars }: { calendars: readonly AdminCalendar[] }) {
  const [editing, setEditing] = useState<AdminCalendar | 'new' | null>(null);
  const [own] = calendars;
  return (
    <section className="flex flex-col gap-4">
      <SectionHead
        title="Business calendars"
        help="Allowances count working hours, and nobody is warned outside them: those of the installation’s own calendar, or of the one that a report names. A change is a new dated version: phases under way keep their dates until a test executive has them counted anew."
        action={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setEditing('new')}>
            Add a calendar
          </Button>
        }
      />
      {calendars.map((each) => (
        <div key={each.id ?? 'own'} className="flex flex-col gap-2">
          {each.endsOn === null ? null : (
            <Notice hue="warn" icon={CalendarClock}>
              <span className="font-medium">
                The last date that {each.calendar.name} lists is {calendarDay(each.endsOn)}.
              </span>{' '}
              Days after it count by their weekday alone: list the coming year’s, or give rules.
            </Notice>
          )}
          <CalendarLines
            label={each.id === null ? 'The calendar in force' : `The calendar ${each.calendar.name}`}
            calendar={each}
            action={
              <Button
                size="sm"
                variant="ghost"
                className="max-md:-ml-2 max-md:justify-self-start"
                aria-label={each.id === null ? 'Change the installation’s own calendar' : `Change the calendar ${each.calendar.name}`}
                onClick={() => setEditing(each)}
              >
                Change…
              </Button>
            }
          />
        </div>
      ))}
      {editing === null || own === undefined ? null : (
        <CalendarDialog
          calendar={editing === 'new' ? null : editing}
          present={(editing === 'new' ? own : editing).calendar}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
