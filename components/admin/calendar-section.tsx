'use client';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/version/notice';
import type { AdminCalendar } from '#contract/views/admin-views';
import { WEEKDAYS } from '#domain/time/calendar';
import { hoursInWords, ruleInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';
import { CalendarDialog } from './calendar-dialog';
import { Provenance } from './provenance';
import { LineList, SectionHead } from './section-head';
import { calendarDay, SpecialDays } from './special-days';

/** The business calendar as a dated version: by it allowances are counted, and people warned. */
export function CalendarSection({ calendar: view }: { calendar: AdminCalendar }) {
  const [editing, setEditing] = useState(false);
  const { calendar } = view;
  return (
    <section>
      <SectionHead
        title="Business calendar"
        help="Allowances count working hours by this calendar, and nobody is warned outside it. A change is a new dated version: phases under way keep their dates until a test executive has them counted anew."
        action={<Button onClick={() => setEditing(true)}>Change…</Button>}
      />
      {view.endsOn === null ? null : (
        <Notice hue="warn" icon={CalendarClock}>
          <span className="font-medium">The last date that this calendar lists is {calendarDay(view.endsOn)}.</span> Days after it count by
          their weekday alone: list the coming year’s, or give rules.
        </Notice>
      )}
      <LineList label="The calendar in force">
        <Line title={calendar.name}>
          <p>Hours are meant in the time zone {calendar.timeZone}.</p>
          <p className="text-xs text-muted">
            <Provenance noun="Calendar" version={view} />
          </p>
          {view.planned.map((version) => (
            <p key={version.number} className="mt-1 text-xs">
              Planned: {version.calendar.name}.{' '}
              <span className="text-muted">
                <Provenance noun="Calendar" version={version} />
              </span>
            </p>
          ))}
          {view.earlier.length === 0 ? null : (
            <details className="mt-1 text-xs">
              <summary className="cursor-pointer text-accent">
                {view.earlier.length} earlier {view.earlier.length === 1 ? 'calendar' : 'calendars'}
              </summary>
              <ol className="mt-1 flex flex-col gap-1 border-l border-line pl-3">
                {view.earlier.map((version) => (
                  <li key={version.number}>
                    {version.calendar.name}.{' '}
                    <span className="text-muted">
                      <Provenance noun="Calendar" version={version} />
                    </span>
                  </li>
                ))}
              </ol>
            </details>
          )}
        </Line>
        <Line title="Working hours">
          <dl className="tabular grid max-w-sm grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-0.5">
            {WEEKDAYS.map((weekday) => (
              <div key={weekday} className="contents">
                <dt className="text-muted">{WEEKDAY_LABELS[weekday]}</dt>
                <dd>{hoursInWords(calendar.week[weekday])}</dd>
              </div>
            ))}
          </dl>
        </Line>
        <Line title="Holidays by rule">
          {calendar.holidays.length === 0 ? (
            <p className="text-muted">None.</p>
          ) : (
            <ul>
              {calendar.holidays.map((rule) => (
                <li key={`${rule.name} ${ruleInWords(rule)}`}>
                  {rule.name} <span className="text-muted">{ruleInWords(rule)}</span>
                </li>
              ))}
            </ul>
          )}
        </Line>
        <Line title="The coming year">
          <SpecialDays days={view.ahead} />
        </Line>
      </LineList>
      {editing ? <CalendarDialog present={calendar} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}

function Line({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[200px_minmax(0,1fr)]">
      <h3 className="font-medium">{title}</h3>
      <div className="min-w-0">{children}</div>
    </li>
  );
}
