import type { FilterCondition } from '../item/item-filter';
import type { PhaseDefinition } from './definition';

/** As what a filter asks for what an item is called: its key and its name, whichever holds the words. */
export const CALLED_FIELD = 'called';

/** By what the items of a phase are found: a field that filters ask for, and what people call it. */
export function foundBy({ findBy, fields, keyLabel }: PhaseDefinition): { field: string; label: string } {
  if (fields.some(({ name }) => name === 'name')) return { field: CALLED_FIELD, label: calledLabel(keyLabel) };
  const field = fields.find(({ name }) => name === findBy);
  return field ? { field: field.name, label: field.label } : { field: 'key', label: keyLabel };
}

/** What people call a key and a name that are looked through together: "Attribute or name". */
export function calledLabel(keyLabel: string): string {
  return `${keyLabel} or name`;
}

/** Asks for the items of a phase that are found by these words. */
export function foundCondition(definition: PhaseDefinition, words: string): FilterCondition {
  return { field: foundBy(definition).field, operator: 'contains', values: [words] };
}
