import { personToken } from '#domain/people/person-token';
import type { AnsweredPhase } from '#domain/phase/answered';
import { Refusal } from '#domain/refusals';
import { probeContent } from '../log/version-content.queries';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { requireLive, requirePermissionInRole, requireVersionRow } from './command-checks';
import type { LockedChain } from './locked-chain';
import { type Applied, type PendingCommand, verdictsOf } from './pending-command';
import { staleSentence } from './record-changes.transitions';
import { verdictsInTrail, verdictsInWords } from './verdicts-told';

/**
 * Answers items of a pending version that name whoever answers, each as they saw it; those that changed meanwhile are left out and counted.
 * An answer is about the item's whole content: what is said of it stands until the item says something else.
 * @throws Refusal `not_pending`, `lane_retired`, `not_named_here`, `stale_items` where none is left
 */
export async function applyAnswers(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<'decide_items'>,
  { person, verdicts: allowed }: AnsweredPhase,
): Promise<Applied> {
  await requirePermissionInRole(sql, command, chain.resource);
  requireLive(chain);
  const version = await requireVersionRow(sql, chain, command);
  if (version.status !== 'pending_approval') throw new Refusal('not_pending');
  const { id: giver, role } = command.actor;
  const verdicts = await verdictsOf(sql, command.id);
  if (giver === null) throw new Refusal('not_found');
  if (verdicts.length === 0) throw new Refusal('invalid_input', 'It names no item.');
  const foreign = verdicts.find(({ verdict }) => !allowed.includes(verdict));
  if (foreign !== undefined) throw new Refusal('not_permitted', `${foreign.itemKey}: "${foreign.verdict}" is no answer.`);

  const keys = verdicts.map(({ itemKey }) => itemKey);
  const rows = await probeContent(sql, chain.id, version.number, keys);
  const standing = verdicts.filter(({ itemKey, seenHash }) => seenHash !== null && rows.get(itemKey)?.hash.toString('hex') === seenHash);
  const stale = verdicts.filter((one) => !standing.includes(one)).map(({ itemKey }) => itemKey);
  if (standing.length === 0) throw new Refusal('stale_items', staleSentence(stale));
  const notMine = standing.find(({ itemKey }) => rows.get(itemKey)?.data[person] !== personToken(giver));
  if (notMine !== undefined) throw new Refusal('not_named_here', `${notMine.itemKey} is somebody else's.`);

  await queryPrepared(
    sql,
    `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict, reason)
     select $1, v.item_key, v.seen_hash, $2, $3, $4, $5, v.verdict, v.reason from command_verdict v
      where v.command_id = $3 and v.item_key = any ($6::text[]) order by v.item_key`,
    [chain.id, version.id, command.id, giver, role, standing.map(({ itemKey }) => itemKey)],
  );
  return {
    versionId: version.id,
    detail: verdictsInWords(standing, stale.length),
    audit: [verdictsInTrail(chain, command, version, standing)],
  };
}
