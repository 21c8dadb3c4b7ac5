import { may, type Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { businessDayOf } from '#domain/time/business-time';
import type { WorkCalendar } from '#domain/time/calendar';
import type { Turn } from '#domain/time/turns';
import { calendarOf } from '../calendars/calendar.queries';
import { notify } from '../notices/notify';
import { requireChain } from '../people/access.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';

/** Notes that a person has read what they were told, up to a notice. Answers how many that were. */
export async function markNoticesRead(db: Database, owner: { id: string }, { upTo }: { upTo: string }): Promise<{ read: number }> {
  const { rowCount } = await db.pool.query(
    'update notification set read_at = clock_timestamp() where person_id = $1 and id <= $2::bigint and read_at is null',
    [owner.id, upTo],
  );
  return { read: rowCount ?? 0 };
}

/**
 * Reminds somebody of a phase in which it is their turn: once for each chain, turn, person and working day of its calendar, whoever
 * reminds. @throws Refusal `not_found`, `not_permitted`, `report_closed`, `nobody_to_remind`, `already_reminded`
 */
export async function remind(
  db: Database,
  { subject, actor, now = new Date() }: { subject: Subject; actor: Actor & { id: string }; now?: Date },
  { chainId, personId }: { chainId: string; personId: string },
): Promise<{ remindedId: string }> {
  return inTransaction(db, async (sql) => {
    // Held, so that the turn does not pass meanwhile.
    await sql.query('select from chain where id = $1 for no key update', [chainId]);
    const scope = await requireChain(sql, subject, chainId);
    const permission = may(subject, 'remind', scope.resource);
    if (!permission.allowed) throw new Refusal(permission.code);
    const turn = await readTurn(sql, chainId);
    if (turn === null || turn.turn === 'system' || turn.turn === 'none' || !turn.people.includes(personId))
      throw new Refusal('nobody_to_remind');
    const day = businessDayOf(calendarOf(turn.definition), now);
    const [told] = await notify(sql, [
      {
        ...{ personId, kind: 'reminder', cycleReportId: scope.cycleReportId, chainId, detail: '', fromId: subject.userId },
        dedupeKey: `${chainId}/${turn.seq}/${personId}/reminder/${day}`,
      },
    ]);
    if (told === undefined) throw new Refusal('already_reminded');
    await writeAudit(sql, {
      ...{ cycleReportId: scope.cycleReportId, kind: 'reminded', actor, subject: versionInWords(scope, null), chainId },
      changes: [{ field: 'people', from: null, to: personToken(personId) }],
    });
    return { remindedId: personId };
  });
}

async function readTurn(
  sql: SqlClient,
  chainId: string,
): Promise<{ seq: number; turn: Turn; people: string[]; definition: WorkCalendar | null } | null> {
  const { rows } = await sql.query<{ seq: number; turn: Turn; people: string[]; definition: WorkCalendar | null }>(
    `select t.seq, t.turn, t.people, (select k.definition from calendar_version k where k.number = c.calendar_number) as definition
       from turn t join chain c on c.id = t.chain_id where t.chain_id = $1 order by t.seq desc limit 1`,
    [chainId],
  );
  return rows[0] ?? null;
}
