/** What somebody may be told of. */
export const NOTICE_KINDS = ['assigned', 'warning', 'breach', 'used_up', 'escalation', 'reminder'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What another person asks, or what the ladder says of others: it does not wait for a digest, unless its reader wants that. */
const URGENT_KINDS: readonly NoticeKind[] = ['escalation', 'reminder'];

/** Whether a notice goes by itself and not in a digest, by what is usual. */
export function isUrgent(kind: NoticeKind): boolean {
  return URGENT_KINDS.includes(kind);
}
