import { chainNow } from '#domain/time/chain-now';
import { type LedgerTurn, nextTurn, whoseTurn } from '#domain/time/turns';
import type { CommandKind } from '#domain/version/commands';
import { calendarOf } from '../calendars/calendar.queries';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { alarmOf, clockOfFacts, isTimed, startOfSpell } from './clock-facts';
import { castOf, decidersOf, TURN_FACTS_SQL, type TurnFacts } from './turn-facts';

/** What passes a turn where no command asks for it. */
type Event =
  | 'opened'
  | 'draft_made'
  | 'work_ended'
  | 'owner_changed'
  | 'taken_over'
  | 'reconciled'
  | 'listed'
  | 'retired'
  | 'restored'
  | 'alarm_raised';

/** What caused a change of a chain. */
export interface TurnCause {
  cause: CommandKind | Event;
  commandId: string | null;
  /** When it was asked for; null: with the transaction. */
  at: Date | null;
}

/**
 * Writes what the present facts of some chains, all locked, say that the ledger does not know yet: whose turn it is, what their
 * clocks did, and where they stand now. One statement; called again it writes nothing more. Answers when somebody has to be told of
 * each.
 */
export async function writeLedger(
  sql: SqlClient,
  all: readonly TurnFacts[],
  { cause, commandId, at }: TurnCause,
): Promise<{ nextAlarmAt: Date | null }[]> {
  const lines = all.map((facts) => lineOf(facts, at));
  if (lines.length === 0) return [];
  await queryPrepared(
    sql,
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as g ("chainId" uuid, "cycleId" uuid, "cycleReportId" uuid, phase text, instance text, seq int,
         spell int, at timestamptz, turn text, roles text[], people uuid[], "versionId" uuid, "endedBusinessMinutes" int, clock text, "clockSeq" int,
         state text, closed boolean, "turnSince" timestamptz, reopened boolean, "stepsPassed" int, "stepsDue" int, "warnAt" timestamptz, "dueAt" timestamptz,
         paused boolean, "nextAlarmAt" timestamptz, minutes double precision, "calendarNumber" int)),
     turns as (
       insert into turn (chain_id, seq, spell, at, turn, roles, people, version_id, cause, command_id, ended_business_minutes)
       select "chainId", seq, spell, at, turn, roles, people, "versionId", $2, $3, "endedBusinessMinutes" from given where seq is not null),
     clocks as (
       insert into clock_event (chain_id, seq, spell, kind, at, warn_at, due_at, cause, command_id, minutes, calendar_number)
       select "chainId", "clockSeq", spell, clock, at, case clock when 'started' then "warnAt" end, case clock when 'started' then "dueAt" end, $2, $3,
         minutes, case clock when 'started' then "calendarNumber" end
       from given where clock is not null)
     insert into chain_now as n (chain_id, cycle_id, cycle_report_id, phase, instance, state, closed, turn, turn_since, spell, reopened,
       steps_passed, steps_due, warn_at, due_at, paused, next_alarm_at)
     select "chainId", "cycleId", "cycleReportId", phase, instance, state, closed, turn, "turnSince", spell, reopened, "stepsPassed", "stepsDue",
       "warnAt", "dueAt", paused, "nextAlarmAt" from given
     on conflict (chain_id) do update set state = excluded.state, closed = excluded.closed, turn = excluded.turn, turn_since = excluded.turn_since,
       spell = excluded.spell, reopened = excluded.reopened, steps_passed = excluded.steps_passed, steps_due = excluded.steps_due,
       warn_at = excluded.warn_at, due_at = excluded.due_at, paused = excluded.paused, next_alarm_at = excluded.next_alarm_at, revision = n.revision + 1
       where (n.state, n.closed, n.turn, n.turn_since, n.spell, n.reopened, n.steps_passed, n.steps_due, n.warn_at, n.due_at, n.paused, n.next_alarm_at) is distinct from
         (excluded.state, excluded.closed, excluded.turn, excluded.turn_since, excluded.spell, excluded.reopened, excluded.steps_passed,
          excluded.steps_due, excluded.warn_at, excluded.due_at, excluded.paused, excluded.next_alarm_at)`,
    [JSON.stringify(lines), cause, commandId],
  );
  return lines;
}

/** The rows that one chain's facts come to; without `seq` where the turn has not passed. */
function lineOf(facts: TurnFacts, at: Date | null) {
  const { chainId, cycleId, cycleReportId, phase, instance, policy } = facts;
  const last = facts.last === null ? null : { ...facts.last, at: new Date(facts.last.at) };
  const cast = castOf(facts);
  const taken = whoseTurn(facts, policy, cast, { testerId: facts.testerId, deciders: decidersOf(facts) });
  const passed = nextTurn(last, taken, at ?? new Date(facts.now), calendarOf(facts.calendar));
  const next = passed === null || isTimed(facts) ? passed : { ...passed, clock: null };
  const standing = next ?? (last as LedgerTurn);
  const clock = clockOfFacts(facts, next);
  return {
    ...{ chainId, cycleId, cycleReportId, phase, instance },
    ...chainNow(facts, policy, cast, standing, clock, alarmOf(facts, clock, standing)?.at ?? null),
    ...(next === null ? {} : { ...next, clockSeq: facts.clockEvents + 1 }),
    ...(next?.clock === 'started' ? { minutes: startOfSpell(facts, next).minutes, calendarNumber: facts.calendarNumber } : {}),
  };
}

/**
 * Writes the turns of all chains of some reports, or cycle reports, that are not closed in the ledger yet. The caller holds the
 * chains (`lockChainsOf`), which come first in the order of locks.
 */
export async function passTurns(sql: SqlClient, reportOrCycleReportIds: readonly string[], cause: TurnCause): Promise<void> {
  const { rows } = await sql.query<{ facts: TurnFacts }>(
    `select ${TURN_FACTS_SQL} as facts from chain c join cycle_report cr on cr.id = c.cycle_report_id left join chain_now n on n.chain_id = c.id
     where (cr.id = any($1) or cr.report_id = any($1)) and n.closed is not true order by c.id`,
    [reportOrCycleReportIds],
  );
  await writeLedger(
    sql,
    rows.map(({ facts }) => facts),
    cause,
  );
}
