import type { RecordedStandingView, WaitingTask } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { may, type Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { namingField, type RecordedPhase } from '#domain/phase/recorded';
import { TASK_NAMES, type TaskName } from '#domain/phase/tasks';
import { phaseDefinition } from '#domain/phases/registry';
import type { VersionScope } from '../people/access.queries';
import type { Queryable } from '../sql/connection';
import { laneNameSql, laneRetiredAtSql, laneRetiredReasonSql, taskHoldersSql } from '../sql/fragments';

interface TaskRow {
  chainId: string;
  task: TaskName;
  count: number;
  named: boolean;
  people: string[];
  since: Date;
}

/**
 * Reads what waits in some recorded chains, by the chain's id, in the order in which it is done: for whoever is named, or for those who hold
 * the task's role for the lane's line of business now.
 */
export async function readWaitingTasks(
  db: Queryable,
  of: { chainIds: readonly string[] } | { cycleReportIds: readonly string[] },
): Promise<Map<string, WaitingTask[]>> {
  const [column, ids] = 'chainIds' in of ? ['t.chain_id', of.chainIds] : ['ch.cycle_report_id', of.cycleReportIds];
  const { rows } = await db.query<TaskRow>(
    `select t.chain_id as "chainId", t.task, t.count, t.since, t.user_id is not null as named,
            case when t.user_id is not null then array[n.name] else array(
              select u.name from unnest(${taskHoldersSql('ch', 't.role')}) h (id) join app_user u on u.id = h.id order by u.name) end as people
       from chain_task t join chain ch on ch.id = t.chain_id join lane l on l.id = ch.lane_id left join app_user n on n.id = t.user_id
      where ${column} = any($1::uuid[]) order by array_position($2::text[], t.task), n.name, t.id`,
    [ids, TASK_NAMES],
  );
  const tasks = new Map<string, WaitingTask[]>();
  for (const { chainId, since, ...task } of rows)
    tasks.set(chainId, [...(tasks.get(chainId) ?? []), { ...task, since: since.toISOString() }]);
  return tasks;
}

/** Where the chain of a version stands, and which of its items are the reader's to answer; null where it is not recorded change by change. */
export async function readRecordedStanding(db: Queryable, subject: Subject, scope: VersionScope): Promise<RecordedStandingView | null> {
  const { recorded } = phaseDefinition(scope.phase);
  if (recorded === undefined) return null;
  const [{ rows }, tasks] = await Promise.all([
    db.query<{ name: string; retiredAt: Date | null; retiredReason: string | null; total: number; open: number }>(
      `select ${laneNameSql('l', 'b')} as name, ${laneRetiredAtSql('l')} as "retiredAt", ${laneRetiredReasonSql('l')} as "retiredReason", coalesce(f.total, 0) as total, coalesce(f.open, 0) as open
         from chain ch join lane l on l.id = ch.lane_id join lob b on b.id = l.lob_id left join chain_figures f on f.chain_id = ch.id
        where ch.id = $1`,
      [scope.chainId],
    ),
    readWaitingTasks(db, { chainIds: [scope.chainId] }),
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  const judges = may(subject, 'judge', scope.resource).allowed;
  return {
    lane: { name: row.name, retired: row.retiredAt && { at: row.retiredAt.toISOString(), reason: row.retiredReason ?? '' } },
    total: row.total,
    open: row.open,
    tasks: row.retiredAt === null ? (tasks.get(scope.chainId) ?? []) : [],
    own: judges ? ownItems(recorded, subject) : null,
  };
}

/** The items that are somebody's to judge: those that name them, or all of a chain that is judged by role. */
function ownItems(recorded: RecordedPhase, subject: Subject): ItemFilter {
  const person = namingField(recorded);
  const byName = person !== null && recorded.verdicts[recorded.personRole] !== undefined;
  return { all: byName ? [{ field: person, operator: 'is', values: [personToken(subject.userId)] }] : [] };
}
