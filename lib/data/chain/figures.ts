import type { PhaseName } from '#domain/phase/phase-names';
import type { TaskName } from '#domain/phase/tasks';
import { answersOf, phaseDefinition } from '#domain/phases/registry';
import { contentSql } from '../log/content-source.queries';
import type { Queryable, SqlClient } from '../sql/connection';
import { approvedSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { computeAnswered } from './answered-figures';
import { countedSql, standingSql } from './figure-sql';

/** What is derived of a chain in a lane: how far it is, what waits for whom in it, and whom it names. */
export interface Figures {
  versionId: string;
  total: number;
  /** Items that some task waits on, or that wait for another phase. */
  open: number;
  complete: boolean;
  /** One for each task and person with something waiting; `userId` is null where it waits for a role. */
  tasks: { task: TaskName; role: string; userId: string | null; count: number }[];
  /** The handles of those whom its items name. */
  people: string[];
}

/**
 * Computes the figures of a chain in a lane. Of a recorded one from its approved content and the verdicts that stand on it; of one that is
 * answered from what was submitted. Null before there is any.
 */
export async function computeFigures(db: Queryable, chainId: string, phase: PhaseName): Promise<Figures | null> {
  const answers = answersOf(phase);
  if (answers !== null) return await computeAnswered(db, chainId, answers);
  const recorded = phaseDefinition(phase).recorded;
  if (recorded === undefined) throw new Error(`${phase} is not recorded change by change.`);
  const { rows: versions } = await db.query<{ id: string; number: number }>(
    `select v.id, v.number from version v where v.chain_id = $1 and ${approvedSql('v')}`,
    [chainId],
  );
  const [version] = versions;
  if (version === undefined) return null;
  const params = new SqlParams([chainId, version.number]);
  const { total, open, tasks, named } = countedSql(recorded, params);
  const { rows } = await db.query<Omit<Figures, 'versionId' | 'complete'>>(
    `with items as materialized (select i.item_key, i.data, ${standingSql(params)} as standing, 1 as weight ${contentSql('$1', '$2')})
     select ${total} as total, ${open} as open, (select coalesce(jsonb_agg(t order by t.task, t."userId"), '[]') from (${tasks}) t) as tasks,
       (select coalesce(jsonb_agg(distinct ${named}), '[]') from items i where ${named} is not null) as people`,
    params.values,
  );
  const [figures] = rows;
  if (figures === undefined) throw new Error('the items of a chain come to no figures');
  return { versionId: version.id, ...figures, complete: figures.total > 0 && figures.open === 0 };
}

/**
 * Writes the figures of a chain in a lane whose lock the caller holds, after everything that changes its content or verdicts and before
 * the ledger. What waited before and still does has waited since then.
 */
export async function writeFigures(sql: SqlClient, chainId: string, phase: PhaseName): Promise<void> {
  const figures = await computeFigures(sql, chainId, phase);
  if (figures === null) return;
  await sql.query(
    `with given as (
       select * from jsonb_to_recordset($4::jsonb) as g (task text, role text, "userId" uuid, count int)),
     gone as (
       delete from chain_task t where t.chain_id = $1
         and not exists (select from given g where g.task = t.task and g."userId" is not distinct from t.user_id)),
     tasks as (
       insert into chain_task as t (chain_id, task, role, user_id, count, since)
       select $1, g.task, g.role, g."userId", g.count, now() from given g
       on conflict (chain_id, task, user_id) do update set count = excluded.count where t.count <> excluded.count),
     left_out as (
       delete from chain_person p where p.chain_id = $1 and p.user_id <> all ($5::uuid[])),
     people as (
       insert into chain_person (chain_id, user_id) select $1, unnest($5::uuid[]) on conflict do nothing)
     insert into chain_figures (chain_id, version_id, total, open, complete) values ($1, $2, $3, $6, $7)
     on conflict (chain_id) do update set version_id = excluded.version_id, total = excluded.total, open = excluded.open, complete = excluded.complete`,
    [chainId, figures.versionId, figures.total, JSON.stringify(figures.tasks), figures.people, figures.open, figures.complete],
  );
}
