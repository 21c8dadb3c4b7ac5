import { z } from 'zod';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { ledTo, takesEffectOnSubmit } from '#domain/version/approval';
import { APPROVAL_MODES, type ApprovalOutcome, type ApprovalPolicy, type CastDecision } from '#domain/version/approval-policy';
import type { VersionStatus } from '#domain/version/version-status';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { authorsSinceApprovalSql, CHAIN_JOINS_SQL, reportTitleSql } from '../sql/fragments';
import { Problems } from './problems';
import type { Followed, VerifyScope } from './verify-scope';

/** The part of a stored policy that decides; what was changed behind the triggers need not be one. */
const storedPolicy = z.object({
  mode: z.enum(APPROVAL_MODES),
  requiredCount: z.number(),
  roles: z.array(z.enum(Object.keys(ROLE_LABELS) as [Role, ...Role[]])),
  approvalsHoldDays: z.number().optional(),
});

interface DecidedRow {
  phase: PhaseName;
  title: string;
  number: number;
  status: VersionStatus;
  policy: unknown;
  submittedById: string | null;
  cast: CastDecision[];
  withdrawn: boolean;
  /** Everyone who had a hand in the version since the approval before it. */
  authorIds: string[];
  /** Whether somebody decided, or was decided for, who had changed rights there that nobody had confirmed. */
  unconfirmed: boolean;
  /** Whether its signatures are other than its decisions to sign. */
  unsigned: boolean;
}

/**
 * Whether a decision on version `v` was made by somebody, or for somebody, who had changed rights that concern the report without a
 * confirmation, as the instants of the trail tell it: who decides and who changes rights wait for each other (`rights_standing`, migration
 * confirmed_rights). Handles are compared as texts: what was changed behind the triggers need not be one.
 */
const UNCONFIRMED_SQL = `exists (select from command c join receipt x on x.command_id = c.id and x.outcome = 'applied'
    join audit_event e on e.version_id = v.id and e.command_id = c.id and e.kind not in ('command_sent', 'command_refused')
    join rights_change g on g.by_id::text in (c.actor_id::text, c.payload #>> '{onBehalfOf,userId}')
      and (g.report_id is null or g.report_id = cr.report_id) and g.at < e.at
    where c.version_id = v.id and c.kind = 'decide_version'
      and not exists (select from rights_confirmation k where k.change_id = g.id and k.at < e.at))`;

/**
 * Whether a decision to sign version `v` has no signature of that version at its hash, by its signer and as it says, opened when it says and with a name that
 * the signer had; or a signature has no such decision.
 */
const UNSIGNED_SQL = `exists (select from (select c.* from command c join receipt x on x.command_id = c.id and x.outcome = 'applied'
      where c.version_id = v.id and c.kind = 'decide_version' and c.payload ->> 'decision' = 'sign') c
    full join (select * from signature s where s.version_id = v.id) s on s.command_id = c.id
    where c.id is null or s.command_id is null or s.version_hash is distinct from v.version_hash or s.user_id is distinct from c.actor_id or s.user_role is distinct from c.actor_role
      or s.consent_sha256 is distinct from c.payload #>> '{signature,consentSha256}' or s.pdf_sha256 is distinct from c.payload #>> '{signature,pdfSha256}'
      or encode(s.name_commitment, 'hex') is distinct from c.payload #>> '{signature,nameCommitment}'
      or not exists (select from version_opened o where o.version_id = s.version_id and o.user_id = s.user_id and o.opened_at = s.opened_at)
      or not exists (select from person_name n where n.person_id = s.user_id and n.commitment = s.name_commitment))`;

/**
 * Decides every version again from its commands and receipts: what the policy makes of them is what the version became, and nobody
 * decided on work of their own, nor by rights that they had changed and no second person had confirmed.
 */
export async function verifyDecisions(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const problems = new Problems();
  let count = 0;
  const rows = cursorRows(
    sql,
    'verify_decisions',
    `select ch.phase, ${reportTitleSql()} as title, v.number, v.status, ch.policy, v.submitted_by_id as "submittedById",
            coalesce((select jsonb_agg(jsonb_build_object('actorId', c.actor_id, 'role', c.actor_role, 'decision', coalesce(c.payload ->> 'decision', 'sign'), 'at', x.created_at) order by c.seq)
              from command c join receipt x on x.command_id = c.id and x.outcome = 'applied'
              where c.version_id = v.id and c.kind = 'decide_version'), '[]'::jsonb) as cast,
            exists (select from command c join receipt x on x.command_id = c.id and x.outcome = 'applied'
              where c.version_id = v.id and c.kind = 'withdraw_version') as withdrawn,
            array(select distinct a.user_id::text ${authorsSinceApprovalSql('v.chain_id', 'v.number')}) as "authorIds", ${UNCONFIRMED_SQL} as unconfirmed, ${UNSIGNED_SQL} as unsigned
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
      where (v.decided_at is not null and v.status <> 'discarded' or exists (select from signature s where s.version_id = v.id)) and ($1::uuid[] is null or cr.id = any($1::uuid[]))
      order by v.chain_id, v.number`,
    [scope.cycleReportIds],
    (fetch) => sql.query<DecidedRow>(fetch),
  );
  for await (const row of rows) {
    count += 1;
    const place = `${PHASE_LABELS[row.phase]} of ${row.title}, version ${row.number}`;
    if (!follows(row)) problems.add(`${place}: it is stored as ${row.status}, which does not follow from the decisions made on it.`);
    const own = row.cast.find((one) => row.authorIds.includes(one.actorId) && !signedAsTester(row, one));
    if (own !== undefined) problems.add(`${place}: a person who had a hand in it decided on it.`);
    if (row.unsigned) problems.add(`${place}: its signatures are not those that its decisions say.`);
    if (row.unconfirmed) problems.add(`${place}: a person who had changed rights there, which nobody had confirmed, decided on it.`);
  }
  return { count, problems: problems.sentences };
}

/** Whoever prepared what is signed attests to it as its tester. */
function signedAsTester({ policy }: Pick<DecidedRow, 'policy'>, { role, decision }: CastDecision): boolean {
  return storedPolicy.safeParse(policy).data?.mode === 'signoff' && role === 'tester' && decision === 'sign';
}

/** What decisions have led to where a version has a status; left out of those that they do not lead to. */
const OUTCOMES: Partial<Record<VersionStatus, ApprovalOutcome['kind']>> = {
  pending_approval: 'waiting',
  approved: 'approved',
  superseded: 'approved',
  changes_requested: 'changes_requested',
  rejected: 'rejected',
};

function follows(row: DecidedRow): boolean {
  if (row.status === 'withdrawn') return row.withdrawn;
  const parsed = storedPolicy.safeParse(row.policy);
  if (!parsed.success) return false;
  const policy = parsed.data as ApprovalPolicy;
  if (takesEffectOnSubmit(policy)) return row.status === 'approved' || row.status === 'superseded';
  const outcome = OUTCOMES[row.status];
  return outcome !== undefined && ledTo(policy, row.cast, outcome);
}

/** Follows the numbers of the commands to each target: none is missing, and the counter stands at the last and at the last that is answered. */
export async function verifyCommands(sql: SqlClient, scope: VerifyScope): Promise<Followed> {
  const { rows } = await sql.query<{ targets: number; problems: string[] | null }>(
    `select count(*)::int as targets, array_agg(t.problem order by t.problem) filter (where t.problem is not null) as problems from (
       select case
           when k.target_id is null then 'The commands to ' || coalesce(n.target_kind, '') || ' ' || n.target_id || ' have no counter.'
           when coalesce(n.last, 0) <> k.last_seq or coalesce(n.commands, 0) <> k.last_seq
             then 'Of the ' || k.last_seq || ' commands to ' || k.target_kind || ' ' || k.target_id || ' there are ' || coalesce(n.commands, 0) || ', the last with number ' || coalesce(n.last, 0) || '.'
           when k.answered_seq is distinct from coalesce(n.answered, k.last_seq)
             then 'The commands to ' || k.target_kind || ' ' || k.target_id || ' are answered up to number ' || coalesce(n.answered, k.last_seq)
               || ', and not up to ' || coalesce(k.answered_seq::text, 'none') || ' as their counter says.'
         end as problem, coalesce(k.target_kind, n.target_kind) as target_kind, coalesce(k.target_id, n.target_id) as target_id
       from command_counter k
       full join (select c.target_kind, c.target_id, max(c.seq) as last, count(*)::int as commands,
           min(c.seq) filter (where r.command_id is null) - 1 as answered
         from command c left join receipt r on r.command_id = c.id group by 1, 2) n
         on n.target_kind = k.target_kind and n.target_id = k.target_id) t
     left join chain ch on t.target_kind = 'chain' and ch.id = t.target_id
     where $1::uuid[] is null or coalesce(ch.cycle_report_id, t.target_id) = any($1::uuid[])`,
    [scope.cycleReportIds],
  );
  return { count: rows[0]?.targets ?? 0, problems: (rows[0]?.problems ?? []).slice(0, 50) };
}
