import type { ItemFilter } from '#domain/item/item-filter';
import type { DrawPlan, DrawPreview } from './draws';
import type { FailurePage, RuleTrial } from './profiling';
import type { MatchCount } from './views/version-views';

/**
 * Short questions about files that only the worker's DuckDB can answer, asked by the web as a workflow `inquiry`
 * (id `inquiry/<uuid>`) whose result is awaited. They change nothing.
 */
export type Inquiry =
  | { kind: 'preview-import'; params: ImportParams }
  | { kind: 'count-matches'; versionId: string; filter: ItemFilter; keys: readonly string[] }
  | { kind: 'preview-draw'; versionId: string; plan: DrawPlan }
  | { kind: 'try-rule'; versionId: string; expression: string }
  /** `key`: the rule's. `masked`: attribute codes and columns whose values the person asking may not read. */
  | { kind: 'list-failures'; versionId: string; key: string; masked: readonly string[]; after: string | null; limit: number }
  | { kind: 'export-failures'; versionId: string; key: string; masked: readonly string[] };

/** What the guard adds to a question: what the person may not read is not theirs to say. */
type Guarded = 'masked';

/** A question as it is asked. */
export type AskedInquiry = Inquiry extends infer One ? (One extends Inquiry ? Omit<One, Guarded> : never) : never;

export interface ImportParams {
  dictionarySha256: string | null;
  dictionaryName: string | null;
  dataSha256: string;
  dataName: string;
  /** null: detect. */
  delimiter: string | null;
  quoted: boolean | null;
  header: boolean;
  skipLines: number;
  /** Key column names, "@row" for the record number, or null to propose. */
  key: readonly string[] | null;
  /** Dictionary entry code → column name; merged over what is matched by name and position. */
  map: Readonly<Record<string, string>>;
  /** Attribute code → type, as corrected in the preview. */
  types: Readonly<Record<string, string>>;
  /** Physical line and field (both from 1) that hold the control total, or the total as typed in. */
  control: { line: number; field: number } | { total: number } | null;
  controlReason: string;
  sourceSystem: string;
  extractedBy: string;
  extractedAt: string;
  asOfDate: string;
}

export interface PreviewColumn {
  column: string;
  position: number;
  samples: readonly string[];
  code: string;
  name: string;
  type: string;
  matchedBy: 'name' | 'position' | 'map' | 'none';
}

export interface ImportPreview {
  delimiter: string;
  quoted: boolean;
  encoding: string;
  columns: readonly PreviewColumn[];
  unmatchedEntries: readonly string[];
  proposedKey: readonly string[];
  /** "no natural key" when the record number is all there is. */
  keyNote: string | null;
  controlTotal: number | null;
  firstRows: readonly (readonly string[])[];
}

export type InquiryResult =
  | { kind: 'preview-import'; preview: ImportPreview }
  | { kind: 'count-matches'; count: MatchCount }
  | { kind: 'preview-draw'; preview: DrawPreview }
  | { kind: 'try-rule'; trial: RuleTrial }
  | { kind: 'list-failures'; page: FailurePage }
  /** A CSV file in storage, masked as asked. */
  | { kind: 'export-failures'; sha256: string; size: number };
