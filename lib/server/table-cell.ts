import 'server-only';

/** A cell of a table that is taken along: words, a count, an instant, or a share from 0 to 1. */
export type TableCell = string | number | Date | { share: number } | null;

/** A table that is taken along as a file. */
export interface Table {
  header: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

/** Name of a file with something of a cycle. */
export function cycleFileName(cycleName: string, what: string, ending: 'csv' | 'xlsx'): string {
  return `${cycleName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${what}.${ending}`;
}
