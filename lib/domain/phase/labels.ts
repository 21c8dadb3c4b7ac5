/** A word with a capital: "validity" → "Validity". */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The choices of a field in the order of its values, each shown by its own label, or else by the value with a capital. */
export function labelled<Value extends string>(
  values: readonly Value[],
  labels: Partial<Record<Value, string>> = {},
): { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: labels[value] ?? capitalised(value) }));
}
