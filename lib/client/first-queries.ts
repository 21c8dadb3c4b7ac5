import type { InboxRow, InboxTab } from '#contract/views/work-views';
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

/** Keys of the queries whose first answer comes with their page; without a fetcher, because the server has them at hand too. */

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
