import { randomUUID } from 'node:crypto';
import { acceptStale } from '#actions/accept-stale';
import { addComment } from '#actions/add-comment';
import { addFindingEvent } from '#actions/add-finding-event';
import { bringOver } from '#actions/bring-over';
import { bulkSet } from '#actions/bulk-set';
import { cancelWork } from '#actions/cancel-work';
import { changeClock } from '#actions/change-clock';
import { claimWork } from '#actions/claim-work';
import { decideItems } from '#actions/decide-items';
import { discardVersion } from '#actions/discard-version';
import { markOpened } from '#actions/mark-opened';
import { markReviewed } from '#actions/mark-reviewed';
import { recordChanges } from '#actions/record-changes';
import { releaseClaim } from '#actions/release-claim';
import { remind } from '#actions/remind';
import { reopenPhase } from '#actions/reopen-phase';
import { requestDraw } from '#actions/request-draw';
import { requestProfile } from '#actions/request-profile';
import { requestRefresh } from '#actions/request-refresh';
import { saveItems } from '#actions/save-items';
import { sendDecision } from '#actions/send-decision';
import { submitVersion } from '#actions/submit-version';
import { withdrawVersion } from '#actions/withdraw-version';
import type { Result } from '#domain/refusals';

/** A version as somebody sees it who is about to act on it. */
export interface Seen {
  versionId: string;
  chainId: string;
  hash: string;
  editRevision: number;
}
const comment = 'Please look again.';
export const byId = (seen: Seen) => ({ commandId: randomUUID(), versionId: seen.versionId });
export const decision = (made: 'approve' | 'request_changes' | 'reject' | 'sign') => (seen: Seen) =>
  sendDecision({ ...byId(seen), seenVersionHash: seen.hash, decision: made, comment });

/** Every action on a version, and on the chain that it stands in, as its page sends it. */
export const VERSION_ACTIONS: Record<string, (seen: Seen) => Promise<Result<unknown>>> = {
  approve: decision('approve'),
  requestChanges: decision('request_changes'),
  reject: decision('reject'),
  submitVersion: (seen) => submitVersion({ ...byId(seen), seenEditRevision: seen.editRevision }),
  withdrawVersion: (seen) => withdrawVersion({ ...byId(seen), seenVersionHash: seen.hash }),
  discardVersion: (seen) => discardVersion({ ...byId(seen), seenEditRevision: seen.editRevision }),
  reopenPhase: (seen) => reopenPhase({ commandId: randomUUID(), chainId: seen.chainId, reason: comment }),
  changeClock: (seen) => changeClock({ commandId: randomUUID(), chainId: seen.chainId, act: 'pause', reason: comment }),
  remind: (seen) => remind({ chainId: seen.chainId, personId: randomUUID() }),
  requestDraw: (seen) =>
    requestDraw({ ...byId(seen), seenEditRevision: seen.editRevision, params: { method: 'whole-population', reason: comment, lob: null } }),
  requestProfile: (seen) => requestProfile({ ...byId(seen), seenEditRevision: seen.editRevision, params: { propose: true } }),
  requestRefresh: (seen) => requestRefresh({ ...byId(seen), seenEditRevision: seen.editRevision, params: {} }),
  cancelWork: (seen) => cancelWork({ commandId: randomUUID(), chainId: seen.chainId, workId: randomUUID() }),
  saveItems: ({ versionId, editRevision }) =>
    saveItems({ versionId, editRevision, edits: [{ key: 'R1', set: { rationale: randomUUID() } }] }),
  bulkSet: ({ versionId, editRevision }) => bulkSet({ versionId, editRevision, filter: { all: [] }, set: { rationale: randomUUID() } }),
  bringOver: ({ versionId, editRevision }) => bringOver({ versionId, editRevision, fromVersionId: randomUUID() }),
  addComment: ({ versionId }) => addComment({ versionId, body: comment }),
  addFindingEvent: ({ versionId }) => addFindingEvent({ versionId, key: 'R1', kind: 'started', note: '', until: null }),
  acceptStale: ({ versionId }) => acceptStale({ versionId, upstreamId: randomUUID(), reason: comment }),
  claimWork: ({ versionId }) => claimWork({ versionId }),
  releaseClaim: ({ versionId }) => releaseClaim({ versionId }),
  recordChanges: (seen) =>
    recordChanges({ ...byId(seen), changes: [{ itemKey: 'R1', seenHash: seen.hash, fields: {} }], alike: {}, comment: '' }),
  decideItems: (seen) =>
    decideItems({ ...byId(seen), verdicts: [{ itemKey: 'R1', verdict: 'accepted', reason: '', seenHash: seen.hash }] }),
  markOpened: ({ versionId, hash }) => markOpened({ versionId, versionHash: hash }),
  markReviewed: ({ versionId, hash }) => markReviewed({ versionId, versionHash: hash, keys: ['R1'], reviewed: true }),
};
