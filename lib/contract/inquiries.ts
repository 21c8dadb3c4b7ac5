import type { EvidencePlace } from '#domain/evidence/extracted-text';
import type { SoughtColumn } from '#domain/evidence/headings';
import type { EvidenceCheck } from '#domain/evidence/match';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Encoding } from '#domain/phases/planning/facts';
import type { NamedColumns } from '#domain/phases/request-info/request-item';
import type { DrawPlan, DrawPreview } from './draws';
import type { FailurePage, RuleTrial } from './profiling';
import type { DecisionReplay } from './views/course-view';
import type { MatchCount } from './views/version-views';

/**
 * Short questions that only the worker can answer, about files by its DuckDB and about histories by its workflows, asked by the web as a workflow `inquiry`
 * (id `inquiry/<uuid>`) whose result is awaited. They change nothing.
 */
export type Inquiry =
  | { kind: 'preview-import'; params: ImportParams }
  | { kind: 'count-matches'; versionId: string; filter: ItemFilter; keys: readonly string[] }
  | { kind: 'preview-draw'; versionId: string; plan: DrawPlan }
  | { kind: 'try-rule'; versionId: string; expression: string }
  /** `columns`: attribute code → what heads its column, where somebody said so. */
  | { kind: 'check-evidence'; versionId: string; evidenceId: string; columns: NamedColumns }
  /** `key`: the rule's. `masked`: attribute codes and columns whose values the person asking may not read. */
  | { kind: 'list-failures'; versionId: string; key: string; masked: readonly string[]; after: string | null; limit: number }
  | { kind: 'export-failures'; versionId: string; key: string; masked: readonly string[] }
  /** The archived histories of the runs that decided on the version, carried out again by the workflow code of today. */
  | { kind: 'replay-decision'; versionId: string };

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
  /** How the bytes are text; absent or null: found out. Optional, because imports asked for earlier state none. */
  encoding?: Encoding | null | undefined;
  /** Sheet of a workbook that is the dictionary; absent or null: the first visible one with entries. */
  sheet?: string | null | undefined;
  /** Attribute code → how its dates or numbers are written, as chosen in the preview. */
  formats?: Readonly<Record<string, string>> | undefined;
  /** Attribute code → its valid values, as mended in the preview. */
  values?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Physical line and field (both from 1) that hold the control total, or the total as typed in. */
  control: { line: number; field: number } | { total: number } | null;
  controlReason: string;
  sourceSystem: string;
  extractedBy: string;
  extractedAt: string;
  asOfDate: string;
}

/** Which cases a file of evidence answers, by a search for the keys of their records and the value. */
export interface EvidenceAnswers {
  /** Cases that were looked for, the first ones of the version. */
  cases: number;
  /** More cases than were looked for. */
  cutOff: boolean;
  /** The file holds no text to search: a picture, or a scan. */
  isSilent: boolean;
  /** What heads the columns of its tables, as it is written there; none where it holds no table. */
  headings: readonly string[];
  /** In which column each key and attribute of the cases was looked for. */
  columns: readonly SoughtColumn[];
  /** Cases that it answers, wholly or in part, in the order of their keys. */
  found: readonly { itemKey: string; result: EvidenceCheck['result']; value: EvidenceCheck['value']; at: EvidencePlace | null }[];
}

/** A sheet of a workbook: how many entries of a dictionary it holds. */
export interface SheetView {
  name: string;
  hidden: boolean;
  entries: number;
}

export interface PreviewColumn {
  column: string;
  position: number;
  samples: readonly string[];
  code: string;
  name: string;
  type: string;
  /** How its dates or numbers are written; empty where plain, or where `asks` says that a person has to choose. */
  format: string;
  /** Formats that fit all values seen; a person chooses one before the import. */
  asks: readonly string[];
  /** Two values with what they are read as, where that differs. */
  readings: readonly { written: string; read: string }[];
  validValues: readonly string[];
  exhaustive: boolean;
  matchedBy: 'name' | 'position' | 'map' | 'none';
}

export interface ImportPreview {
  delimiter: string;
  quoted: boolean;
  encoding: Encoding;
  /** Sheets of the dictionary's workbook in their order, and the one that was read; none where it is no workbook. */
  sheets: readonly SheetView[];
  sheet: string | null;
  /** What was found, in sentences: passed-over lines, the sheet read, lists that are no lists. */
  notes: readonly string[];
  /** Records of the beginning that an import would set aside, their physical lines, and the first of them. */
  setAside: { records: number; lines: number; first: readonly { line: number; message: string }[] };
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
  | { kind: 'check-evidence'; answers: EvidenceAnswers }
  | { kind: 'list-failures'; page: FailurePage }
  /** A CSV file in storage, masked as asked. */
  | { kind: 'export-failures'; sha256: string; size: number }
  | { kind: 'replay-decision'; replay: DecisionReplay };
