import { chainInWords } from '#domain/phase/chain-address';
import { type ChainNow, chainNow } from '#domain/time/chain-now';
import { whoseTurn } from '#domain/time/turns';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { REPORT_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { alarmOf, clockOfFacts } from './clock-facts';
import { writeLedger } from './ledger';
import { castOf, STANDING_FACTS_SQL, TURN_FACTS_SQL, type TurnFacts } from './turn-facts';

const CHAINS_AT_ONCE = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** A chain of which the stored standing is not what its versions and the ledger come to, and in what it differs. */
export interface WrongStanding {
  chainId: string;
  subject: string;
  detail: string;
}

type StoredNow = Record<keyof ChainNow, unknown> & {
  turnSince: string;
  warnAt: string | null;
  dueAt: string | null;
  nextAlarmAt: string | null;
};

interface StandingRow {
  chainId: string;
  title: string;
  facts: TurnFacts;
  stored: StoredNow | null;
}

/**
 * Recomputes where chains stand that are not closed, deadlines included, and answers those of which the stored row says otherwise.
 * @param chainIds those to look at; left out: all
 */
export async function wrongStandings(db: Database, chainIds: readonly string[] | null = null): Promise<WrongStanding[]> {
  const wrong: WrongStanding[] = [];
  for (let after = FIRST_ID; ; ) {
    const { rows } = await db.pool.query<StandingRow>(
      `select c.id as "chainId", ${reportTitleSql()} as title, ${STANDING_FACTS_SQL} as facts,
         case when n.chain_id is not null then jsonb_build_object('state', n.state, 'closed', n.closed, 'turn', n.turn, 'turnSince', n.turn_since,
           'spell', n.spell, 'reopened', n.reopened, 'stepsPassed', n.steps_passed, 'stepsDue', n.steps_due, 'warnAt', n.warn_at, 'dueAt', n.due_at, 'paused', n.paused, 'nextAlarmAt', n.next_alarm_at) end as stored
       from chain c join cycle_report cr on cr.id = c.cycle_report_id ${REPORT_JOINS_SQL}
       left join chain_now n on n.chain_id = c.id
       where c.id > $1 and (cr.closed_at is null or n.closed is not true) and ($2::uuid[] is null or c.id = any($2)) order by c.id limit ${CHAINS_AT_ONCE}`,
      [after, chainIds],
    );
    for (const row of rows) {
      const detail = differenceIn(row);
      if (detail !== null) wrong.push({ chainId: row.chainId, subject: `${row.title}: ${chainInWords(row.facts)}`, detail });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHAINS_AT_ONCE) return wrong;
    after = last.chainId;
  }
}

function differenceIn({ facts, stored }: StandingRow): string | null {
  if (facts.last === null) return 'The ledger had no turn of it; whose turn it is was written.';
  const cast = castOf(facts);
  const { turn } = whoseTurn(facts, facts.policy, cast, { testerId: facts.testerId, deciders: [] });
  if (turn !== facts.last.turn)
    return `The last turn in the ledger was "${facts.last.turn}", and by its versions it is "${turn}"; that turn was written.`;
  const last = { ...facts.last, at: new Date(facts.last.at) };
  const clock = clockOfFacts(facts, null);
  const now = chainNow(facts, facts.policy, cast, last, clock, alarmOf(facts, clock, last)?.at ?? null);
  const fields = stored === null ? ['everything'] : differingFields(now, stored);
  if (fields.length === 0) return null;
  return `Its stored standing differed from its versions and turns in ${fields.join(', ')}; it was written anew.`;
}

function differingFields(now: ChainNow, stored: StoredNow): string[] {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  const held: Record<string, unknown> = {
    ...stored,
    turnSince: date(stored.turnSince),
    warnAt: date(stored.warnAt),
    dueAt: date(stored.dueAt),
    nextAlarmAt: date(stored.nextAlarmAt),
  };
  return Object.entries(now).flatMap(([field, value]) => (JSON.stringify(held[field]) === JSON.stringify(value) ? [] : [field]));
}

/** Writes whose turn it is in a chain and where it stands anew, under its lock. */
export async function repairStanding(db: Database, chainId: string): Promise<void> {
  await inTransaction(db, async (sql) => {
    await sql.query('select from chain where id = $1 for no key update', [chainId]);
    const { rows } = await sql.query<{ facts: TurnFacts; cycleReportId: string }>(
      `select ${TURN_FACTS_SQL} as facts, cr.id as "cycleReportId" from chain c join cycle_report cr on cr.id = c.cycle_report_id where c.id = $1`,
      [chainId],
    );
    const all = rows.map(({ facts }) => facts);
    await writeLedger(sql, all, { cause: 'reconciled', commandId: null, at: null });
    for (const { facts, cycleReportId } of rows)
      await writeAudit(sql, { cycleReportId, kind: 'turn_reconciled', actor: SYSTEM_ACTOR, subject: chainInWords(facts), chainId });
  });
}
