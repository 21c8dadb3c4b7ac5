import type { InboxRequest } from './inbox';
import type { TrailRequest } from './trail';

/** Keys of the queries whose first answer comes with their page; without a fetcher, because the server has them at hand too. */

/** Key of a tab of the inbox. */
export const inboxKey = (request: InboxRequest) => ['inbox', request] as const;

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
