import type { PhaseDefinition } from './definition';

/** The report's own order, where items have one: a leading number that nobody edits. '' orders by key. */
export function ownOrder(definition: PhaseDefinition): string {
  const first = definition.fields[0];
  return first?.kind === 'integer' && !first.editable ? first.name : '';
}
