import type { AdminCalendar, CalendarMove, CalendarPreview, CalendarVersion } from '#contract/views/admin-views';
import { may, type Subject } from '#domain/people/permissions';
import { type ChainAddress, chainInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { DEFAULT_CALENDAR, type WorkCalendar } from '#domain/time/calendar';
import { listedUntil, specialDays } from '#domain/time/calendar-days';
import { type ClockEvent, clockOf } from '#domain/time/clock';
import { calendarOf, requireCalendar } from '../calendars/calendar.queries';
import type { Database, Queryable } from '../sql/connection';
import { REPORT_JOINS_SQL } from '../sql/fragments';
import { clockEventOf } from '../turns/clock-facts';
import { CLOCK_SQL, type StoredClockEvent } from '../turns/turn-facts';
import { requireUsable } from './calendar.commands';
import { AS_DELIVERED, type DatedRow, datedVersion, datedVersions } from './dated-versions';

const MOVES_SHOWN = 200;
const CHAINS_AT_ONCE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const YEAR_MS = 366 * 86_400_000;

interface VersionRow extends DatedRow {
  calendarId: string | null;
  definition: WorkCalendar;
}

/** The installation's own calendar, as delivered where nobody has saved one, and those beside it by name; each with its versions. */
export async function readCalendars(db: Queryable): Promise<AdminCalendar[]> {
  const { rows } = await db.query<VersionRow>(
    `select k.number, k.calendar_id as "calendarId", k.definition, k.valid_from as "validFrom", u.name as by, k.reason, k.valid_from > now() as planned
       from calendar_version k left join app_user u on u.id = k.created_by_id order by k.valid_from desc, k.number desc`,
  );
  const reports = await db.query<{ calendarId: string | null; name: string }>(
    'select calendar_id as "calendarId", name from report order by name',
  );
  const now = new Date();
  const calendars = [...new Set([null, ...rows.map(({ calendarId }) => calendarId)])].map((id) => ({
    ...calendarOfVersions(
      id,
      rows.filter(({ calendarId }) => calendarId === id),
      now,
    ),
    reports: reports.rows.filter(({ calendarId }) => calendarId === id).map(({ name }) => name),
  }));
  return calendars.sort(
    (one, other) => Number(one.id !== null) - Number(other.id !== null) || one.calendar.name.localeCompare(other.calendar.name),
  );
}

function calendarOfVersions(id: string | null, rows: readonly VersionRow[], now: Date): Omit<AdminCalendar, 'reports'> {
  const { inForce, planned, earlier } = datedVersions(rows, versionOf, { ...AS_DELIVERED, calendar: DEFAULT_CALENDAR });
  const until = listedUntil(inForce.calendar);
  return {
    id,
    ...inForce,
    planned,
    // The calendar of the product is one that the installation's own takes over from, and no other.
    earlier: id === null ? earlier : earlier.filter(({ number }) => number !== AS_DELIVERED.number),
    ahead: specialDays(inForce.calendar, now),
    endsOn: until !== null && Date.parse(until) < now.getTime() + YEAR_MS ? until : null,
  };
}

function versionOf(row: VersionRow): CalendarVersion {
  return { ...datedVersion(row), calendar: calendarOf(row.definition) };
}

interface OpenChain extends ChainAddress {
  chainId: string;
  reportName: string;
  cycleName: string;
  dueAt: Date;
  definition: WorkCalendar | null;
  allowanceMinutes: number;
  events: StoredClockEvent[];
}

/**
 * What a version of a calendar would do to the phases under way of the reports that count by that calendar, were it adopted in them. Nothing
 * is written.
 * @param calendarId null: the installation's own
 * @throws Refusal `not_found` for anybody who does not administer the installation, `invalid_input`, `calendar_without_hours`
 */
export async function previewCalendar(
  db: Database,
  subject: Subject,
  { calendar, calendarId = null }: { calendar: WorkCalendar; calendarId?: string | null },
): Promise<CalendarPreview> {
  if (!may(subject, 'administer').allowed) throw new Refusal('not_found');
  if (calendarId !== null) await requireCalendar(db.pool, calendarId);
  const now = new Date();
  requireUsable(calendar, now);
  const moves: CalendarMove[] = [];
  let of = 0;
  for (let after = FIRST_ID; ; ) {
    const chains = await readOpenChains(db.pool, calendarId, after);
    of += chains.length;
    moves.push(...chains.flatMap((chain) => moveOf(chain, calendar, now)));
    const last = chains.at(-1);
    if (last === undefined || chains.length < CHAINS_AT_ONCE) break;
    after = last.chainId;
  }
  const first = moves.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt)).slice(0, MOVES_SHOWN);
  return { moves: first, moved: moves.length, of, ahead: specialDays(calendar, now) };
}

/** Chains under way whose clock runs, of the reports that count by a calendar; a stretch of them by id. */
async function readOpenChains(db: Queryable, calendarId: string | null, after: string): Promise<OpenChain[]> {
  const { rows } = await db.query<OpenChain>(
    `select c.id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, r.name as "reportName", tc.name as "cycleName",
       n.due_at as "dueAt", (select k.definition from calendar_version k where k.number = c.calendar_number) as definition,
       c.allowance_business_hours * 60 as "allowanceMinutes", ${CLOCK_SQL} as events
     from chain_now n join chain c on c.id = n.chain_id join cycle_report cr on cr.id = c.cycle_report_id ${REPORT_JOINS_SQL}
     where c.id > $1 and r.calendar_id is not distinct from $2 and not n.closed and n.state <> 'complete' and n.due_at is not null
     order by c.id limit ${CHAINS_AT_ONCE}`,
    [after, calendarId],
  );
  return rows;
}

function moveOf({ events, allowanceMinutes, dueAt, ...chain }: OpenChain, calendar: WorkCalendar, now: Date): CalendarMove[] {
  const adopted: ClockEvent = { kind: 'adopted', at: now, minutes: null, warnAt: null, dueAt: null };
  const clock = clockOf([...events.map((event) => clockEventOf(event, allowanceMinutes)), adopted], calendar);
  if (clock === null || clock.isStopped || clock.dueAt.getTime() === dueAt.getTime()) return [];
  return [
    {
      chainId: chain.chainId,
      cycleReportId: chain.cycleReportId,
      reportName: chain.reportName,
      cycleName: chain.cycleName,
      phase: chainInWords(chain),
      dueAt: dueAt.toISOString(),
      wouldBeDueAt: clock.dueAt.toISOString(),
    },
  ];
}
