import { type ItemData } from '#domain/item/json';
import { type Verdict } from '#domain/phase/verdicts';
import { type VersionStatus } from '#domain/version/version-status';

export interface VersionRef {
  id: string;
  number: number;
  status: VersionStatus;
  createdAt: string;
  submittedAt: string | null;
  decidedAt: string | null;
  totals: ChangeTotals | null;
  itemCount: number | null;
  reason: string;
  /** Of a recorded version: who recorded it, or that the system listed it. */
  by?: string;
}

export interface ItemRow {
  key: string;
  data: ItemData;
  hash: string;
  /** Names of fields (or `values.X`) whose value was masked before it left the server. */
  masked: readonly string[];
  /** The standing verdict on exactly this content. */
  verdict: VerdictView | null;
  /** The last rejection of this key that led to this version: the reviewer's feedback beside a reopened item. */
  feedback: VerdictView | null;
  openComments: number;
  /** Taken over from an earlier cycle: which, and whether it holds here what it held there. Absent where it was not. */
  carried?: { cycle: string; number: number; same: boolean };
  /** Who the e-mail addresses in `data` belong to, by address; the item itself keeps the address. */
  names?: Readonly<Record<string, string>>;
}

/** What an edit of a draft came to. */
export interface SavedItems {
  /** The draft's edit revision after it. */
  editRevision: number;
  /** The edited items as they came out, without those that are gone; null where they are too many to send along. */
  rows: readonly ItemRow[] | null;
}

export const DIFF_KINDS = ['added', 'removed', 'changed'] as const;

export type DiffKind = (typeof DIFF_KINDS)[number];

export interface CellChange {
  /** Field name, or `values.X` for a record's column. */
  field: string;
  label: string;
  before: string | null;
  after: string | null;
  masked: boolean;
  /** What changed inside a list or a record, in order; absent for simple values. */
  parts?: readonly NestedChange[];
}

/** A change inside a list or record, which counts as one change of its cell. */
export interface NestedChange {
  kind: DiffKind;
  /** Which member: its name, or its place from 1 where it has none. */
  name: string;
  before: string | null;
  after: string | null;
}

export interface ChangeTotals {
  added: number;
  changed: number;
  removed: number;
}

/** A reviewer's verdict standing on an item. */
export interface VerdictView {
  verdict: Verdict;
  reason: string;
  by: PersonRef;
  at: string;
  versionNumber: number;
  /** Made on an earlier version with the same content. */
  inherited: boolean;
}

/** JSON the browser reads. Dates are ISO 8601 strings in UTC; hashes are lower-case hex. */
export interface PersonRef {
  id: string | null;
  name: string;
  role: string;
}
