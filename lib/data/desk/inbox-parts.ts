import type { DueState, InboxSort, InboxTab } from '#contract/views/work-views';
import { assertNever } from '#domain/assert-never';
import { principalsOf, type Subject, withoutDelegations } from '#domain/people/permissions';
import { ROLES, type Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import { APPROVED_STATUS, PENDING_STATUS } from '#domain/version/version-status';
import { holdsForSql, visibleReportsSql } from '../people/visible-reports';
import {
  approvalHoldsSql,
  authorsSinceApprovalSql,
  CHAIN_JOINS_SQL,
  isRecordedSql,
  laneRetiredAtSql,
  openSql,
  REPORT_JOINS_SQL,
} from '../sql/fragments';
import type { SqlParams } from '../sql/sql-params';

export interface InboxFilter {
  reportId?: string | undefined;
  phase?: PhaseName | undefined;
  due?: DueState | undefined;
  /** Looked for in the names of report and cycle. */
  text?: string | undefined;
  now: Date;
}

/**
 * One kind of row: FROM and WHERE of a statement over chain `ch` (or none), version `v`, cycle report `cr`, report `r`,
 * cycle `tc`, and what it is sorted by. Each part can be answered from an index in the order asked for.
 */
export interface InboxPart {
  name: 'decide' | 'prepare' | 'task' | 'start' | 'followed' | 'done';
  from: string;
  where: string;
  id: string;
  warnAt: string;
  dueAt: string;
  since: string;
  /** Of a task in a lane: its name and how many items wait. */
  task?: { name: string; count: string };
}

/** Roles of the whole report for which something waits in lanes; a Data Executive's are asked for by their line of business. */
const ROLES_OF_TASKS = ['tester', 'test_executive'] as const satisfies readonly Role[];

const LIVE = 'ch.closed_at is null and cr.closed_at is null';

/** The parts a tab is made of. Separation of duties is asked here too: what somebody may not decide does not wait for them. */
export function inboxParts(tab: InboxTab, subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart[] {
  switch (tab) {
    case 'waiting':
      return [decidePart, preparePart, taskPart, startPart].flatMap((part) => part(subject, filter, params) ?? []);
    case 'sent':
      return [followed(`v.submitted_by_id = ${params.bind(subject.userId)}::uuid`, `v.status = 'pending_approval'`, filter, params)];
    case 'team':
      return [teamPart(subject, filter, params)];
    case 'done':
      return [donePart(subject, filter, params)];
    default:
      return assertNever(tab);
  }
}

/** Sort expression of a part; rows without a due date come last. */
export function sortSql(part: InboxPart, sort: InboxSort): string {
  switch (sort) {
    case 'due':
      return part.dueAt;
    case 'since':
      return part.since;
    case 'report':
      return 'r.name';
    default:
      return assertNever(sort);
  }
}

function decidePart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart | null {
  const deciding = decidingSql(subject, params);
  if (deciding === null) return null;
  return {
    name: 'decide',
    from: `chain ch join version v on v.chain_id = ch.id and v.status = 'pending_approval' ${CHAIN_JOINS_SQL}`,
    where: `${LIVE} and ${deciding} and ${filterSql(filter, params)}`,
    id: 'ch.id',
    ...DEADLINES,
    since: 'v.submitted_at',
  };
}

/** The deadlines of chain `ch` as SQL. `dueAt` is the expression of the index chain_due (migration): the first page is read in its order. */
const DEADLINES = {
  warnAt: `coalesce(ch.warn_at, 'infinity'::timestamptz)`,
  dueAt: `coalesce(ch.due_at, 'infinity'::timestamptz)`,
};

/**
 * Whether the version's policy asks this very person, in their own right or for somebody who lent them the role: role for
 * the report, neither of the two an author, none of them has voted yet, or not in a way that counts still; a tester's own work waits for their signature as tester too
 * (`refuseDecision` of lib/domain). Null: never.
 */
function decidingSql(subject: Subject, params: SqlParams): string | null {
  const ways = principalsOf(subject).flatMap(({ principal, as }) => {
    const roles = ROLES.flatMap((role) => {
      const holds = holdsForSql(as, role, params);
      // Written so that the planner takes it for an even chance; "?" alone looks so rare to it that it sorts everything.
      return holds === 'false'
        ? []
        : [{ role, asked: `(coalesce(ch.policy -> 'roles' ? '${role}', false) and ${holds} and ${unsignedSql(role)})` }];
    });
    if (roles.length === 0) return [];
    const people = params.bind(principal === null ? [subject.userId] : [subject.userId, principal.userId]);
    const own = roles
      .filter(({ role }) => role === 'tester' && principal === null)
      .map(({ asked }) => `(${SIGNOFF} and ${asked} and ${unheardSql(people)})`);
    return [`(${roles.map(({ asked }) => asked).join(' or ')}) and ${uninvolvedSql(people)}`, ...own];
  });
  const [only] = ways;
  if (only === undefined) return null;
  return ways.length === 1 ? only : `(${ways.map((way) => `(${way})`).join(' or ')})`;
}

const SIGNOFF = `ch.policy ->> 'mode' = 'signoff'`;

/** SQL that holds where nobody has signed version `v` in a role yet; one person signs for each. */
function unsignedSql(role: Role): string {
  return `not (${SIGNOFF} and exists (select from signature s where s.version_id = v.id and s.user_role = '${role}'))`;
}

/** SQL that holds where none of these people (a bound array) has decided on version `v`, or was decided for, in a way that counts still. */
function unheardSql(people: string): string {
  return `not exists (select 1 from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
          where c.version_id = v.id and c.kind = 'decide_version'
            and ${approvalHoldsSql('ch.policy', 'rc.created_at')}
            and (c.actor_id = any(${people}::uuid[]) or c.payload #>> '{onBehalfOf,userId}' = any(${people}::text[])))`;
}

/** SQL that holds where none of these people (a bound array) submitted, voted on or had a hand in version `v`. */
function uninvolvedSql(people: string): string {
  return `coalesce(v.submitted_by_id <> all(${people}::uuid[]), true) and ${unheardSql(people)}
    and not exists (select 1 ${authorsSinceApprovalSql('ch.id')} and a.user_id = any(${people}::uuid[]))`;
}

function preparePart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart | null {
  const tester = holdsForSql(subject, 'tester', params);
  if (tester === 'false') return null;
  return {
    name: 'prepare',
    from: `chain ch left join version v on v.chain_id = ch.id and ${openSql('v')} ${CHAIN_JOINS_SQL}`,
    where: `${LIVE} and ${tester} and (v.status = 'draft' or (v.id is null and ch.draft_due is not null)) and ${filterSql(filter, params)}`,
    id: 'ch.id',
    ...DEADLINES,
    since: 'coalesce(v.created_at, ch.opened_at)',
  };
}

/**
 * What waits in lanes for this very person: by their name, by the role they hold for the lane's line of business, as the report's tester or
 * its Test Executive: of a recorded chain on what is in force, of another on what is pending. One row a chain and task.
 */
function taskPart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart | null {
  const own = subject.roles.filter((held) => held.onBehalfOf === undefined);
  const lobs = own.flatMap((held) => (held.role === 'data_executive' && held.lobId ? [held.lobId] : []));
  const ways = [
    ...(own.some((held) => held.role === 'data_owner') ? [`t.user_id = ${params.bind(subject.userId)}::uuid`] : []),
    ...ROLES_OF_TASKS.flatMap((role) => {
      const holds = holdsForSql(withoutDelegations(subject), role, params);
      return holds === 'false' ? [] : [`(t.user_id is null and t.role = '${role}' and ${holds})`];
    }),
    ...(lobs.length > 0 ? [`(t.user_id is null and t.role = 'data_executive' and l.lob_id = any(${params.bind(lobs)}::uuid[]))`] : []),
  ];
  if (ways.length === 0) return null;
  return {
    name: 'task',
    from: `chain_task t join chain ch on ch.id = t.chain_id join lane l on l.id = ch.lane_id and ${laneRetiredAtSql('l')} is null
      join version v on v.chain_id = ch.id and v.status = (case when ${isRecordedSql('ch')} then '${APPROVED_STATUS}' else '${PENDING_STATUS}' end)::"VersionStatus"
      ${CHAIN_JOINS_SQL}`,
    where: `${LIVE} and (${ways.join(' or ')}) and ${filterSql(filter, params)}`,
    // A chain may hold several tasks of one person.
    id: 'md5(ch.id || t.task)::uuid',
    ...DEADLINES,
    since: 't.since',
    task: { name: 't.task', count: 't.count' },
  };
}

function startPart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart | null {
  // Nothing of a phase exists before the start, so a filter by phase leaves none.
  if (filter.phase !== undefined) return null;
  const holders = [holdsForSql(subject, 'tester', params), holdsForSql(subject, 'test_executive', params)].filter((one) => one !== 'false');
  if (holders.length === 0) return null;
  const due = `coalesce(cr.due_on::timestamptz + interval '1 day', 'infinity'::timestamptz)`;
  return {
    name: 'start',
    from: `cycle_report cr ${REPORT_JOINS_SQL}
      left join chain ch on false left join version v on false`,
    where: `cr.started_at is null and cr.closed_at is null and cr.tester_id is not null and r.owner_id is not null and cr.due_on is not null
      and (${holders.join(' or ')}) and ${namesSql(filter, params)} and ${dueSql(filter, { warnAt: due, dueAt: due }, params)}`,
    id: 'cr.id',
    warnAt: due,
    dueAt: due,
    since: 'cr.created_at',
  };
}

function followed(who: string, status: string, filter: InboxFilter, params: SqlParams): InboxPart {
  return {
    name: 'followed',
    from: `chain ch join version v on v.chain_id = ch.id and ${status} ${CHAIN_JOINS_SQL}`,
    where: `${LIVE} and ${who} and ${filterSql(filter, params)}`,
    id: 'ch.id',
    ...DEADLINES,
    since: 'coalesce(v.submitted_at, v.created_at)',
  };
}

/** Open work in reports somebody may see that waits for others and was not sent by them. */
function teamPart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart {
  const mine = [`coalesce(v.submitted_by_id = ${params.bind(subject.userId)}::uuid, false)`];
  const deciding = decidingSql(subject, params);
  if (deciding !== null) mine.push(`(v.status = 'pending_approval' and ${deciding})`);
  const tester = holdsForSql(subject, 'tester', params);
  if (tester !== 'false') mine.push(`(v.status = 'draft' and coalesce(${tester}, false))`);
  return followed(`${visibleReportsSql(subject, params)} and not (${mine.join(' or ')})`, openSql('v'), filter, params);
}

/** What somebody decided on, and what they sent that has been decided. */
function donePart(subject: Subject, filter: InboxFilter, params: SqlParams): InboxPart {
  const me = params.bind(subject.userId);
  return {
    name: 'done',
    from: `version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}`,
    where: `v.status <> 'draft' and ${visibleReportsSql(subject, params)} and v.id in (
        select c.version_id from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
         where c.kind = 'decide_version' and c.actor_id = ${me}::uuid
        union select s.id from version s where s.submitted_by_id = ${me}::uuid and s.status <> 'pending_approval')
      and ${filterSql(filter, params)}`,
    id: 'v.id',
    ...DEADLINES,
    since: 'coalesce(v.decided_at, v.submitted_at)',
  };
}

function filterSql(filter: InboxFilter, params: SqlParams): string {
  const phase = filter.phase === undefined ? 'true' : `ch.phase = ${params.bind(filter.phase)}`;
  return `${phase} and ${namesSql(filter, params)} and ${dueSql(filter, DEADLINES, params)}`;
}

function namesSql(filter: InboxFilter, params: SqlParams): string {
  const conditions: string[] = [];
  if (filter.reportId !== undefined) conditions.push(`r.id = ${params.bind(filter.reportId)}::uuid`);
  if (filter.text !== undefined && filter.text.trim() !== '') {
    conditions.push(`position(lower(${params.bind(filter.text.trim())}) in lower(r.name || ' ' || tc.name)) > 0`);
  }
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

/** Chooses rows by their schedule at `filter.now`: `schedule` of lib/domain/time in SQL; a data test holds the two together. */
function dueSql(filter: InboxFilter, deadlines: Pick<InboxPart, 'warnAt' | 'dueAt'>, params: SqlParams): string {
  if (filter.due === undefined) return 'true';
  const { warnAt, dueAt } = deadlines;
  if (filter.due === 'none') return `${dueAt} = 'infinity'::timestamptz`;
  const now = `${params.bind(filter.now.toISOString())}::timestamptz`;
  switch (filter.due) {
    case 'past_due':
      return `${dueAt} < ${now}`;
    case 'at_risk':
      return `(${warnAt} <= ${now} and ${dueAt} >= ${now})`;
    case 'on_track':
      return `(${warnAt} > ${now} and ${dueAt} < 'infinity'::timestamptz)`;
    default:
      return assertNever(filter.due);
  }
}
