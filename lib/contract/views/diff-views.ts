import type { SummarySection } from '#domain/phase/definition';
import type { ItemRow, VersionRef } from './row-views';
import { type CellChange, type DiffKind } from './row-views';

export interface DiffRow {
  key: string;
  kind: DiffKind | 'unchanged';
  isFact: boolean;
  /** Label of a fact; null for an item. */
  label: string | null;
  before: ItemRow | null;
  after: ItemRow | null;
  cells: readonly CellChange[];
  /** It does not match what is looked for; it stands beside a row that does. */
  context: boolean;
  /** Rows left out directly before this one; only where context is asked for. */
  folded: number;
  /** This person has marked it as reviewed in the version as it is. */
  reviewed: boolean;
}

/** Items of a whole comparison by kind. */
export interface DiffCounts {
  added: number;
  removed: number;
  changed: number;
  unchanged: number;
}

/** A page of a comparison. What is counted is of the whole, and stands on the first page only. */
export interface DiffPage {
  base: VersionRef | null;
  head: VersionRef;
  counts: DiffCounts | null;
  rows: readonly DiffRow[];
  /** Rows, facts included, that match what is looked for. */
  matching: number | null;
  /** How many of those this person has marked as reviewed. */
  reviewed: number | null;
  /** Rows left out after the last; only at the end, and where context is asked for. */
  foldedAfter: number;
  next: string | null;
}

/** Changed cells of items between two versions. Asked for apart: it costs as much as the rest of a comparison. */
export interface ChangedFields {
  /** How many cells changed; cells of columns that came or went as a whole are left out. */
  cells: number;
  /** Most frequent first. */
  byField: readonly { field: string; label: string; count: number }[];
  /** Columns that all items of one side lack: a change of the schema, not of data. */
  columns: readonly { field: string; label: string; kind: 'added' | 'removed'; count: number }[];
}

/** What matters most of a revision, in the words of its phase; each part may open the rows it counts. */
export interface EffectsView {
  sections: readonly SummarySection[];
  /** More items changed than were looked at. */
  cutOff: boolean;
}

const LONGEST_NAME = 200;

/** How a part of the effects is named in an address: in words, of which the length tells long ones apart. */
export function effectName(section: string, label: string): string {
  const words = `${section} / ${label}`;
  return words.length <= LONGEST_NAME ? words : `${words.slice(0, LONGEST_NAME)}… (${words.length})`;
}
