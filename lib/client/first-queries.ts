import type { DiffKind } from '#contract/views/row-views';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import type { IgnoreRules } from '#domain/item/ignore-rules';
import type { ItemFilter } from '#domain/item/item-filter';
import type { PhaseName } from '#domain/phase/phase-names';

/** What a tab of the inbox is asked for. */
export interface InboxRequest {
  tab: InboxTab;
  reportId?: string | null;
  phase?: PhaseName | null;
  due?: InboxRow['due'] | null;
  sort?: 'due' | 'since' | 'report' | null;
  limit?: number;
}

/** What the trail is asked for. */
export interface TrailRequest {
  cycleReportId?: string | null;
  versionId?: string | null;
  personId?: string | null;
  phase?: PhaseName | null;
  /** Words that the sentence or the report holds. */
  text?: string | null;
  /** ISO days, both included, in UTC. */
  from?: string | null;
  to?: string | null;
  /** Leaves out requests and what the system notes. */
  actsOnly?: boolean;
  limit?: number;
}

/** What a version's items are asked for. */
export interface ItemsRequest {
  filter?: ItemFilter | null;
  /** A field name, "-" and a field name for descending; left out: by key. */
  sort?: string | null;
  /** Rows a page, 1 to 500. */
  limit?: number;
}

export interface CompareRequest {
  /** The version compared with; left out: the parent; "none": nothing, so that everything is added. */
  base?: string | null;
  /** What counts as the same although it is written differently. */
  ignore?: IgnoreRules | null;
}

export interface DiffRequest extends CompareRequest {
  kinds?: readonly (DiffKind | 'unchanged')[];
  /** Keeps only rows where this field (or `values.X`) changed. */
  field?: string | null;
  /** Keeps only what is called by these words. */
  find?: string | null;
  /** Keeps only this item or fact. */
  key?: string | null;
  /** Keeps only the rows that a part of the effects counts (`effectName`). */
  effect?: string | null;
  /** Starts at this key. */
  from?: string | null;
  /** Rows kept around each difference, the others between them folded and counted; left out: differences only. */
  context?: number | null;
  limit?: number;
}

/** Keys of the queries whose first answer comes with their page; without a fetcher, because the server has them at hand too. */

/** Key of the board of a report. */
export const reportKey = (cycleReportId: string) => ['report', cycleReportId] as const;

/** Key of a version; what is asked about it stands under it, so that what changes the one has all read again. */
export const versionKey = (versionId: string) => ['version', versionId] as const;

/** Under which all pages of a version's items are kept, whatever their filter and sort: `[…, request]`. */
export const itemsKey = (versionId: string) => ['version', versionId, 'items'] as const;

/** Key of a comparison. */
export const diffKey = (versionId: string, request: DiffRequest) => ['version', versionId, 'diff', request] as const;

/** Key of the effects of a version beside a base; null is the parent. */
export const effectsKey = (versionId: string, base: string | null) => ['version', versionId, 'effects', base] as const;

/** Key of what a version holds, in sections, and its facts. */
export const summaryKey = (versionId: string) => ['version', versionId, 'summary'] as const;

/** Key of what still blocks submission. */
export const gatesKey = (versionId: string) => ['version', versionId, 'gates'] as const;

/** Key of the comments on a version. */
export const commentsKey = (versionId: string) => ['version', versionId, 'comments'] as const;

/** Rows that a grid, or a comparison, asks for at a time. */
export const PAGE_ROWS = 200;

/** What a grid asks for as its view stands; '' sorts by key. */
export function gridRequest(filter: ItemFilter, sort: string): ItemsRequest {
  return { filter, sort: sort === '' ? null : sort, limit: PAGE_ROWS };
}

/** What a comparison asks for as it opens, without anything in the address that narrows it. */
export function firstDiff(base: string): DiffRequest {
  return { base, field: null, find: null, effect: null, ignore: null, limit: PAGE_ROWS };
}

/** Key of a tab of the inbox. */
export const inboxKey = (request: InboxRequest) => ['inbox', request] as const;

/** Key of how much stands in a tab of the inbox; within the inbox's, so that what changes one has both read again. */
export const inboxCountKey = (tab: InboxTab) => ['inbox', 'count', tab] as const;

/** Key of the reports that the inbox can be narrowed to. */
export const INBOX_REPORTS_KEY = ['inbox', 'reports'] as const;

/** Key of the trail. */
export const trailKey = (request: TrailRequest) => ['trail', request] as const;

/** Key of the test cycles. */
export const CYCLES_KEY = ['cycles'] as const;

/** What the inbox asks for as it opens, without a view in the address. */
export const FIRST_INBOX = { tab: 'waiting', reportId: null, phase: null, due: null, sort: 'due' } as const satisfies InboxRequest;

/** What the trail asks for as it opens, without filters in the address. */
export const FIRST_TRAIL = {
  personId: null,
  cycleReportId: null,
  phase: null,
  from: null,
  to: null,
  text: null,
  actsOnly: true,
} as const satisfies TrailRequest;
