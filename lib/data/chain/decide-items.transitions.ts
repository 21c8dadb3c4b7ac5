import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import type { Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import { Refusal } from '#domain/refusals';
import { probeContent } from '../log/version-content.queries';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { requireLive, requirePermission, requireRecorded } from './command-checks';
import { writeFigures } from './figures';
import { approvedVersion, type LockedChain } from './locked-chain';
import { type Applied, type Applying, type PendingCommand, type StoredVerdict, verdictsOf } from './pending-command';
import { staleSentence } from './record-changes.transitions';

const MOST_IN_TRAIL = 50;

/**
 * Gives verdicts on items of a recorded chain, item by item: those whose judged part is as their giver saw it are given, the others are
 * skipped and counted in the receipt. No version is made: verdicts are not content.
 * @throws Refusal `not_in_this_phase`, `lane_retired`, `not_named_here`, `stale_items` where none is left
 */
export async function applyItemDecisions(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<'decide_items'>,
  { rules }: Applying,
): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  const recorded = requireRecorded(rules.definition(chain.phase));
  requireLive(chain);
  const { id: giver, role } = command.actor;
  const approved = await approvedVersion(sql, chain.id);
  const verdicts = await verdictsOf(sql, command.id);
  if (approved === null || giver === null) throw new Refusal('not_found');
  if (verdicts.length === 0) throw new Refusal('invalid_input', 'It names no item.');
  const foreign = verdicts.find(({ verdict }) => !recorded.verdicts[role as Role]?.includes(verdict));
  if (foreign !== undefined) throw new Refusal('not_permitted', `${foreign.itemKey}: "${foreign.verdict}" is not yours to say.`);

  const rows = await probeContent(
    sql,
    chain.id,
    approved.number,
    verdicts.map(({ itemKey }) => itemKey),
  );
  const standing = verdicts.filter(({ itemKey, seenHash }) => seenHash !== null && judgedOf(rows.get(itemKey)?.data) === seenHash);
  const stale = verdicts.filter((one) => !standing.includes(one)).map(({ itemKey }) => itemKey);
  if (standing.length === 0) throw new Refusal('stale_items', staleSentence(stale));
  const notMine = standing.find(({ itemKey }) => rows.get(itemKey)?.data[recorded.person] !== personToken(giver));
  if (notMine !== undefined) throw new Refusal('not_named_here', `${notMine.itemKey} is somebody else's.`);

  await queryPrepared(
    sql,
    `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict, reason)
     select $1, v.item_key, v.seen_hash, $2, $3, $4, $5, v.verdict, v.reason from command_verdict v
      where v.command_id = $3 and v.item_key = any ($6::text[]) order by v.item_key`,
    [chain.id, approved.id, command.id, giver, role, standing.map(({ itemKey }) => itemKey)],
  );
  await writeFigures(sql, chain.id, chain.phase);
  return {
    versionId: approved.id,
    detail: inWords(standing, stale.length),
    audit: [
      {
        kind: 'items_decided',
        actor: command.actor,
        subject: versionInWords(chain, approved.number),
        changes: standing.slice(0, MOST_IN_TRAIL).map(({ itemKey, verdict, reason }) => ({
          field: `${itemKey}: ${verdict}`,
          from: null,
          to: reason === '' ? null : reason,
        })),
        chainId: chain.id,
        versionId: approved.id,
      },
    ],
  };
}

function judgedOf(item: ItemData | undefined): unknown {
  return item?.[JUDGED_FIELD];
}

/** "2 acknowledged, 1 had changed." */
function inWords(given: readonly StoredVerdict[], changed: number): string {
  const kinds = [...new Set(given.map(({ verdict }) => verdict))].sort();
  const counts = kinds.map((kind) => `${given.filter(({ verdict }) => verdict === kind).length} ${kind}`);
  return `${[...counts, ...(changed > 0 ? [`${changed} had changed and ${changed === 1 ? 'was' : 'were'} left out`] : [])].join(', ')}.`;
}
