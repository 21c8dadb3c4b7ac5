import { faultInWords } from '#domain/input-words';
import { canonicalJson } from '#domain/item/canonical-json';
import { diffCells, type ItemChange, isFactKey } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import { Refusal } from '#domain/refusals';

/**
 * Whether a person may make these changes by hand: facts and fields that are not theirs to edit (a record's own values,
 * where it came from, who asked for it) stay as they are.
 * @throws Refusal `invalid_input`, `not_permitted`, naming item and field
 */
export function checkEdits(definition: PhaseDefinition, before: ReadonlyMap<string, ItemData>, changes: readonly ItemChange[]): void {
  for (const change of changes) {
    if (isFactKey(change.key)) throw new Refusal('not_permitted', `${change.key} is kept by Countersign.`);
    const known = before.get(change.key);
    const bySystemOnly = definition.itemsByHand !== true;
    if (bySystemOnly && (change.op === 'remove' || known === undefined)) {
      throw new Refusal('not_permitted', `${definition.itemNoun.many} are not added or removed by hand: decide on ${change.key} instead.`);
    }
    if (change.op === 'put') checkPut(definition, known, change);
  }
}

function checkPut(definition: PhaseDefinition, known: ItemData | undefined, change: { key: string; data: ItemData }): void {
  const parsed = definition.itemSchema.safeParse(change.data);
  if (!parsed.success) {
    throw new Refusal('invalid_input', `${change.key}: ${faultInWords(parsed.error, 'The content')}`);
  }
  if (known === undefined) return;
  const editable = new Set(definition.fields.filter((field) => field.editable).map((field) => field.name));
  const fields = diffCells(known, change.data).map((cell) => ({ ...cell, name: cell.field.split('.')[0] ?? cell.field }));
  // A row read a moment ago, or an undo, brings derived fields of then along with what a person changed.
  const derived = new Set(fields.some(({ name }) => editable.has(name)) ? definition.derives : []);
  const touched = fields.find(({ name }) => !editable.has(name) && !derived.has(name));
  if (touched) throw new Refusal('not_permitted', `${change.key}: ${touched.field} cannot be edited.`);
}

/** The fields a bulk change sets must all be editable. @throws Refusal `not_permitted` */
export function checkBulk(definition: PhaseDefinition, set: ItemData): void {
  const editable = new Set(definition.fields.filter((field) => field.editable).map((field) => field.name));
  const refused = Object.keys(set).find((name) => !editable.has(name));
  if (refused !== undefined) throw new Refusal('not_permitted', `${refused} cannot be edited.`);
  canonicalJson(set);
}
