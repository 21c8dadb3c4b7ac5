import type { DatedVersion } from '#contract/views/admin-views';

/** What the rows of something dated have in common. */
export interface DatedRow {
  number: number;
  validFrom: Date;
  by: string | null;
  reason: string;
  /** It begins later than now. */
  planned: boolean;
}

/** What a row says of when it holds, by whom and why. */
export function datedVersion({ number, validFrom, by, reason }: DatedRow): DatedVersion {
  return { number, validFrom: validFrom.toISOString(), by, reason };
}

/** Number 0 of something dated: as it comes with the product. */
export const AS_DELIVERED: DatedVersion = { number: 0, validFrom: new Date(0).toISOString(), by: null, reason: 'Default' };

/**
 * The version in force, with those planned (soonest first) and those before it (newest first).
 * @param rows the latest to begin first: each takes over from the one after it
 * @param delivered the version as delivered, which holds where there is no other
 */
export function datedVersions<Row extends DatedRow, Version>(
  rows: readonly Row[],
  versionOf: (row: Row) => Version,
  delivered: Version,
): { inForce: Version; planned: Version[]; earlier: Version[] } {
  const past = [...rows.filter((row) => !row.planned).map(versionOf), delivered];
  const [inForce = delivered, ...earlier] = past;
  return {
    inForce,
    planned: rows
      .filter((row) => row.planned)
      .map(versionOf)
      .reverse(),
    earlier,
  };
}
