import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { allowanceWords } from '#domain/time/allowance-words';
import { type Clock, type ClockEvent, type ClockEventKind, clockOf, deadlinesNow } from '#domain/time/clock';
import { instantWords } from '#domain/time/explain-due';
import type { AuditKind } from '#domain/version/audit-kinds';
import type { ClockAct } from '#domain/version/clock-acts';
import { calendarOfReport, type NumberedCalendar } from '../calendars/calendar.queries';
import type { SqlClient } from '../sql/connection';
import { readClock } from '../turns/clock.queries';
import { requireLive, requirePermission } from './command-checks';
import type { LockedChain } from './locked-chain';
import type { Applied, PendingCommand } from './pending-command';

const EVENT_OF = { pause: 'paused', resume: 'resumed', extend: 'extended', adopt: 'adopted' } as const satisfies Record<
  ClockAct,
  ClockEventKind
>;
const TOLD_AS = {
  pause: 'clock_paused',
  resume: 'clock_resumed',
  extend: 'clock_extended',
  adopt: 'clock_recounted',
} as const satisfies Record<ClockAct, AuditKind>;

/**
 * Pauses, resumes or extends the clock of a chain, or has its whole spell counted by the calendar in force of its report; from when it was asked.
 * @throws Refusal `reason_required`, `clock_stopped`, `clock_paused`, `clock_runs`, `calendar_adopted`, `calendar_without_hours`
 */
export async function applyClockChange(sql: SqlClient, chain: LockedChain, command: PendingCommand<'change_clock'>): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  requireLive(chain);
  if (command.comment.trim() === '') throw new Refusal('reason_required');
  const { act, minutes = null } = command.payload;
  const now = await readClock(sql, chain.id);
  const last = now.events.at(-1);
  if (now.clock === null || last === undefined || now.clock.isStopped) throw new Refusal('clock_stopped');
  if (act === 'resume' && !now.clock.isPaused) throw new Refusal('clock_runs');
  if (act !== 'resume' && now.clock.isPaused) throw new Refusal('clock_paused');
  const counting = act === 'adopt' ? await calendarOfReport(sql, chain.cycleReportId) : now.counting;
  if (act === 'adopt' && counting.number === now.calendarNumber) throw new Refusal('calendar_adopted');
  const at = command.askedAt > last.at ? command.askedAt : last.at;
  const event: ClockEvent = { kind: EVENT_OF[act], at, minutes, warnAt: null, dueAt: null };
  const after = clockOf([...now.events, event], counting.calendar);
  await write(sql, chain.id, { ...now, event, command, after, number: act === 'adopt' ? counting.number : now.calendarNumber });
  return {
    versionId: null,
    detail: receiptWords(after, counting),
    audit: [
      {
        kind: TOLD_AS[act],
        actor: command.actor,
        subject: versionInWords(chain, null),
        changes: [
          { field: 'due', from: dueWords(now.clock, now.counting), to: dueWords(after, counting) },
          ...(minutes === null ? [] : [{ field: 'extension', from: null, to: allowanceWords(minutes) }]),
          ...(act === 'adopt' ? [{ field: 'calendar', from: now.counting.calendar.name, to: counting.calendar.name }] : []),
          { field: 'reason', from: null, to: command.comment },
        ],
        chainId: chain.id,
      },
    ],
  };
}

/** The event, and the deadlines that follow from it; a paused chain has none. */
async function write(
  sql: SqlClient,
  chainId: string,
  {
    event,
    command,
    after,
    number,
    spell,
    count,
  }: { event: ClockEvent; command: PendingCommand; after: Clock | null; number: number | null; spell: number; count: number },
): Promise<void> {
  const deadlines = deadlinesNow(after);
  await sql.query(
    `insert into clock_event (chain_id, seq, spell, kind, at, warn_at, due_at, cause, command_id, minutes, calendar_number)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      chainId,
      count + 1,
      spell,
      event.kind,
      event.at,
      deadlines?.warnAt ?? null,
      deadlines?.dueAt ?? null,
      command.kind,
      command.id,
      event.minutes,
      number,
    ],
  );
  await sql.query('update chain set warn_at = $2, due_at = $3, calendar_number = $4 where id = $1', [
    chainId,
    deadlines?.warnAt ?? null,
    deadlines?.dueAt ?? null,
    number,
  ]);
}

function dueWords(clock: Clock | null, { calendar }: NumberedCalendar): string | null {
  const deadlines = deadlinesNow(clock);
  return deadlines === null ? null : instantWords(deadlines.dueAt, calendar);
}

function receiptWords(clock: Clock | null, counting: NumberedCalendar): string {
  const due = dueWords(clock, counting);
  return due === null ? 'The clock is paused: nothing is due until it goes on.' : `Now due ${due}.`;
}
