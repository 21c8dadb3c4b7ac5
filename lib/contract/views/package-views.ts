import type { Omission, PackageState } from '#domain/package/manifest';
import type { PermittedAction } from '#domain/people/permissions';

/** A package of a report, as its page lists it. Instants are ISO 8601, sizes bytes, hashes lower-case hex. */
export interface PackageRow {
  id: string;
  /** Of the packages of this report, from 1. */
  number: number;
  redacted: boolean;
  state: PackageState | 'making';
  madeBy: string;
  madeAt: string;
  finishedAt: string | null;
  sha256: string | null;
  size: number | null;
  /** The entry of the trail that it ends with. */
  entries: number | null;
  fingerprint: string | null;
  /** When it was stamped, and by which service; null of one without a time stamp. */
  stamped: { at: string; by: string } | null;
  omissions: readonly Omission[];
  /** How many rows, entries, items and files stand in it as hashes alone. */
  withheld: number;
  failure: string | null;
  /** While it is made: files and bytes packed so far. */
  progress: { files: number; bytes: number } | null;
}

/** The packages of a report that somebody may take, the newest first, and which kinds they may have made. */
export interface PackagesView {
  cycleReportId: string;
  reportName: string;
  cycleName: string;
  rows: readonly PackageRow[];
  /** Omissions of a package beyond the first are counted. */
  makeFull: PermittedAction | null;
  makeRedacted: PermittedAction;
}
