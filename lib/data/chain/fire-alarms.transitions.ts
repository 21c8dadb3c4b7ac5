import { personToken } from '#domain/people/person-token';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import { type Alarm, type AlarmFacts, alarmsDue, rolesTold, rungKey } from '#domain/time/ladder';
import { rungInWords } from '#domain/time/ladder-words';
import { calendarOf } from '../calendars/calendar.queries';
import { holdersFor, standInsFor } from '../notices/holders.queries';
import { type Notice, notify } from '../notices/notify';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { alarmFacts, clockOfFacts } from '../turns/clock-facts';
import { TURN_FACTS_SQL, type TurnFacts } from '../turns/turn-facts';
import { type ChainState, followChain, readChainState } from './chain-state';
import { lockChain } from './locked-chain';
import { oldestPending } from './pending-command';

/** An alarm with whom it is told. */
type Told = Alarm & { roles: readonly Role[]; people: readonly string[] };

/**
 * Tells people of a chain what is due to be told at an instant, in one transaction under its lock: each rung of a term of its clock
 * once, whoever asks how often. Of several of one ladder that are due at once all are written, and people are told the highest. A turn that has passed meanwhile, a finished phase and a paused clock tell nobody. Where a command waits
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
    await notify(
      sql,
      highestOf(told).flatMap((one) => noticesOf(facts, one)),
    );
    if (told.length > 0)
      await writeAudit(
        sql,
        ...told.map((one) => ({
          cycleReportId: chain.cycleReportId,
          kind: 'alarm_raised' as const,
          actor: SYSTEM_ACTOR,
          subject: versionInWords(chain, null),
          changes: [
            { field: 'rung', from: null, to: rungInWords(one) },
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

/** What is due, with those who are told. */
async function toldOf(sql: SqlClient, facts: TurnFacts, last: NonNullable<TurnFacts['last']>, at: Date): Promise<Told[]> {
  const alarms = alarmFacts(facts, clockOfFacts(facts, null), { ...last, at: new Date(last.at) });
  const told: Told[] = [];
  for (const alarm of alarmsDue(alarms, calendarOf(facts.calendar), at)) {
    const roles = rolesTold(alarm, alarms);
    told.push({ ...alarm, roles, people: await peopleTold(sql, facts.chainId, alarm, { roles, alarms, last: last.people }) });
  }
  return told;
}

/**
 * Of what concerns those who have the turn themselves, they, as far as they hold a role that is told, where any of them does; else those who hold
 * the roles, or who decide for them while they are away.
 */
async function peopleTold(
  sql: SqlClient,
  chainId: string,
  { rung }: Alarm,
  { roles, alarms, last }: { roles: readonly Role[]; alarms: AlarmFacts; last: readonly string[] },
): Promise<readonly string[]> {
  const isOwn = (rung === 'warning' || rung === 'breach' || rung === 'used_up') && last.length > 0;
  if (isOwn && roles.length === alarms.roles.length) return last;
  const holders = await standInsFor(sql, chainId, roles, await holdersFor(sql, chainId, roles));
  const own = isOwn ? holders.filter((person) => last.includes(person)) : [];
  return own.length > 0 ? own : holders;
}

/** Of each ladder the highest rung of which somebody is told. */
function highestOf(told: readonly Told[]): Told[] {
  const highest = new Map(told.filter(({ people }) => people.length > 0).map((one) => [one.role, one]));
  return [...highest.values()];
}

function noticesOf(facts: TurnFacts, told: Told): Notice[] {
  const { rung } = told;
  return told.people.map((personId) => ({
    personId,
    kind: rung === 'warning' || rung === 'breach' || rung === 'used_up' ? rung : 'escalation',
    cycleReportId: facts.cycleReportId,
    chainId: facts.chainId,
    detail: rungKey(told),
    dedupeKey: `${keyOf(facts, told)}/${personId}`,
  }));
}

async function writeEscalation(sql: SqlClient, facts: TurnFacts, told: Told, at: Date): Promise<void> {
  await sql.query(
    `insert into escalation (chain_id, spell, term, rung, due_at, fired_at, turn_seq, roles, people) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [facts.chainId, spellOf(facts), termOf(facts), rungKey(told), told.at, at, facts.last?.seq, told.roles, told.people],
  );
}

function keyOf(facts: TurnFacts, alarm: Alarm): string {
  return `${facts.chainId}/${spellOf(facts)}/${termOf(facts)}/${rungKey(alarm)}`;
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
