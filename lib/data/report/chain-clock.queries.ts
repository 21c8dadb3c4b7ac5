import type { ClockView } from '#contract/views/clock-view';
import { permittedAction, type Subject } from '#domain/people/permissions';
import { chainInWords } from '#domain/phase/chain-address';
import { REFUSALS, type RefusalCode } from '#domain/refusals';
import { type ClockEvent, clockOf, deadlinesNow } from '#domain/time/clock';
import { explainDue } from '#domain/time/explain-due';
import { rungOf } from '#domain/time/ladder';
import { showsAt, stopwatchesOf, usedMs } from '#domain/time/stopwatch';
import { CLOCK_ACTS, type ClockAct } from '#domain/version/clock-acts';
import { calendarOfReport } from '../calendars/calendar.queries';
import { type ChainScope, requireChain } from '../people/access.queries';
import type { Database, Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { type ChainClock, readClock } from '../turns/clock.queries';

const MINUTE_MS = 60_000;

/** The clock of a phase, for whoever may see it. @throws Refusal `not_found` */
export async function readClockView(db: Database, subject: Subject, chainId: string): Promise<ClockView> {
  const scope = await requireChain(db.pool, subject, chainId);
  const clock = await readClock(db.pool, scope.chainId);
  const [adoptable, events, told] = await Promise.all([
    adoptableCalendar(db.pool, scope.cycleReportId, clock),
    readEvents(db.pool, scope.chainId, clock.spell),
    readTold(db.pool, scope.chainId, clock.spell),
  ]);
  const now = clock.clock;
  const isStopped = now === null || now.isStopped;
  const first = clockOf(clock.events.slice(0, 1), clock.counting.calendar);
  const dueAt = deadlinesNow(now)?.dueAt ?? null;
  return {
    chainId: scope.chainId,
    phase: chainInWords(scope),
    isPaused: now?.isPaused === true && !isStopped,
    isStopped,
    dueAt: dueAt?.toISOString() ?? null,
    firstDueAt: first === null || first.dueAt.getTime() === dueAt?.getTime() ? null : first.dueAt.toISOString(),
    explanation: now === null ? [] : explainDue(now, clock.counting.calendar).sentences,
    stopwatches: stopwatchesAt(clock, new Date()),
    events,
    told,
    adoptable,
    acts: actsOf(subject, scope, clock, adoptable !== null),
  };
}

/** What each role has used of its time at an instant. @throws CalendarWithoutHours */
function stopwatchesAt({ clock, turns, allowances, counting: { calendar } }: ChainClock, at: Date): ClockView['stopwatches'] {
  if (clock === null) return [];
  return stopwatchesOf({ clock, turns, allowances }).map((stopwatch) => {
    const { role, allowedMs, runs } = stopwatch;
    const usedUpAt = allowedMs === null ? null : showsAt(stopwatch, calendar, allowedMs);
    return {
      role,
      usedMinutes: usedMs(stopwatch, calendar, at) / MINUTE_MS,
      allowedMinutes: allowedMs === null ? null : allowedMs / MINUTE_MS,
      usedUpAt: usedUpAt?.toISOString() ?? null,
      isRunning: runs.at(-1)?.to === null,
    };
  });
}

/** The calendar in force of its report, where the clock counts by another, with what would be due by it. */
async function adoptableCalendar(
  db: Queryable,
  cycleReportId: string,
  { clock, events, calendarNumber }: ChainClock,
): Promise<ClockView['adoptable']> {
  if (clock === null || clock.isStopped || clock.isPaused) return null;
  const inForce = await calendarOfReport(db, cycleReportId);
  if (inForce.number === calendarNumber) return null;
  const adopted: ClockEvent = { kind: 'adopted', at: new Date(), minutes: null, warnAt: null, dueAt: null };
  const after = clockOf([...events, adopted], inForce.calendar);
  return after === null ? null : { name: inForce.calendar.name, dueAt: after.dueAt.toISOString() };
}

function actsOf(subject: Subject, scope: ChainScope, { clock }: ChainClock, canAdopt: boolean): ClockView['acts'] {
  const isStopped = clock === null || clock.isStopped;
  const obstacle = (act: ClockAct): RefusalCode | null => {
    if (isStopped) return 'clock_stopped';
    if (act === 'resume') return clock.isPaused ? null : 'clock_runs';
    if (clock.isPaused) return 'clock_paused';
    return act === 'adopt' && !canAdopt ? 'calendar_adopted' : null;
  };
  const permitted = (act: ClockAct) => {
    const code = obstacle(act);
    return permittedAction(subject, 'change_clock', scope.resource, code === null ? null : REFUSALS[code]);
  };
  return Object.fromEntries(CLOCK_ACTS.map((act) => [act, permitted(act)])) as ClockView['acts'];
}

async function readEvents(db: Queryable, chainId: string, spell: number): Promise<ClockView['events']> {
  const { rows } = await db.query<Omit<ClockView['events'][number], 'at' | 'dueAt'> & { at: Date; dueAt: Date | null }>(
    `select k.kind, k.at, ${nameThenSql('d.actor_id', 'k.at')} as by, d.comment as reason, k.minutes, k.due_at as "dueAt"
       from clock_event k join command d on d.id = k.command_id
      where k.chain_id = $1 and k.spell = $2 and k.kind not in ('started', 'stopped') order by k.seq`,
    [chainId, spell],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), dueAt: row.dueAt?.toISOString() ?? null }));
}

async function readTold(db: Queryable, chainId: string, spell: number): Promise<ClockView['told']> {
  const { rows } = await db.query<{ rung: string; at: Date; people: string[] }>(
    `select e.rung, e.fired_at as at, array(select ${nameThenSql('p', 'e.fired_at')} as name from unnest(e.people) p order by name, p) as people
       from escalation e where e.chain_id = $1 and e.spell = $2 order by e.term, e.due_at`,
    [chainId, spell],
  );
  return rows.flatMap(({ rung, at, people }) => {
    const one = rungOf(rung);
    return one === null ? [] : [{ ...one, at: at.toISOString(), people }];
  });
}
