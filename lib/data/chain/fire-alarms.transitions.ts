import { personToken } from '#domain/people/person-token';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import { type Alarm, alarmsDue, rolesTold } from '#domain/time/ladder';
import { RUNG_LABELS } from '#domain/time/ladder-words';
import { calendarOf } from '../calendars/calendar.queries';
import { holdersFor, standInsFor } from '../notices/holders.queries';
import { notify } from '../notices/notify';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { alarmFacts, clockOfFacts } from '../turns/clock-facts';
import { TURN_FACTS_SQL, type TurnFacts } from '../turns/turn-facts';
import { type ChainState, followChain, readChainState } from './chain-state';
import { lockChain } from './locked-chain';
import { oldestPending } from './pending-command';

/** An alarm with whom it is told. */
interface Told extends Alarm {
  roles: readonly Role[];
  people: readonly string[];
}

/**
 * Tells people of a chain what is due to be told at an instant, in one transaction under its lock: each rung of a term of its clock
 * once, whoever asks how often. Of several that are due at once all are written, and people are told the highest. A turn that has passed meanwhile, a finished phase and a paused clock tell nobody. Where a command waits
 * for its receipt, that comes first: it may be what ends the turn.
 */
export async function fireAlarms(db: Database, chainId: string, at: Date): Promise<{ commandsWait: boolean; state: ChainState }> {
  return await inTransaction(db, async (sql) => {
    const chain = await lockChain(sql, chainId);
    if ((await oldestPending(sql, 'chain', chainId)) !== null) return { commandsWait: true, state: await readChainState(sql, chainId) };
    const facts = await readFacts(sql, chainId);
    const told = facts.last === null ? [] : await toldOf(sql, facts, facts.last, at);
    for (const one of told) await writeEscalation(sql, facts, one, at);
    const state = await followChain(sql, chainId, { cause: 'alarm_raised', commandId: null, at: null });
    const highest = told.findLast(({ people }) => people.length > 0);
    if (highest !== undefined) {
      await notify(
        sql,
        highest.people.map((personId) => ({
          personId,
          kind: highest.rung === 'warning' || highest.rung === 'breach' ? highest.rung : 'escalation',
          cycleReportId: chain.cycleReportId,
          chainId,
          detail: highest.rung,
          dedupeKey: `${keyOf(facts, highest)}/${personId}`,
        })),
      );
    }
    if (told.length > 0)
      await writeAudit(
        sql,
        ...told.map((one) => ({
          cycleReportId: chain.cycleReportId,
          kind: 'alarm_raised' as const,
          actor: SYSTEM_ACTOR,
          subject: versionInWords(chain, null),
          changes: [
            { field: 'rung', from: null, to: RUNG_LABELS[one.rung] },
            { field: 'people', from: null, to: peopleWords(one) },
          ],
          chainId,
        })),
      );
    return { commandsWait: false, state };
  });
}

async function readFacts(sql: SqlClient, chainId: string): Promise<TurnFacts> {
  const { rows } = await sql.query<{ facts: TurnFacts }>(
    `select ${TURN_FACTS_SQL} as facts from chain c join cycle_report cr on cr.id = c.cycle_report_id where c.id = $1`,
    [chainId],
  );
  const [row] = rows;
  if (!row) throw new Error(`no such chain: ${chainId}`);
  return row.facts;
}

/** What is due, with those who are told: of warning and breach those who have the turn, of a level those who hold the roles above, or who decide for them while they are away. */
async function toldOf(sql: SqlClient, facts: TurnFacts, last: NonNullable<TurnFacts['last']>, at: Date): Promise<Told[]> {
  const due = alarmsDue(alarmFacts(facts, clockOfFacts(facts, null), last), calendarOf(facts.calendar), at);
  const told: Told[] = [];
  for (const alarm of due) {
    const roles = rolesTold(alarm.rung, last.roles);
    const own = (alarm.rung === 'warning' || alarm.rung === 'breach') && last.people.length > 0;
    const people = own ? last.people : await standInsFor(sql, facts.chainId, roles, await holdersFor(sql, facts.chainId, roles));
    told.push({ ...alarm, roles, people });
  }
  return told;
}

async function writeEscalation(sql: SqlClient, facts: TurnFacts, told: Told, at: Date): Promise<void> {
  await sql.query(
    `insert into escalation (chain_id, spell, term, rung, due_at, fired_at, turn_seq, roles, people) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [facts.chainId, spellOf(facts), termOf(facts), told.rung, told.at, at, facts.last?.seq, told.roles, told.people],
  );
}

function keyOf(facts: TurnFacts, { rung }: Alarm): string {
  return `${facts.chainId}/${spellOf(facts)}/${termOf(facts)}/${rung}`;
}

function spellOf(facts: TurnFacts): number {
  return facts.clock[0]?.spell ?? 0;
}

function termOf(facts: TurnFacts): number {
  return clockOfFacts(facts, null)?.term ?? 0;
}

/** People by handle; where nobody holds the roles, that is what an admin has to know. */
function peopleWords({ people, roles }: Told): string {
  if (people.length > 0) return people.map(personToken).join(', ');
  return `nobody holds ${roles.map((role) => ROLE_LABELS[role]).join(' or ')} here`;
}
