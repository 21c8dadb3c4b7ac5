import type { PhaseName } from '#domain/phase/phase-names';
import { namingField } from '#domain/phase/recorded';
import { phaseDefinition } from '#domain/phases/registry';
import type { SqlClient } from '../sql/connection';
import { keyRangeSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import { SqlParams } from '../sql/sql-params';
import { countedSql, standingSql } from './figure-sql';
import { writeFigures } from './figures';

/** From this share of a chain's items on, all are counted anew: each that changed is looked at twice, and found by its key. */
const MOST_MOVED = 1 / 4;

/** What a command changed in a recorded chain. */
interface Moved {
  /** The items that it changed or judged; each once. */
  keys: readonly string[];
  /** The approved version before and after; the same where nothing was recorded. */
  from: { number: number };
  to: { id: string; number: number };
  /** Whose verdicts are new. */
  commandId: string;
}

/**
 * Writes the figures of a recorded chain, whose lock the caller holds, after a command: what its items come to now takes the place of what
 * they came to before, and the others are not looked at. Where items name people themselves all of them are counted anew.
 */
export async function moveFigures(sql: SqlClient, chain: { id: string; phase: PhaseName }, moved: Moved): Promise<void> {
  const { recorded } = phaseDefinition(chain.phase);
  if (recorded === undefined || namingField(recorded) !== null || !(await isFew(sql, chain.id, moved.keys.length)))
    return await writeFigures(sql, chain.id, chain.phase);
  const params = new SqlParams([chain.id, moved.keys, moved.from.number, moved.to.number, moved.commandId, moved.to.id]);
  const standing = standingSql(params, '(s.weight > 0 or d.command_id <> $5)');
  const { total, open, tasks } = countedSql(recorded, params);
  await queryPrepared(
    sql,
    `with items as materialized (
       select i.item_key, i.data, s.weight, ${standing} as standing from (values (-1, $3::int), (1, $4::int)) s (weight, number)
         cross join unnest($2::text[]) k (item_key)
         cross join lateral (select v.item_key, v.op, v.data from version_item v where v.chain_id = $1 and v.item_key = k.item_key
           and v.number <= s.number order by v.number desc limit 1) i
        where i.op = 'put' and ${keyRangeSql('i.item_key', 'items')}),
     given as (${tasks}),
     told as (select t.id, g.task, g.role, g."userId", coalesce(t.count, 0) + g.count as count
       from given g left join chain_task t on t.chain_id = $1 and t.task = g.task and t.user_id is not distinct from g."userId" where g.count <> 0),
     gone as (delete from chain_task t using told where t.id = told.id and told.count = 0),
     kept as (update chain_task t set count = told.count from told where t.id = told.id and told.count > 0),
     made as (insert into chain_task (chain_id, task, role, user_id, count, since)
       select $1, told.task, told.role, told."userId", told.count, now() from told where told.id is null)
     update chain_figures f set version_id = $6, total = f.total + m.total, open = f.open + m.open,
         complete = f.total + m.total > 0 and f.open + m.open = 0
       from (select ${total} as total, ${open} as open) m where f.chain_id = $1`,
    params.values,
  );
}

/** Whether so many of a chain's items are few. Where nothing was counted yet, none are. */
async function isFew(sql: SqlClient, chainId: string, count: number): Promise<boolean> {
  const { rows } = await queryPrepared<{ total: number }>(sql, 'select total from chain_figures where chain_id = $1', [chainId]);
  return count <= (rows[0]?.total ?? 0) * MOST_MOVED;
}
