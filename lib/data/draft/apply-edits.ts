import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import { isFactKey } from '#domain/item/fact-key';
import { keyInWords } from '#domain/item/item-key';
import type { ItemData } from '#domain/item/json';
import { holdsTooLongText, TOO_LONG } from '#domain/item/longest-text';
import { type CellSet, conflictingField, editedItem, type RowEdit, sameValue } from '#domain/item/row-edit';
import type { PhaseDefinition } from '#domain/phase/definition';
import { Refusal } from '#domain/refusals';

/**
 * What edits made by hand, one after the other, make of a draft's items: at most one change an item, none where it comes out
 * as it was. `before` holds the items the edits name, as they stand, and `removed` those of them that were taken out of the draft or
 * are of an earlier version. Facts, fields that are not a person's to edit (a record's
 * own values, where it came from, what is derived, who turned it down) and, but where the phase lets them, items as such cannot be edited. Of
 * an item that is added, too, the server sets those fields: as they were where the item was there before, else as the phase says.
 * @throws Refusal `invalid_input`, `not_permitted`, naming item and field; `stale_revision` where somebody changed a cell,
 * or removed its item, after it was seen
 */
export function applyEdits(
  definition: PhaseDefinition,
  before: ReadonlyMap<string, ItemData>,
  edits: readonly RowEdit[],
  removed: ReadonlyMap<string, ItemData> = new Map(),
): ItemChange[] {
  const after = new Map<string, ItemData | null>();
  for (const edit of edits) {
    const known = after.get(edit.key) ?? (after.has(edit.key) ? null : (before.get(edit.key) ?? null));
    checkEdit(definition, known, edit);
    const edited = editedItem(known, edit);
    const former = before.get(edit.key) ?? removed.get(edit.key) ?? null;
    after.set(edit.key, edited !== null && 'put' in edit ? withServerFields(definition, edited, former) : edited);
  }
  return [...after].flatMap(([key, data]): ItemChange[] => {
    const known = before.get(key) ?? null;
    if (data === null) return known === null ? [] : [{ key, op: 'remove' }];
    if (known !== null && canonicalJson(known) === canonicalJson(data)) return [];
    checkLengths(definition, key, data, known ?? {});
    checkItem(definition, key, data);
    return [{ key, op: 'put', data }];
  });
}

/**
 * An item that a person adds, with the fields that are not theirs as the server knows them: as they were in `former`, the same item
 * before it was taken out; else as the phase gives them to an item made by hand.
 */
function withServerFields(definition: PhaseDefinition, added: ItemData, former: ItemData | null): ItemData {
  const own = definition.fields.filter((field) => !field.editable && field.kind !== 'key');
  const theirs = Object.fromEntries(Object.entries(added).filter(([name]) => !own.some((field) => field.name === name)));
  // An item from before a field was kept is put back without it.
  const known = own.filter(({ name }) => former === null || former[name] !== undefined);
  return { ...theirs, ...Object.fromEntries(known.map(({ name, byHand }) => [name, (former === null ? byHand : former[name]) ?? null])) };
}

/** The fields a set names must all be a person's to edit. @throws Refusal `not_permitted` */
export function requireEditable(definition: PhaseDefinition, set: ItemData, key?: string): void {
  const editable = new Set(definition.fields.filter((field) => field.editable).map((field) => field.name));
  const refused = Object.keys(set).find((name) => !editable.has(name));
  if (refused !== undefined) throw new Refusal('not_permitted', `${key === undefined ? '' : `${key}: `}${refused} cannot be edited.`);
  canonicalJson(set);
}

function checkEdit(definition: PhaseDefinition, known: ItemData | null, edit: RowEdit): void {
  const { key } = edit;
  if (isFactKey(key)) throw new Refusal('not_permitted', `${key} is kept by Countersign.`);
  if ('set' in edit) return checkSet(definition, known, edit);
  if (definition.itemsByHand !== true) {
    throw new Refusal('not_permitted', `${definition.itemNoun.many} are not added or removed by hand: decide on ${key} instead.`);
  }
  // Telling whether the content is the same would tell what it is; so nothing is compared here.
  if ('put' in edit && known !== null) throw new Refusal('invalid_input', `${key} is there already.`);
}

function checkSet(definition: PhaseDefinition, known: ItemData | null, edit: CellSet): void {
  // First: nothing is said of a cell's value before it is known to be a person's to edit.
  requireEditable(definition, edit.set, edit.key);
  if (known === null) {
    if (edit.seen === undefined) throw new Refusal('invalid_input', `There is no ${definition.itemNoun.one} ${edit.key}.`);
    throw new Refusal('stale_revision', `${edit.key} was removed.`);
  }
  const conflict = conflictingField(known, edit);
  if (conflict === null) return;
  const label = definition.fields.find((field) => field.name === conflict)?.label ?? conflict;
  throw new Refusal('stale_revision', `Changed meanwhile: ${label} of ${edit.key}.`);
}

/** Of what is changed alone: a text that stands there for long hinders no edit beside it. */
function checkLengths({ fields }: PhaseDefinition, key: string, data: ItemData, known: ItemData): void {
  const long = Object.entries(data).find(([name, value]) => !sameValue(known[name], value) && holdsTooLongText(value));
  if (long === undefined) return;
  const label = fields.find(({ name }) => name === long[0])?.label ?? long[0];
  throw new Refusal('invalid_input', `${keyInWords(key)}: ${label} ${TOO_LONG}.`);
}

function checkItem(definition: PhaseDefinition, key: string, data: ItemData): void {
  const own = definition.fields.find((field) => field.kind === 'key')?.name;
  if (own !== undefined && data[own] !== key) throw new Refusal('invalid_input', `${keyInWords(key)}: its ${own} is not its key.`);
  const parsed = definition.itemSchema.safeParse(data);
  if (parsed.success) return;
  const issue = parsed.error.issues[0];
  throw new Refusal('invalid_input', `${key}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

/** What puts a set back: the former values of its cells, seen as they were set. */
export function undoOf(key: string, former: ItemData, set: ItemData): CellSet {
  const names = Object.keys(set).filter((name) => !sameValue(former[name], set[name]));
  return {
    key,
    set: Object.fromEntries(names.map((name) => [name, former[name] ?? null])),
    seen: Object.fromEntries(names.map((name) => [name, set[name] ?? null])),
  };
}
