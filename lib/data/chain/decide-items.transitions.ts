import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import type { Role } from '#domain/people/roles';
import { JUDGED_FIELD, namingField, type RecordedPhase } from '#domain/phase/recorded';
import { Refusal } from '#domain/refusals';
import { probeContent } from '../log/version-content.queries';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { applyAnswers } from './answer-items.transitions';
import { requireLive, requirePermissionInRole, requireRecorded } from './command-checks';
import { approvedVersion, type LockedChain } from './locked-chain';
import { moveFigures } from './move-figures';
import { type Applied, type Applying, type PendingCommand, type StoredVerdict, verdictsOf } from './pending-command';
import { staleSentence } from './record-changes.transitions';
import { verdictsInTrail, verdictsInWords } from './verdicts-told';

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
  const definition = rules.definition(chain.phase);
  if (definition.answers !== undefined) return await applyAnswers(sql, chain, command, definition.answers);
  await requirePermissionInRole(sql, command, chain.resource);
  const recorded = requireRecorded(definition);
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
  requireNamed(recorded, giver, standing, rows);
  requireJudgeable(recorded, role as Role, standing, rows);
  await requireOthersWork(sql, chain.id, giver, standing);

  const keys = standing.map(({ itemKey }) => itemKey);
  await queryPrepared(
    sql,
    `insert into item_decision (chain_id, item_key, item_hash, version_id, command_id, user_id, user_role, verdict, reason)
     select $1, v.item_key, v.seen_hash, $2, $3, $4, $5, v.verdict, v.reason from command_verdict v
      where v.command_id = $3 and v.item_key = any ($6::text[]) order by v.item_key`,
    [chain.id, approved.id, command.id, giver, role, keys],
  );
  await moveFigures(sql, chain, { keys, from: approved, to: approved, commandId: command.id });
  return {
    versionId: approved.id,
    detail: verdictsInWords(standing, stale.length),
    audit: [verdictsInTrail(chain, command, approved, standing)],
  };
}

type Rows = ReadonlyMap<string, { data: ItemData }>;

/** Where items name who judges them, they name the giver. @throws Refusal `not_named_here` */
function requireNamed(recorded: RecordedPhase, giver: string, verdicts: readonly StoredVerdict[], rows: Rows): void {
  const person = namingField(recorded);
  if (person === null) return;
  const notMine = verdicts.find(({ itemKey }) => rows.get(itemKey)?.data[person] !== personToken(giver));
  if (notMine !== undefined) throw new Refusal('not_named_here', `${notMine.itemKey} is somebody else's.`);
}

/** @throws Refusal `invalid_input` where there is nothing to judge of an item yet, or it is another role's */
function requireJudgeable({ refuseVerdict }: RecordedPhase, role: Role, verdicts: readonly StoredVerdict[], rows: Rows): void {
  for (const { itemKey } of verdicts) {
    const item = rows.get(itemKey)?.data;
    const why = item && refuseVerdict?.(item, role);
    if (why) throw new Refusal('invalid_input', why);
  }
}

/**
 * Nobody judges what they brought about themselves: who recorded the version that last changed what is judged of an item.
 * @throws Refusal `author_cannot_decide` naming one
 */
async function requireOthersWork(sql: SqlClient, chainId: string, giver: string, verdicts: readonly StoredVerdict[]): Promise<void> {
  const { rows } = await queryPrepared<{ itemKey: string }>(
    sql,
    `select last."itemKey" from (
       select distinct on (told.item_key) told.item_key as "itemKey", told.by from (
         select i.item_key, i.number, v.submitted_by_id as by, i.data ->> '${JUDGED_FIELD}' as judged,
           lag(i.data ->> '${JUDGED_FIELD}') over (partition by i.item_key order by i.number) as before
         from version_item i join version v on v.chain_id = i.chain_id and v.number = i.number
         where i.chain_id = $1 and i.item_key = any ($2::text[])) told
       where told.judged is distinct from told.before order by told.item_key, told.number desc) last
     where last.by = $3 limit 1`,
    [chainId, verdicts.map(({ itemKey }) => itemKey), giver],
  );
  const [own] = rows;
  if (own !== undefined) throw new Refusal('author_cannot_decide', `You recorded ${own.itemKey} yourself.`);
}

function judgedOf(item: ItemData | undefined): unknown {
  return item?.[JUDGED_FIELD];
}
