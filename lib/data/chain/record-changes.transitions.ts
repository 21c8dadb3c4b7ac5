import { itemHash } from '#domain/item/canonical-json';
import { diffCells, type ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { handlesIn } from '#domain/people/person-token';
import type { Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseDefinition } from '#domain/phase/definition';
import { namingField, type RecordedPhase, withJudged } from '#domain/phase/recorded';
import { recordedText } from '#domain/phase/recorded-text';
import { settleOf } from '#domain/phases/derivations';
import { Refusal } from '#domain/refusals';
import type { AuditChange } from '#domain/version/audit-kinds';
import { probeContent, readFacts } from '../log/version-content.queries';
import { requireHolder } from '../people/require-holder';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { requireLive, requireNoWork, requirePermissionInRole, requireRecorded } from './command-checks';
import { approvedVersion, type LockedChain, type VersionRow } from './locked-chain';
import { moveFigures } from './move-figures';
import { requireOwnFields } from './own-fields';
import type { Applied, Applying, PendingCommand } from './pending-command';
import { recordVersion } from './record-version';

/** Most changes and most stale items that a sentence names. */
const MOST_IN_TRAIL = 50;
const MOST_NAMED = 20;

interface AskedChange {
  itemKey: string;
  seenHash: Buffer;
  fields: ItemData;
}

/**
 * Records changes of a recorded chain's items as its next version, approved by the same act. All of it holds on the items as their
 * sender saw them, or none.
 * @throws Refusal `not_in_this_phase`, `lane_retired`, `stale_items` naming them, `invalid_input`, and as the phase refuses a change
 */
export async function applyRecording(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<'record_changes'>,
  { rules, step }: Applying,
): Promise<Applied> {
  await requirePermissionInRole(sql, command, chain.resource);
  const definition = rules.definition(chain.phase);
  const recorded = requireRecorded(definition);
  requireLive(chain);
  await requireNoWork(sql, chain.id);
  const approved = await approvedVersion(sql, chain.id);
  if (approved === null || command.actor.id === null) throw new Refusal('not_found');
  const asked = await changesOf(sql, command.id);
  const before = await itemsAsSeen(sql, chain, approved, asked);
  const facts = await readFacts(sql, chain.id, approved.number);
  requireOwnFields(recorded, command.actor.role as Role, asked);
  const sent = new Map(asked.map(({ itemKey, fields }) => [itemKey, { fields, before: before.get(itemKey) as ItemData }]));
  const complete = (await rules.completer?.(chain.phase)?.(sql, chain.id, sent)) ?? new Map<string, ItemData>();
  const after = new Map(
    [...sent].map(([key, { before: former, fields }]) => [
      key,
      changedItem({ definition, recorded, key }, former, complete.get(key) ?? fields, facts),
    ]),
  );
  await requirePeople(sql, chain, recorded, before, after);
  const changes = [...after].flatMap(([key, data]): ItemChange[] =>
    itemHash(data) === itemHash(before.get(key) as ItemData) ? [] : [{ key, op: 'put', data }],
  );
  const told = (number: number, versionId: string, inside: AuditChange[]): Applied['audit'] => [
    {
      kind: 'changes_recorded',
      actor: command.actor,
      subject: versionInWords(chain, number),
      changes: inside,
      chainId: chain.id,
      versionId,
    },
  ];
  if (changes.length === 0) {
    const same = [{ field: 'items', from: null, to: 'The same as before.' }];
    return {
      versionId: approved.id,
      detail: 'It stands so already; nothing was changed.',
      audit: told(approved.number, approved.id, same),
    };
  }

  const { versionId, number } = await recordVersion(sql, chain, {
    changes,
    cause: 'recorded',
    reason: command.comment.trim() || 'Recorded',
    creationKey: `${chain.id}/${command.id}`,
    recordedById: command.actor.id,
    inputs: null,
    step,
  });
  const keys = changes.map(({ key }) => key);
  await moveFigures(sql, chain, { keys, from: approved, to: { id: versionId, number }, commandId: command.id });
  return { versionId, audit: told(number, versionId, inTrail(definition, before, after)) };
}

async function changesOf(sql: SqlClient, commandId: string): Promise<AskedChange[]> {
  const { rows } = await queryPrepared<AskedChange>(
    sql,
    'select item_key as "itemKey", seen_hash as "seenHash", fields from command_change where command_id = $1 order by item_key',
    [commandId],
  );
  if (rows.length === 0) throw new Refusal('invalid_input', 'It changes nothing.');
  return rows;
}

/** The items that a command is about, exactly as its sender saw them. @throws Refusal `stale_items` */
async function itemsAsSeen(
  sql: SqlClient,
  chain: LockedChain,
  approved: VersionRow,
  asked: readonly AskedChange[],
): Promise<Map<string, ItemData>> {
  const keys = asked.map(({ itemKey }) => itemKey);
  const rows = await probeContent(sql, chain.id, approved.number, keys);
  const stale = asked.filter(({ itemKey, seenHash }) => !rows.get(itemKey)?.hash.equals(seenHash)).map(({ itemKey }) => itemKey);
  if (stale.length > 0) throw new Refusal('stale_items', staleSentence(stale));
  return new Map([...rows].map(([key, { data }]) => [key, data]));
}

/** Names items that changed meanwhile; many are counted. */
export function staleSentence(keys: readonly string[]): string {
  const more = keys.length - MOST_NAMED;
  return `${keys.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''} changed.`;
}

/** An item after a change, with what follows from it. @throws Refusal `invalid_input`, and the phase's */
function changedItem(
  { definition, recorded, key }: { definition: PhaseDefinition; recorded: RecordedPhase; key: string },
  before: ItemData,
  fields: ItemData,
  facts: Parameters<NonNullable<PhaseDefinition['settle']>>[2],
): ItemData {
  const unsaid = Object.fromEntries(recorded.saidAnew.map((name) => [name, '']));
  const edited = { ...before, ...unsaid, ...fields };
  const settled = withJudged(recorded, settleOf(definition)?.(edited, before, facts) ?? edited);
  const refused = recorded.refuse(before, settled);
  if (refused !== null) throw new Refusal(refused.code, refused.detail);
  const parsed = definition.itemSchema.safeParse(settled);
  if (!parsed.success) throw new Refusal('invalid_input', `${key}: ${parsed.error.issues[0]?.message ?? 'not as this phase keeps it'}.`);
  return parsed.data;
}

/** Whoever is named anew holds the role that is named, and neither tests nor owns the report. @throws Refusal `invalid_input`, `owner_not_independent` */
async function requirePeople(
  sql: SqlClient,
  chain: LockedChain,
  recorded: RecordedPhase,
  before: ReadonlyMap<string, ItemData>,
  after: ReadonlyMap<string, ItemData>,
): Promise<void> {
  const person = namingField(recorded);
  // The owner of a lane was named by the phase that lists them.
  if (person === null) return;
  const named = [...after].flatMap(([key, data]) => (data[person] === before.get(key)?.[person] ? [] : [data[person] ?? null]));
  for (const who of new Set(named.filter((one) => one !== null))) {
    const [handle] = handlesIn(String(who));
    if (handle === undefined) throw new Refusal('invalid_input', 'That is nobody here.');
    await requireHolder(sql, handle, recorded.personRole);
    const { testerId, ownerId } = chain.resource;
    if (handle === testerId || handle === ownerId) throw new Refusal('owner_not_independent');
  }
}

function inTrail({ fields }: PhaseDefinition, before: ReadonlyMap<string, ItemData>, after: ReadonlyMap<string, ItemData>): AuditChange[] {
  const byName = new Map<string, PhaseDefinition['fields'][number]>(fields.map((field) => [field.name, field]));
  const changes: AuditChange[] = [];
  for (const [key, data] of after) {
    if (changes.length >= MOST_IN_TRAIL) break;
    for (const { field: name, before: was, after: is } of diffCells(before.get(key) ?? null, data)) {
      const field = byName.get(name);
      if (field === undefined) continue;
      const [from, to] = [recordedText(field, was), recordedText(field, is)];
      if (from !== to) changes.push({ field: `${key}: ${field.label}`, from, to });
    }
  }
  return changes.slice(0, MOST_IN_TRAIL);
}
