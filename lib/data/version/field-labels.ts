import type { PhaseName } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import type { FieldLabel } from './cell-changes';

/** Labels of a phase's fields; a record's own column is labelled by its code, anything unknown by its name. */
export function fieldLabeller(phase: PhaseName): FieldLabel {
  const labels = new Map(phaseDefinition(phase).fields.map((field) => [field.name, field.label]));
  return (field) => labels.get(field) ?? (field.startsWith('values.') ? field.slice('values.'.length) : field);
}
