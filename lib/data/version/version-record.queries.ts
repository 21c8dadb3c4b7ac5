import type { PersonRef } from '#contract/views/row-views';
import type { DecisionRecord, UpstreamView, WorkView } from '#contract/views/version-views';
import type { ChainAddress } from '#domain/phase/chain-address';
import { REFUSALS, tellsOfData } from '#domain/refusals';
import type { Decision, WorkKind, WorkStatus } from '#domain/version/commands';
import type { Queryable } from '../sql/connection';
import { approvedSql, authorsSinceApprovalSql, everApprovedSql, isRecordedSql, nameThenSql } from '../sql/fragments';
import { isoOrNull } from './version-refs.queries';

/** A name to show for a person, by the role they hold towards a report. */
export interface PersonRow {
  id: string | null;
  name: string;
  role: string;
}

interface DecisionRow extends PersonRow {
  commandId: string;
  decision: Decision;
  onBehalfOf: DecisionRecord['onBehalfOf'];
  at: Date;
  comment: string;
  versionNumber: number;
  versionHash: Buffer | null;
  brokenGlass: string[];
}

/** Applied decisions of a chain up to a version, oldest first; under `self` and `recorded` the submission is the decision. */
export async function readDecisions(db: Queryable, chainId: string, upTo: number): Promise<DecisionRecord[]> {
  const answer = await db.query<DecisionRow>(
    `select c.id as "commandId", c.actor_id as id, ${nameThenSql('c.actor_id', 'c.created_at')} as name, c.actor_role as role, c.comment, rc.created_at as at,
            case when c.kind = 'decide_version' then c.payload ->> 'decision' else 'approve' end as decision,
            case when c.payload ? 'onBehalfOf' then
              jsonb_build_object('id', l.id, 'name', ${nameThenSql('l.id', 'c.created_at')}) end as "onBehalfOf",
            v.number as "versionNumber", v.version_hash as "versionHash",
            array(select distinct k.reason from rights_change g join rights_confirmation k on k.change_id = g.id and k.by_id = g.by_id
              where c.kind = 'decide_version' and g.by_id in (c.actor_id, l.id) and k.at < rc.created_at
                and (g.report_id is null or g.report_id = (select report_id from cycle_report where id = ch.cycle_report_id))) as "brokenGlass"
       from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
       join version v on v.id = c.version_id join chain ch on ch.id = v.chain_id
       cross join lateral (select (c.payload #>> '{onBehalfOf,userId}')::uuid as id) l
      where v.chain_id = $1 and v.number <= $2 and c.target_kind = 'chain' and c.target_id = $1
        and (c.kind = 'decide_version' or (c.kind = 'submit_version' and ch.policy ->> 'mode' in ('self', 'recorded') and ${everApprovedSql('v')}))
      order by c.seq`,
    [chainId, upTo],
  );
  return answer.rows.map((row) => ({
    commandId: row.commandId,
    decision: row.decision,
    by: { id: row.id, name: row.name, role: row.role },
    onBehalfOf: row.onBehalfOf,
    at: row.at.toISOString(),
    comment: row.comment,
    versionNumber: row.versionNumber,
    versionHash: row.versionHash?.toString('hex') ?? '',
    brokenGlass: row.brokenGlass,
  }));
}

/** Everyone who made a change since the last approved version before this one, with the role they hold for the report. */
export async function readAuthors(db: Queryable, chainId: string, number: number): Promise<PersonRef[]> {
  const answer = await db.query<PersonRow>(
    `select u.id, u.name, case when u.id = cr.tester_id then 'tester' when u.id = r.owner_id then 'report_owner'
            else coalesce((select ra.role::text from role_assignment ra where ra.user_id = u.id order by ra.created_at limit 1), '') end as role
       from (select a.user_id, min(a.created_at) as first ${authorsSinceApprovalSql('$1', '$2')} group by a.user_id) a
       join app_user u on u.id = a.user_id join chain ch on ch.id = $1
       join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
      order by a.first, u.name`,
    [chainId, number],
  );
  return answer.rows;
}

interface UpstreamRow extends ChainAddress {
  versionId: string;
  number: number;
  contentHash: Buffer;
  currentVersionId: string | null;
  currentHash: Buffer | null;
  acceptedReason: string | null;
  acceptedAt: Date | null;
  acceptedId: string | null;
  acceptedName: string | null;
  inLane: boolean;
}

/**
 * What a version was built from. Stale compares content hashes, so an identical re-approval flags nothing; an acceptance
 * counts for the content it was given for. What is recorded in a lane is never stale: it is listed anew once a sample is approved.
 */
export async function readUpstream(db: Queryable, versionId: string): Promise<UpstreamView[]> {
  const answer = await db.query<UpstreamRow>(
    `select u.id as "versionId", ch.cycle_report_id as "cycleReportId", ch.phase, ch.instance, u.number, i.content_hash as "contentHash", now.id as "currentVersionId", now.content_hash as "currentHash",
            acc.reason as "acceptedReason", acc.created_at as "acceptedAt", acc.user_id as "acceptedId", case when acc.user_id is not null then ${nameThenSql('acc.user_id', 'acc.created_at')} end as "acceptedName",
            exists (select from version own join chain oc on oc.id = own.chain_id and oc.lane_id is not null and ${isRecordedSql('oc')} where own.id = i.version_id) as "inLane"
       from version_input i join version u on u.id = i.upstream_id join chain ch on ch.id = u.chain_id
       left join version now on now.chain_id = ch.id and ${approvedSql('now')}
       left join lateral (select s.* from stale_acceptance s where s.version_id = i.version_id and s.upstream_id = now.id
              and s.content_hash = now.content_hash order by s.created_at desc limit 1) acc on true
      where i.version_id = $1 order by ch.position, ch.instance`,
    [versionId],
  );
  return answer.rows.map((row) => ({
    versionId: row.versionId,
    cycleReportId: row.cycleReportId,
    phase: row.phase,
    instance: row.instance,
    number: row.number,
    contentHash: row.contentHash.toString('hex'),
    stale: !row.inLane && row.currentHash !== null && !row.currentHash.equals(row.contentHash),
    accepted:
      row.acceptedAt === null || row.acceptedReason === null
        ? null
        : {
            by: { id: row.acceptedId, name: row.acceptedName ?? '', role: '' },
            reason: row.acceptedReason,
            at: row.acceptedAt.toISOString(),
          },
    currentVersionId: row.currentVersionId,
  }));
}

interface WorkRow {
  id: string;
  kind: WorkKind;
  status: WorkStatus;
  progress: WorkView['progress'];
  outcome: { message?: unknown; code?: unknown } | null;
  startedAt: Date;
  endedAt: Date | null;
}

/** The latest long work on a version, running or ended; null where there was none. `detailed`: why it failed may tell of the data. */
export async function readWork(db: Queryable, versionId: string, { detailed }: { detailed: boolean }): Promise<WorkView | null> {
  const answer = await db.query<WorkRow>(
    `select w.id, w.kind, w.status, w.progress, w.outcome, w.started_at as "startedAt", w.ended_at as "endedAt" from work w
      where w.chain_id = (select chain_id from version where id = $1) and w.version_id = $1 order by w.started_at desc, w.id limit 1`,
    [versionId],
  );
  const [row] = answer.rows;
  if (!row) return null;
  const code = typeof row.outcome?.code === 'string' ? row.outcome.code : null;
  const told = typeof row.outcome?.message === 'string' ? row.outcome.message : null;
  const message = !detailed && tellsOfData(code) ? REFUSALS[code] : told;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    message: row.status === 'failed' ? message : null,
    startedAt: row.startedAt.toISOString(),
    endedAt: isoOrNull(row.endedAt),
  };
}

/** The newest command on a version that nobody has answered yet. */
export async function readPendingCommand(db: Queryable, chainId: string, versionId: string): Promise<string | null> {
  const answer = await db.query<{ id: string }>(
    `select c.id from command c where c.target_kind = 'chain' and c.target_id = $1 and c.version_id = $2
        and not exists (select 1 from receipt rc where rc.command_id = c.id) order by c.seq desc limit 1`,
    [chainId, versionId],
  );
  return answer.rows[0]?.id ?? null;
}

/** The version before this one that a person last decided on, or else last opened. */
export async function readLastSeen(db: Queryable, chainId: string, number: number, userId: string): Promise<string | null> {
  const answer = await db.query<{ id: string }>(
    `select id from (
        (select v.id, 1 as rank from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied' join version v on v.id = c.version_id
          where c.target_kind = 'chain' and c.target_id = $1 and c.kind = 'decide_version' and c.actor_id = $3 and v.number < $2
          order by v.number desc limit 1)
        union all
        (select v.id, 2 from version_opened o join version v on v.id = o.version_id
          where v.chain_id = $1 and o.user_id = $3 and v.number < $2 order by v.number desc limit 1)) seen
      order by rank limit 1`,
    [chainId, number, userId],
  );
  return answer.rows[0]?.id ?? null;
}
