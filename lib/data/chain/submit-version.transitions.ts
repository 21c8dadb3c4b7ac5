import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { takesEffectOnSubmit } from '#domain/version/approval';
import type { AuditKind } from '#domain/version/audit-kinds';
import { recordAuthors } from '../draft/authors';
import { maskFor } from '../people/masking.queries';
import type { SqlClient } from '../sql/connection';
import { oneAtATime } from '../sql/one-at-a-time';
import { readPhaseContext } from '../version/phase-context.queries';
import { approveVersion } from './approve-version.transitions';
import { requireDraftAsSeen, requireNoWork, requirePermission, requireVersionRow } from './command-checks';
import { freezeVersion } from './freeze-version';
import type { LockedChain, VersionRow } from './locked-chain';
import type { Applied, Applying, PendingCommand, PhaseRules } from './pending-command';

/**
 * Freezes a draft and sends it to its approvers; where the policy has none, the submission is itself the decision.
 * @throws Refusal as the checks say, `gates_open` naming what blocks
 */
export async function applySubmission(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<'submit_version'>,
  { rules, step }: Applying,
): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  const version = await requireVersionRow(sql, chain, command);
  requireDraftAsSeen(version, command);
  await requireNoWork(sql, chain.id);
  await requireGates(sql, chain, version, rules);
  const { id: submittedById } = command.actor;
  if (submittedById === null) throw new Refusal('not_permitted');

  await freezeVersion(sql, version.id, {
    status: 'pending_approval',
    submittedById,
    note: command.comment.trim() === '' ? null : command.comment,
  });
  const authorship = { actor: command.actor, how: 'submitted', origin: { from: 'hand' } } as const;
  await recordAuthors(sql, { chainId: chain.id, versionId: version.id }, authorship);
  const subject = versionInWords(chain, version.number);
  const told = (kind: AuditKind) => ({ kind, actor: command.actor, subject, chainId: chain.id, versionId: version.id });
  if (!takesEffectOnSubmit(chain.policy)) return { versionId: version.id, audit: [told('version_submitted')] };
  await approveVersion(sql, chain, version, step);
  return { versionId: version.id, detail: 'approved', audit: [told('version_submitted'), told('version_confirmed')] };
}

async function requireGates(sql: SqlClient, chain: LockedChain, version: VersionRow, rules: PhaseRules): Promise<void> {
  const content = { versionId: version.id, chainId: chain.id, number: version.number };
  const { cycleReportId, phase } = chain;
  // What they say stands in the receipt and in the trail, which people of different rights read.
  const mask = await maskFor(oneAtATime(sql), { ...content, cycleReportId, phase });
  const context = await readPhaseContext(oneAtATime(sql), { reportId: chain.resource.reportId }, content, mask);
  const gates = await rules.definition(chain.phase).gates(context);
  const blocked = gates.flatMap((gate) => (gate.blocked === null ? [] : [gate.blocked]));
  if (blocked.length > 0) throw new Refusal('gates_open', blocked.join(' '));
}
