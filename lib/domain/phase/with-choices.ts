import type { PhaseDefinition } from './definition';

/** A phase whose fields with values from a list of the installation are choices; the list that is empty changes nothing. */
export function withChoices(definition: PhaseDefinition, lobNames: readonly string[]): PhaseDefinition {
  if (lobNames.length === 0) return definition;
  const choices = lobNames.map((name) => ({ value: name, label: name }));
  return {
    ...definition,
    fields: definition.fields.map((field) => (field.choicesFrom === 'lines-of-business' ? { ...field, kind: 'choice', choices } : field)),
  };
}
