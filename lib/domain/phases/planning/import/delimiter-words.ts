const NAMES: Readonly<Record<string, string>> = { ',': 'Comma', ';': 'Semicolon', '|': 'Vertical bar', '\t': 'Tab' };

/** A separator by its name. */
export function delimiterWords(delimiter: string): string {
  return NAMES[delimiter] ?? `“${delimiter}”`;
}
