import type { ReactNode } from 'react';
import type { AdminCalendar } from '#contract/views/admin-views';
import { WEEKDAYS } from '#domain/time/calendar';
import { hoursInWords, ruleInWords, WEEKDAY_LABELS } from '#domain/time/calendar-words';
import { EarlierVersions, PlannedVersions } from './other-versions';
import { Provenance } from './provenance';
import { LineList } from './section-head';
import { SpecialDays } from './special-days';

/** A calendar in its version in force: who counts by it, its hours and holidays, and its other versions. */
export function CalendarLines({ label, calendar: view, action }: { label: string; calendar: AdminCalendar; action: ReactNode }) {
  const { calendar } = view;
  return (
    <LineList label={label}>
      <Line title={calendar.name} action={action}>
        <p>{countsWords(view)}</p>
        <p>Hours are meant in the time zone {calendar.timeZone}.</p>
        <p className="text-xs text-muted">
          <Provenance noun="Calendar" version={view} />
        </p>
        <PlannedVersions noun="Calendar" versions={view.planned} words={nameOf} />
        <EarlierVersions noun="Calendar" one="calendar" many="calendars" versions={view.earlier} words={nameOf} />
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
  );
}

function nameOf({ calendar }: Pick<AdminCalendar, 'calendar'>): string {
  return `${calendar.name}.`;
}

/** Which reports count by a calendar. */
function countsWords({ id, reports }: AdminCalendar): string {
  if (id === null) return 'The installation’s own: every report counts by it that names no other.';
  if (reports.length === 0) return 'No report counts by it yet: name it in the dialog of a report.';
  return `${new Intl.ListFormat('en').format(reports)} ${reports.length === 1 ? 'counts' : 'count'} by it.`;
}

function Line({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <li className="grid items-start gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[200px_minmax(0,1fr)_auto]">
      <h3 className="font-medium">{title}</h3>
      <div className="min-w-0">{children}</div>
      {action}
    </li>
  );
}
