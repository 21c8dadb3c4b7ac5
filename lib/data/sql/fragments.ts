import { WORKS, type WorkTurn } from '#contract/views/progress-views';
import { ERASED_NAME, SYSTEM_NAME } from '#domain/people/name-then';
import { JUDGED_FIELD, NO_VERDICT } from '#domain/phase/recorded';
import { APPROVED_STATUS, EVER_APPROVED_STATUSES, OPEN_STATUSES, type VersionStatus } from '#domain/version/version-status';

/**
 * Rules that several statements ask, each under one name. An alias is a word of the code and a value is a bound place ("$2"):
 * nothing that was entered becomes part of a text. A data test holds each against the rule of lib/domain that it mirrors.
 */

/** Aliases under which statements read `version`. */
type VersionAlias = 'v' | 'o' | 'a' | 'p' | 'now';

/** What a statement calls a chain's id: a column of its `chain`, or a bound place. */
type ChainId = 'ch.id' | 'c.id' | 'v.chain_id' | '$1';

function listSql(words: readonly (VersionStatus | WorkTurn)[]): string {
  return `(${words.map((word) => `'${word}'`).join(', ')})`;
}

/** SQL of `isOpen` (lib/domain/version/version-status): the version is a draft or waits for a decision. */
export function openSql(version: VersionAlias): string {
  return `${version}.status in ${listSql(OPEN_STATUSES)}`;
}

/** SQL of `wasEverApproved` (lib/domain/version/version-status): the version is approved, or was until another took its place. */
export function everApprovedSql(version: VersionAlias): string {
  return `${version}.status in ${listSql(EVER_APPROVED_STATUSES)}`;
}

/** SQL of `isApproved` (lib/domain/version/version-status): the version is the approved one of its chain. */
export function approvedSql(version: VersionAlias): string {
  return `${version}.status = '${APPROVED_STATUS}'`;
}

/** SQL of `isOpen` or `isApproved` (lib/domain/version/version-status): the versions of a chain that its workflow shows. */
export function standingSql(version: VersionAlias): string {
  return `${version}.status in ${listSql([...OPEN_STATUSES, APPROVED_STATUS])}`;
}

/**
 * SQL of `authorsSinceApproval` (lib/domain/version/authors): FROM and WHERE over the rows `a` of version_author that make
 * somebody an author of a chain since its last approved version. A statement goes on with "and …".
 * @param upTo the place of a version's number: who had a hand in it since the approval before it; left out: since the latest
 */
export function authorsSinceApprovalSql(chain: ChainId, upTo?: '$2' | 'v.number'): string {
  const before = upTo === undefined ? '' : ` and p.number < ${upTo}`;
  const until = upTo === undefined ? '' : ` and av.number <= ${upTo}`;
  return `from version_author a join version av on av.id = a.version_id
    where a.chain_id = ${chain}${until} and av.number > coalesce(
      (select max(p.number) from version p where p.chain_id = ${chain}${before} and ${everApprovedSql('p')}), 0)`;
}

/**
 * SQL of `approvalHolds` (lib/domain/version/approval): whether a decision still counts when this transaction begins. Days are of 24 hours, whatever
 * the zone.
 * @param given when it was applied
 */
export function approvalHoldsSql(policy: 'ch.policy', given: 'rc.created_at'): string {
  return `(${policy} ->> 'mode' <> 'review' or coalesce(${given} >= now() - (${policy} ->> 'approvalsHoldDays')::int * interval '24 hours', true))`;
}

/** SQL of whether a delegation lends its role at this moment: it has begun, is not over, and nobody ended it. */
export function delegationInForceSql(delegation: 'd'): string {
  return `(${delegation}.revoked_at is null and coalesce(${delegation}.from_at <= clock_timestamp(), true) and ${delegation}.until > clock_timestamp())`;
}

/** SQL of whether a turn is somebody's, and not the system's or nobody's. */
export function isSomebodysTurnSql(turn: 'n' | 't'): string {
  return `${turn}.turn in ${listSql(WORKS)}`;
}

/** SQL of whether an absence is now: it has begun, is not over, and nobody is back before. */
export function absentNowSql(absence: 'a'): string {
  return `(${absence}.ended_at is null and ${absence}.from_at <= clock_timestamp() and ${absence}.until > clock_timestamp())`;
}

/** SQL of when a lane ended, null while it lives: one inside another ends with that one. */
export function laneRetiredAtSql(lane: 'l'): string {
  return `coalesce(${lane}.retired_at, (select outer_lane.retired_at from lane outer_lane where outer_lane.id = ${lane}.parent_id))`;
}

/** SQL of why a lane ended, as `laneRetiredAtSql`. */
export function laneRetiredReasonSql(lane: 'l'): string {
  return `coalesce(${lane}.retired_reason, (select outer_lane.retired_reason from lane outer_lane where outer_lane.id = ${lane}.parent_id))`;
}

/** SQL of whether a chain is recorded change by change: its policy says so. */
export function isRecordedSql(chain: 'c' | 'ch' | 'oc'): string {
  return `${chain}.policy ->> 'mode' = 'recorded'`;
}

/** SQL of the approved versions that list what is in a lane, as an array: its own, and the one that lists the lane it is in. */
export function laneListingsSql(lane: 'l'): string {
  return `array_remove(array[${lane}.listed_from, (select outer_lane.listed_from from lane outer_lane where outer_lane.id = ${lane}.parent_id)], null)`;
}

/** SQL of what a lane is called: "Retail", and "Retail, Olaf One" of one inside it that is a data owner's. `b` is its line of business. */
export function laneNameSql(lane: 'l', lob: 'b'): string {
  return `${lob}.name || coalesce(', ' || (select o.name from app_user o where o.id = ${lane}.owner_id), '')`;
}

/**
 * SQL of the handles of those who may do what a task of chain `c` in lane `l` waits for, where it names nobody: the report's tester, or those
 * who hold the task's role, a Data Executive for the lane's line of business. An array in the order of their names.
 */
export function taskHoldersSql(chain: 'c' | 'ch', taskRole: 't.role'): string {
  return `array(select u.id from app_user u where ${activePersonSql('u')} and case ${taskRole}
      when 'tester' then u.id = (select w.tester_id from cycle_report w where w.id = ${chain}.cycle_report_id)
      else exists (select from role_assignment a where a.user_id = u.id and a.role::text = ${taskRole} and (a.until is null or a.until > clock_timestamp())
        and case ${taskRole} when 'data_executive' then a.lob_id = l.lob_id
          else (a.report_id is null or a.report_id = (select w.report_id from cycle_report w where w.id = ${chain}.cycle_report_id))
            and (a.cycle_report_id is null or a.cycle_report_id = ${chain}.cycle_report_id) end) end order by u.name, u.id)`;
}

/**
 * SQL of the `LaneOwnership` (lib/domain/people/permissions) of a chain, as jsonb: whose lane it is in, and whom its items name. Null
 * where it is in none.
 */
export function laneOwnershipSql(chain: 'ch' | 'c'): string {
  return `(select jsonb_build_object('lobId', l.lob_id, 'phase', ${chain}.phase, 'people', array(select p.user_id from chain_person p where p.chain_id = ${chain}.id order by 1))
    from lane l where l.id = ${chain}.lane_id)`;
}

/**
 * SQL of the verdict that stands on item `i` of a recorded phase: the last one given on its present judged part, 'none' where there is
 * none (`STANDING_FIELD` and `JUDGED_FIELD` of lib/domain/phase/recorded).
 */
export const STANDING_VERDICT_SQL = `coalesce((select d.verdict from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key
  and d.item_hash = decode(i.data ->> '${JUDGED_FIELD}', 'hex') order by d.id desc limit 1), '${NO_VERDICT}')`;

/** Joins report `r` and cycle `tc` to cycle report `cr`. */
export const REPORT_JOINS_SQL = 'join report r on r.id = cr.report_id join test_cycle tc on tc.id = cr.cycle_id';

/** Joins cycle report `cr`, report `r` and cycle `tc` to chain `ch`. */
export const CHAIN_JOINS_SQL = `join cycle_report cr on cr.id = ch.cycle_report_id ${REPORT_JOINS_SQL}`;

/** SQL of `reportTitle` (lib/domain/phase/chain-address) for a report and cycle `tc`; null where either is missing. */
export function reportTitleSql(report: 'r' | 'rr' = 'r'): string {
  return `${report}.name || ', ' || tc.name`;
}

/** Statement of the last closed cycle of each report, with its name: what the next one may begin from. */
export const LAST_CLOSED_SQL = `select distinct on (cr.report_id) cr.report_id, cr.id, tc.name as cycle from cycle_report cr ${REPORT_JOINS_SQL}
  where cr.closed_at is not null order by cr.report_id, cr.closed_at desc, cr.id`;

/** SQL of whether a person's account is active: those disabled sign in no more, and nobody names, asks or counts them. */
export function activePersonSql(person: 'u' | 'f'): string {
  return `${person}.disabled_at is null`;
}

/**
 * FROM and WHERE over the commands `c` without a receipt, found by the counters `k` of their targets: what was answered in an
 * unbroken row is not looked at. A statement goes on with "and …".
 */
export const WAITING_COMMANDS_SQL = `from command_counter k
    join command c on c.target_kind = k.target_kind and c.target_id = k.target_id and c.seq > k.answered_seq
    where k.last_seq > k.answered_seq and not exists (select from receipt wr where wr.command_id = c.id)`;

/** `items` have ordinary keys; `facts` have reserved keys ("$…"); `all` is both. */
export type KeyRange = 'items' | 'facts' | 'all';

/**
 * SQL of `isFactKey` (lib/domain/item/fact-key), as a range of keys. The column is one that is ordered by bytes (collation "C"), as
 * the change log orders its keys.
 */
export function keyRangeSql(column: string, range: KeyRange): string {
  if (range === 'all') return 'true';
  // A range rather than a pattern, so that the primary key's index answers it.
  return range === 'facts' ? `(${column} >= '$' and ${column} < '%')` : `(${column} < '$' or ${column} >= '%')`;
}

/**
 * SQL of `nameThen` (lib/domain/people/name-then): what a person was called at an instant. Nobody at all is the system itself.
 * @param person an expression of their handle; @param at of the instant
 */
export function nameThenSql(person: string, at: string): string {
  return `case when ${person} is null then '${SYSTEM_NAME}' else coalesce((select n.name from person_name n where n.person_id = ${person}
    order by n.since > ${at}, abs(extract(epoch from n.since - ${at})) limit 1), '${ERASED_NAME}') end`;
}
