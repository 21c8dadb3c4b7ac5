import type { PhaseName } from '#domain/phase/phase-names';
import { JUDGED_FIELD, type RecordedPhase, type TaskItems } from '#domain/phase/recorded';
import { TASKS, type TaskName } from '#domain/phase/tasks';
import { answersOf, phaseDefinition } from '#domain/phases/registry';
import { contentSql } from '../log/version-content.queries';
import type { Queryable, SqlClient } from '../sql/connection';
import { approvedSql } from '../sql/fragments';
import { fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { computeAnswered } from './answered-figures';

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

/** Handles are texts of 36 characters behind "{person:". */
const HANDLE_FROM = '{person:'.length + 1;

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
  const { rows } = await db.query<Omit<Figures, 'versionId' | 'complete'>>(figuresSql(recorded, params), params.values);
  const { total, open, tasks, people } = rows[0] ?? { total: 0, open: 0, tasks: [], people: [] };
  return { versionId: version.id, total, open, complete: total > 0 && open === 0, tasks, people };
}

/** SQL of the handle of the data owner in whose lane the chain is. */
const OWNER_OF_LANE_SQL = '(select l.owner_id from chain c join lane l on l.id = c.lane_id where c.id = $1)';

/** One pass over the content: each item with the verdict on its present judged part, then what is counted of it. */
function figuresSql(recorded: RecordedPhase, params: SqlParams): string {
  const judged = params.bind(JUDGED_FIELD);
  const named = namedSql(recorded, params);
  const due = recorded.tasks.map((one) => ({ ...one, condition: one.due.map((items) => taskItemsSql(items, params)).join(' or ') }));
  const elsewhere = (recorded.elsewhere?.due ?? []).map((items) => taskItemsSql(items, params));
  const waiting = [...due.map(({ condition }) => `(${condition})`), ...elsewhere].join(' or ');
  const tasks = due.map(({ task, toPerson, condition }) => {
    const who = toPerson ? named : 'null::uuid';
    return `select ${params.bind(task)}::text as task, ${params.bind(TASKS[task].role)}::text as role, ${who} as "userId", count(*)::int as count
      from items i where ${condition} group by 3`;
  });
  return `with items as materialized (
      select i.item_key, i.data, coalesce((select d.verdict from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key
          and d.item_hash = decode(i.data ->> ${judged}, 'hex') order by d.id desc limit 1), 'none') as standing
        ${contentSql('$1', '$2')})
    select (select count(*)::int from items) as total, (select count(*)::int from items i where ${waiting}) as open,
      (select coalesce(jsonb_agg(t order by t.task, t."userId"), '[]') from (${tasks.join(' union all ')}) t) as tasks,
      (select coalesce(jsonb_agg(distinct ${named}), '[]') from items i where ${named} is not null) as people`;
}

function taskItemsSql({ items, standing }: TaskItems, params: SqlParams): string {
  return `(${itemFilterSql(items, { data: 'i.data', key: 'i.item_key' }, params)} and i.standing = any(${params.bind([...standing])}::text[]))`;
}

/** SQL of whom an item concerns beside the report's own people. */
function namedSql({ people }: RecordedPhase, params: SqlParams): string {
  if (typeof people === 'object') return handleSql(people.field, params);
  return people === 'owner' ? OWNER_OF_LANE_SQL : 'null::uuid';
}

/** SQL of the handle that a field names; null where it names nobody. */
function handleSql(field: string, params: SqlParams): string {
  const text = fieldTextSql(field, { data: 'i.data', key: 'i.item_key' }, params);
  return `substring(${text} from ${HANDLE_FROM} for 36)::uuid`;
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
