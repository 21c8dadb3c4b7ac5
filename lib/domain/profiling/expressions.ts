/** Pieces of the rule language (docs/rule-language.md) that proposals are written in. */

/** An attribute code as the language reads it: as it is, quoted where it is no plain name. */
export function codeText(code: string): string {
  return /^[A-Z][A-Z0-9_]*$/.test(code) ? code : `"${code.replaceAll('"', '""')}"`;
}

export function valueText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function valueList(values: readonly string[]): string {
  return `(${values.map(valueText).join(', ')})`;
}

export function filled(code: string): string {
  return `${codeText(code)} is not blank`;
}

/** Filled with something other than a special value. */
export function statesValue(code: string, specialValues: readonly string[]): string {
  return specialValues.length === 0 ? filled(code) : `${filled(code)} and ${codeText(code)} not in ${valueList(specialValues)}`;
}
