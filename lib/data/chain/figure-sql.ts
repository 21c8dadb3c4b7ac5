import { JUDGED_FIELD, type RecordedPhase, type TaskItems } from '#domain/phase/recorded';
import { TASKS } from '#domain/phase/tasks';
import { fieldTextSql, itemFilterSql } from '../sql/item-filter-sql';
import type { SqlParams } from '../sql/sql-params';

/** Handles are texts of 36 characters behind "{person:". */
const HANDLE_FROM = '{person:'.length + 1;

/** SQL of the handle of the data owner in whose lane the chain is. */
const OWNER_OF_LANE_SQL = '(select l.owner_id from chain c join lane l on l.id = c.lane_id where c.id = $1)';

/**
 * What is counted of items: SQL over `items`, whose rows are (item_key, data, standing, weight). Weights of 1 count the items; of -1 as they
 * were and 1 as they are, what changed.
 */
interface CountedSql {
  /** int: items; those that some task waits on, or that wait for another phase. */
  total: string;
  open: string;
  /** Rows (task, role, "userId", count): one for each task and person. */
  tasks: string;
  /** uuid: whom item `i` concerns beside the report's own people; null where nobody. */
  named: string;
}

/** SQL of what is counted of the items of a recorded chain, which is $1. */
export function countedSql(recorded: RecordedPhase, params: SqlParams): CountedSql {
  const named = namedSql(recorded, params);
  const due = recorded.tasks.map((one) => ({ ...one, condition: one.due.map((items) => taskItemsSql(items, params)).join(' or ') }));
  const elsewhere = (recorded.elsewhere?.due ?? []).map((items) => taskItemsSql(items, params));
  const waiting = [...due.map(({ condition }) => `(${condition})`), ...elsewhere].join(' or ');
  const tasks = due.map(({ task, toPerson, condition }) => {
    const who = toPerson ? named : 'null::uuid';
    return `select ${params.bind(task)}::text as task, ${params.bind(TASKS[task].role)}::text as role, ${who} as "userId", sum(i.weight)::int as count
      from items i where ${condition} group by 3`;
  });
  return {
    total: '(select coalesce(sum(i.weight), 0)::int from items i)',
    open: `(select coalesce(sum(i.weight), 0)::int from items i where ${waiting})`,
    tasks: tasks.join(' union all '),
    named,
  };
}

/** SQL of the verdict that stands on item `i` of chain $1. @param among a condition on decision `d` */
export function standingSql(params: SqlParams, among = 'true'): string {
  return `coalesce((select d.verdict from item_decision d where d.chain_id = $1 and d.item_key = i.item_key
    and d.item_hash = decode(i.data ->> ${params.bind(JUDGED_FIELD)}, 'hex') and ${among} order by d.id desc limit 1), 'none')`;
}

function taskItemsSql({ items, standing }: TaskItems, params: SqlParams): string {
  return `(${itemFilterSql(items, { data: 'i.data', key: 'i.item_key' }, params)} and i.standing = any(${params.bind([...standing])}::text[]))`;
}

function namedSql({ people }: RecordedPhase, params: SqlParams): string {
  if (typeof people === 'object') return handleSql(people.field, params);
  return people === 'owner' ? OWNER_OF_LANE_SQL : 'null::uuid';
}

/** SQL of the handle that a field names; null where it names nobody. */
function handleSql(field: string, params: SqlParams): string {
  const text = fieldTextSql(field, { data: 'i.data', key: 'i.item_key' }, params);
  return `substring(${text} from ${HANDLE_FROM} for 36)::uuid`;
}
