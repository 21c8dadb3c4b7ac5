import { normalisedName } from './dictionary';

/** Position (from 0) of the column a person means: by the file's name, the attribute's code, or the position from 1; null for none. */
export function resolveColumn(name: string, columns: readonly { column: string; code: string }[]): number | null {
  const tests: ((column: { column: string; code: string }) => boolean)[] = [
    ({ column }) => column === name,
    ({ code }) => code === name,
    ({ column }) => normalisedName(column) === normalisedName(name),
    ({ code }) => normalisedName(code) === normalisedName(name),
  ];
  for (const test of tests) {
    const at = columns.findIndex(test);
    if (at >= 0) return at;
  }
  const position = /^\d+$/.test(name) ? Number(name) : 0;
  return position >= 1 && position <= columns.length ? position - 1 : null;
}
