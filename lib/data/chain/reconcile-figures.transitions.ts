import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { chainInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { CHAIN_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { followChain } from './chain-state';
import { computeFigures, type Figures, writeFigures } from './figures';
import { lockChain } from './locked-chain';

/** A recorded chain whose stored figures are not what its content and verdicts come to. */
export interface WrongFigures {
  chainId: string;
  subject: string;
  detail: string;
}

interface StoredRow {
  chainId: string;
  phase: PhaseName;
  instance: string;
  title: string;
  stored: Figures | null;
}

/**
 * Computes the figures of recorded chains that are not closed, and answers those of which the stored ones say otherwise.
 * @param chainIds those to look at; left out: all
 */
export async function wrongFigures(db: Database, chainIds: readonly string[] | null = null): Promise<WrongFigures[]> {
  const { rows } = await db.pool.query<StoredRow>(
    `select ch.id as "chainId", ch.phase, ch.instance, ${reportTitleSql()} as title,
       case when f.chain_id is not null then jsonb_build_object('versionId', f.version_id, 'total', f.total, 'open', f.open, 'complete', f.complete,
         'tasks', (select coalesce(jsonb_agg(jsonb_build_object('task', t.task, 'role', t.role, 'userId', t.user_id, 'count', t.count)
             order by t.task, t.user_id), '[]') from chain_task t where t.chain_id = ch.id),
         'people', (select coalesce(jsonb_agg(p.user_id order by p.user_id), '[]') from chain_person p where p.chain_id = ch.id)) end as stored
     from chain ch ${CHAIN_JOINS_SQL} left join chain_figures f on f.chain_id = ch.id
     where ch.lane_id is not null and cr.closed_at is null and ($1::uuid[] is null or ch.id = any($1)) order by ch.id`,
    [chainIds],
  );
  const wrong: WrongFigures[] = [];
  for (const { chainId, phase, instance, title, stored } of rows) {
    const figures = await computeFigures(db.pool, chainId, phase);
    if (asText(figures) === asText(stored)) continue;
    wrong.push({
      chainId,
      subject: `${title}: ${chainInWords({ phase, instance })}`,
      detail: 'Its stored figures and tasks differed from its content and verdicts; they were written anew.',
    });
  }
  return wrong;
}

function asText(figures: Figures | null): string {
  return canonicalJson(figures as unknown as Json);
}

/** Writes a recorded chain's figures anew, and whose turn it is by them, under its lock. */
export async function repairFigures(db: Database, chainId: string): Promise<void> {
  await inTransaction(db, async (sql) => {
    const chain = await lockChain(sql, chainId);
    await writeFigures(sql, chainId, chain.phase);
    await followChain(sql, chainId, { cause: 'reconciled', commandId: null, at: null });
    const subject = chainInWords(chain);
    await writeAudit(sql, { cycleReportId: chain.cycleReportId, kind: 'turn_reconciled', actor: SYSTEM_ACTOR, subject, chainId });
  });
}
