import { assertNever } from '#domain/assert-never';
import { type Subject, withoutDelegations } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { chainInReportKey, versionInWords } from '#domain/phase/chain-address';
import { Refusal, type RefusalCode } from '#domain/refusals';
import { evaluateApproval } from '#domain/version/approval';
import type { CastDecision } from '#domain/version/approval-policy';
import type { AuditChange, AuditKind } from '#domain/version/audit-kinds';
import type { Decision } from '#domain/version/commands';
import { type Capacity, judgeDecision } from '#domain/version/decision-rules';
import { countUnresolved } from '../comments/comments.queries';
import type { Actor } from '../people/actor';
import { standingChanges } from '../people/rights-changes';
import type { SqlClient } from '../sql/connection';
import { keyRangeSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';
import { recordStep, recordTransition } from '../tracking/tracked-steps';
import { countUnanswered } from '../version/answers.queries';
import { approveVersion } from './approve-version.transitions';
import { requireHashAsSeen, requireVersionRow, setDraftDue } from './command-checks';
import { approvedVersion, authorsSinceApproval, castOn, type LockedChain, subjectNow, type VersionRow } from './locked-chain';
import { type Applied, type Applying, additionCount, type PendingCommand, type StoredVerdict, verdictsOf } from './pending-command';
import { writeSignature } from './write-signature';

type PendingDecision = PendingCommand<'decide_version'>;

/**
 * One person's decision on a pending version: separation of duties, hash and verdicts re-checked under the chain's lock,
 * then whatever the policy says after it.
 * @throws Refusal as `refuseDecision` and, of a signature, `writeSignature` say, `stale_content`, `invalid_input`
 */
export async function applyDecision(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingDecision,
  { rules, step }: Applying,
): Promise<Applied> {
  const version = await requireVersionRow(sql, chain, command);
  const { decision } = command.payload;
  const verdicts = await verdictsOf(sql, command.id);
  const cast = await castOn(sql, chain.id, version.id);
  const { answers } = rules.definition(chain.phase);
  const unanswered = answers === undefined ? 0 : await countUnanswered(sql, { chainId: chain.id, number: version.number }, answers);
  const by = await requireDecider(sql, chain, version, command, { decision, verdicts, cast, unanswered });
  requireHashAsSeen(version, command);
  await writeVerdicts(sql, chain, version, command, by, verdicts);
  if (decision === 'sign') await writeSignature(sql, chain, version, { ...command, by });

  const outcome = evaluateApproval(chain.policy, [...cast, { actorId: by.id, role: by.role, decision, at: chain.now }]);
  const told = (kind: AuditKind, changes: AuditChange[] = []) => ({
    kind,
    actor: by,
    subject: `${versionInWords(chain, version.number)}${by.onBehalfOf ? `, for ${personToken(by.onBehalfOf.userId)}` : ''}`,
    changes: [...changes, ...confirmedApproval(cast, by), ...inTrail(command, verdicts, by)],
    chainId: chain.id,
    versionId: version.id,
  });
  await recordStep(sql, step, { kind: 'decision', key: command.id, name: versionInWords(chain, version.number), status: 'completed' });
  await recordTransition(sql, step, { kind: 'conditional', from: command.id, to: chainInReportKey(chain), result: outcome.kind });
  switch (outcome.kind) {
    case 'waiting': {
      const standing = [{ field: 'approvals', from: String(outcome.have - 1), to: `${outcome.have} of ${outcome.need}` }];
      return {
        versionId: version.id,
        detail: outcome.kind,
        audit: [told(decision === 'sign' ? 'version_signed' : 'approval_counted', standing)],
      };
    }
    case 'approved':
      await approveVersion(sql, chain, version, step);
      return { versionId: version.id, detail: outcome.kind, audit: [told(decision === 'sign' ? 'version_signed' : 'version_approved')] };
    case 'changes_requested':
      await endVersion(sql, version, 'changes_requested');
      await setDraftDue(sql, chain.id, {
        cause: 'changes_requested',
        parentVersionId: version.id,
        reason: command.comment,
        commandId: command.id,
      });
      return { versionId: version.id, detail: outcome.kind, audit: [told('changes_requested')] };
    case 'rejected': {
      await endVersion(sql, version, 'rejected');
      const approved = await approvedVersion(sql, chain.id);
      await setDraftDue(sql, chain.id, {
        cause: 'rejected',
        parentVersionId: approved?.id ?? null,
        reason: command.comment,
        commandId: command.id,
      });
      return { versionId: version.id, detail: outcome.kind, audit: [told('version_rejected')] };
    }
    default:
      return assertNever(outcome);
  }
}

/** Leaves the pending status for one that needs no more than a date. */
export async function endVersion(
  sql: SqlClient,
  version: VersionRow,
  status: 'changes_requested' | 'rejected' | 'withdrawn',
): Promise<void> {
  await queryPrepared(sql, 'update version set status = $2::"VersionStatus", decided_at = clock_timestamp() where id = $1', [
    version.id,
    status,
  ]);
}

type Decider = Actor & {
  id: string;
  role: CastDecision['role'];
  onBehalfOf: Capacity['onBehalfOf'];
  /** Why changes of rights by them stand without a second person: they decide on broken glass. */
  brokenGlass: readonly string[];
};

async function requireDecider(
  sql: SqlClient,
  chain: LockedChain,
  version: VersionRow,
  command: PendingDecision,
  made: { decision: Decision; verdicts: readonly StoredVerdict[]; cast: readonly CastDecision[]; unanswered: number },
): Promise<Decider> {
  const subject = command.actor.id === null ? null : await subjectNow(sql, command.actor.id);
  if (subject === null) throw new Refusal('not_permitted');
  const rejected = made.verdicts.filter((verdict) => verdict.verdict === 'rejected').length;
  const principal = command.payload.onBehalfOf?.userId;
  const people = [subject.userId, ...(principal === undefined ? [] : [principal])];
  const { changerIds, reasons } = await standingChanges(sql, chain.resource.reportId, people);
  const judged = judgeDecision({
    subject: inStatedCapacity(subject, command),
    resource: chain.resource,
    policy: chain.policy,
    status: version.status,
    decision: made.decision,
    submittedById: version.submittedById,
    authorIds: await authorsSinceApproval(sql, chain.id),
    changerIds,
    cast: made.cast,
    at: chain.now,
    openPoints: rejected + (await additionCount(sql, command.id)),
    unresolvedComments: await countUnresolved(sql, chain.id, version.number),
    unanswered: made.unanswered,
    comment: command.comment,
  });
  if ('code' in judged) throw new Refusal(judged.code, await whoWasFirst(sql, version, judged.code));
  return { id: subject.userId, ...judged.capacity, brokenGlass: reasons };
}

/** The decider as the command says they decide: in their own right, or for the one person it names. */
function inStatedCapacity(subject: Subject, command: PendingDecision): Subject {
  const { onBehalfOf } = command.payload;
  if (onBehalfOf === undefined) return withoutDelegations(subject);
  return { ...subject, roles: subject.roles.filter((held) => held.onBehalfOf?.userId === onBehalfOf.userId) };
}

/** Says who decided and when, for whoever comes late. */
async function whoWasFirst(sql: SqlClient, version: VersionRow, code: RefusalCode): Promise<string | undefined> {
  if (code !== 'already_decided') return undefined;
  const { rows } = await queryPrepared<{ by: string; at: string }>(
    sql,
    `select c.actor_id as by, to_char(v.decided_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as at
     from command c join receipt r on r.command_id = c.id and r.outcome = 'applied' join version v on v.id = c.version_id
     where c.version_id = $1 and c.kind = 'decide_version' order by c.seq desc limit 1`,
    [version.id],
  );
  const first = rows[0];
  return first ? `${personToken(first.by)} decided on ${first.at}.` : undefined;
}

async function writeVerdicts(
  sql: SqlClient,
  chain: LockedChain,
  version: VersionRow,
  command: PendingDecision,
  by: Decider,
  verdicts: readonly StoredVerdict[],
): Promise<void> {
  if (verdicts.length === 0) return;
  const { rowCount } = await queryPrepared(
    sql,
    `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict, reason)
     select $1, v.item_key, x.hash, $3, $4, $5, $6, v.verdict, v.reason
     from command_verdict v
     cross join lateral (select op, hash from version_item i where i.chain_id = $1 and i.item_key = v.item_key and i.number <= $2
       order by i.number desc limit 1) x
     where v.command_id = $4 and x.op = 'put' and ${keyRangeSql('v.item_key', 'items')} order by v.item_key`,
    [chain.id, version.number, version.id, command.id, by.id, by.role],
  );
  if (rowCount !== verdicts.length) throw new Refusal('invalid_input', 'A verdict names an item that this version does not hold.');
}

/** Names the approval of the same person that was too old to count, where this one confirms it. */
function confirmedApproval(cast: readonly CastDecision[], { id }: Decider): AuditChange[] {
  const earlier = cast.findLast((one) => one.actorId === id);
  return earlier ? [{ field: 'confirms the approval of', from: null, to: `${earlier.at.slice(0, 16).replace('T', ' ')} UTC` }] : [];
}

function inTrail(command: PendingDecision, verdicts: readonly StoredVerdict[], { brokenGlass }: Decider): AuditChange[] {
  const rejected = verdicts.filter((verdict) => verdict.verdict === 'rejected');
  const note = command.comment.trim() === '' ? [] : [{ field: 'note', from: null, to: command.comment }];
  const glass = brokenGlass.map((reason) => ({ field: 'glass broken', from: null, to: reason }));
  return [
    ...note,
    ...glass,
    ...rejected.slice(0, 50).map((verdict) => ({ field: `${verdict.itemKey}: rejected`, from: null, to: verdict.reason })),
  ];
}
