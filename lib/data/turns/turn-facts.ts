import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { WorkCalendar } from '#domain/time/calendar';
import type { ClockEventKind } from '#domain/time/clock';
import { ESCALATION_BUSINESS_HOURS } from '#domain/time/ladder';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ChainStanding, LedgerTurn, RecordedStanding } from '#domain/time/turns';
import type { ApprovalPolicy, CastDecision } from '#domain/version/approval-policy';
import { isAsked } from '#domain/version/decision-rules';
import { HELD_ROLES_SQL } from '../people/held-roles';
import {
  activePersonSql,
  approvedSql,
  authorsSinceApprovalSql,
  isRecordedSql,
  laneRetiredAtSql,
  openSql,
  taskHoldersSql,
} from '../sql/fragments';

/** An event of a clock as facts hold it. */
export interface StoredClockEvent {
  spell: number;
  kind: ClockEventKind;
  at: string;
  minutes: number | null;
  warnAt: string | null;
  dueAt: string | null;
}

/** A turn of a spell as facts hold it. */
export interface StoredTurn {
  seq: number;
  spell: number;
  at: string;
  roles: Role[];
}

/** What the turn of a chain follows from, as the database holds it at this moment. Instants are ISO texts. */
export interface TurnFacts {
  /** When the transaction began. */
  now: string;
  chainId: string;
  cycleId: string;
  cycleReportId: string;
  reportId: string;
  phase: PhaseName;
  instance: string;
  policy: ApprovalPolicy;
  warnAt: string | null;
  dueAt: string | null;
  closed: boolean;
  draftDue: boolean;
  working: boolean;
  open: (NonNullable<ChainStanding['open']> & { submittedById: string | null }) | null;
  approvedId: string | null;
  /** Of a recorded chain in a lane; null of others. */
  recorded: RecordedStanding | null;
  testerId: string | null;
  ownerId: string | null;
  /** Of a pending version: its authors since the last approval, what was decided on it, and who might be asked. */
  asked: { authorIds: string[]; cast: CastDecision[]; candidates: Subject[] } | null;
  last: (Omit<LedgerTurn, 'at'> & { at: string }) | null;
  /** Events of the clock in its last spell, oldest first, and how many there are of all spells. */
  clock: StoredClockEvent[];
  clockEvents: number;
  /** By which the clock counts; null of chains opened before calendars had numbers. */
  calendarNumber: number | null;
  /** Null where that is no row. */
  calendar: WorkCalendar | null;
  allowanceMinutes: number;
  /** From the due date, or the end of a role's time, to the first level of the ladder, and from each to the next. */
  escalationBusinessHours: number;
  roleAllowances: RoleAllowances;
  /** Of the last spell, oldest first; none where no role has an allowance. */
  turns: StoredTurn[];
  /** What was told in the last spell of the clock, by the keys of rungs. */
  told: { term: number; rung: string }[];
}

/** Those who may hold a role of the policy for the report; `isAsked` says who of them is asked. Delegates hold the role themselves. */
const CANDIDATES_SQL = `(select coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name, 'email', u.email, 'roles', ${HELD_ROLES_SQL})
      order by u.id), '[]') from app_user u
    where ${activePersonSql('u')} and u.id in (
      select cr.tester_id where c.policy -> 'roles' ? 'tester'
      union select r.owner_id where c.policy -> 'roles' ? 'report_owner'
      union select d.to_id from delegation d where d.from_id = r.owner_id and d.role = 'report_owner' and c.policy -> 'roles' ? 'report_owner'
      union select a.user_id from role_assignment a
        where a.role not in ('tester', 'report_owner') and c.policy -> 'roles' ? a.role::text))`;

const CAST_SQL = `(select coalesce(jsonb_agg(jsonb_build_object('actorId', d.actor_id, 'role', d.actor_role,
        'decision', coalesce(d.payload ->> 'decision', 'sign'), 'at', dr.created_at, 'onBehalfOfId', d.payload #>> '{onBehalfOf,userId}') order by d.seq), '[]')
    from command d join receipt dr on dr.command_id = d.id and dr.outcome = 'applied'
    where d.version_id = o.id and d.kind = 'decide_version')`;

/** A task waits for whoever it names, or else for those who hold its role for the lane's line of business. */
const RECORDED_SQL = `(select jsonb_build_object('retired', ${laneRetiredAtSql('l')} is not null, 'total', coalesce(f.total, 0), 'open', coalesce(f.open, 0),
      'complete', coalesce(f.complete, false),
      'tasks', (select coalesce(jsonb_agg(jsonb_build_object('task', t.task, 'people', case when t.user_id is not null then jsonb_build_array(t.user_id)
          else to_jsonb(${taskHoldersSql('c', 't.role')}) end) order by t.task, t.user_id), '[]')
        from chain_task t where t.chain_id = c.id))
    from lane l left join chain_figures f on f.chain_id = c.id where l.id = c.lane_id and ${isRecordedSql('c')})`;

/** Nobody has the turn in a chain whose versions are drafted once its lane has ended. */
const RETIRED_DRAFTED_SQL = `exists (select from lane l where l.id = c.lane_id and ${laneRetiredAtSql('l')} is not null and not ${isRecordedSql('c')})`;

/** SQL of the events of the clock of chain `c` in its last spell, oldest first, as jsonb. */
export const CLOCK_SQL = `(select coalesce(jsonb_agg(jsonb_build_object('spell', k.spell, 'kind', k.kind, 'at', k.at, 'minutes', k.minutes,
      'warnAt', k.warn_at, 'dueAt', k.due_at) order by k.seq), '[]') from clock_event k
    where k.chain_id = c.id and k.spell = (select max(m.spell) from clock_event m where m.chain_id = c.id))`;

/** SQL of the turns of chain `c` in its last spell, oldest first, as jsonb. */
export const SPELL_TURNS_SQL = `(select coalesce(jsonb_agg(jsonb_build_object('seq', t.seq, 'spell', t.spell, 'at', t.at, 'roles', t.roles) order by t.seq), '[]')
    from turn t where t.chain_id = c.id and t.spell = (select max(m.spell) from turn m where m.chain_id = c.id))`;

const factsSql = (
  candidates: string,
) => `(select jsonb_build_object('now', now(), 'chainId', c.id, 'cycleId', cr.cycle_id, 'cycleReportId', cr.id,
      'reportId', cr.report_id, 'phase', c.phase, 'instance', c.instance, 'policy', c.policy, 'warnAt', c.warn_at, 'dueAt', c.due_at,
      'closed', c.closed_at is not null or cr.closed_at is not null or ${RETIRED_DRAFTED_SQL}, 'draftDue', c.draft_due is not null,
      'working', exists (select from work w where w.chain_id = c.id and w.status = 'running'),
      'open', case when o.id is not null then jsonb_build_object('id', o.id, 'status', o.status, 'cause', o.cause, 'submittedById', o.submitted_by_id) end,
      'approvedId', (select a.id from version a where a.chain_id = c.id and ${approvedSql('a')}),
      'testerId', cr.tester_id, 'ownerId', r.owner_id, 'recorded', ${RECORDED_SQL},
      'asked', case when o.status = 'pending_approval' then jsonb_build_object('cast', ${CAST_SQL}, 'candidates', ${candidates},
        'authorIds', (select coalesce(jsonb_agg(distinct a.user_id), '[]') ${authorsSinceApprovalSql('c.id')})) end,
      'last', (select jsonb_build_object('seq', t.seq, 'spell', t.spell, 'at', t.at, 'turn', t.turn, 'roles', t.roles, 'people', t.people,
          'versionId', t.version_id) from turn t where t.chain_id = c.id order by t.seq desc limit 1),
      'calendarNumber', c.calendar_number, 'calendar', (select k.definition from calendar_version k where k.number = c.calendar_number),
      'allowanceMinutes', c.allowance_business_hours * 60,
      'escalationBusinessHours', coalesce(c.escalation_business_hours, ${ESCALATION_BUSINESS_HOURS}), 'clock', ${CLOCK_SQL},
      'roleAllowances', coalesce(c.role_allowances, '{}'), 'turns', case when c.role_allowances is null then '[]' else ${SPELL_TURNS_SQL} end,
      'told', (select coalesce(jsonb_agg(jsonb_build_object('term', e.term, 'rung', e.rung)), '[]') from escalation e
          where e.chain_id = c.id and e.spell = (select max(m.spell) from clock_event m where m.chain_id = c.id)),
      'clockEvents', (select count(*) from clock_event k where k.chain_id = c.id))
    from report r left join version o on o.chain_id = c.id and ${openSql('o')} where r.id = cr.report_id)`;

/** SQL of the facts of chain `c` of cycle report `cr`, as the jsonb of a `TurnFacts`. */
export const TURN_FACTS_SQL = factsSql(CANDIDATES_SQL);
/** SQL of the facts of chain `c` of cycle report `cr` without those who might be asked: where a chain stands depends on no people. */
export const STANDING_FACTS_SQL = factsSql(`'[]'::jsonb`);

/** What was decided on the open version so far, the submitter's own signature included. */
export function castOf(facts: Pick<TurnFacts, 'policy' | 'open' | 'asked'>): CastDecision[] {
  if (facts.asked === null) return [];
  return facts.asked.cast;
}

/** The handles of those of whom the pending version waits when the transaction begins, by the rule that also judges their decisions. */
export function decidersOf(facts: TurnFacts): string[] {
  const { asked, cycleReportId, reportId, testerId, ownerId, closed, policy } = facts;
  if (asked === null) return [];
  const resource = { cycleReportId, reportId, testerId, ownerId, closed };
  const common = {
    resource,
    policy,
    submittedById: facts.open?.submittedById ?? null,
    authorIds: asked.authorIds,
    cast: castOf(facts),
    at: facts.now,
  };
  return asked.candidates.filter((subject) => isAsked({ ...common, subject })).map(({ userId }) => userId);
}
