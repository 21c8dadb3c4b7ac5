import type { MailPreference } from '#domain/mail/mail-preference';
import type { NoticeView } from './notice-views';

export const MAIL_STATES = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'void'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A notice as a message tells of it. Instants are ISO. */
export interface MailedNotice extends NoticeView {
  /** Since when whoever has the turn has had it, and until when; null where that is not known or nothing is due. */
  turnSince: string | null;
  dueAt: string | null;
}

/** A message that is about to be handed over: to whom, and what is still so. */
export interface OutgoingMail {
  id: string;
  kind: 'direct' | 'digest';
  to: { name: string; email: string };
  /** The oldest first; at least one. */
  notices: readonly MailedNotice[];
  /** Of one phase alone: what all messages about it have in common. */
  threadId: string | null;
}

/** How somebody's mail comes, and whether any does. */
export interface MailPreferenceView extends MailPreference {
  /** False where this installation sends no mail. */
  isOn: boolean;
  email: string;
}

/** How mail stands, for admins. Instants are ISO. */
export interface MailView {
  /** Host and port; null: no mail is sent. */
  server: string | null;
  /** When the worker last looked for mail; null: never. */
  seenAt: string | null;
  failing: { since: string; error: string; retryAt: string | null } | null;
  /** Notices that wait for their hour or their digest. */
  waiting: number;
  /** The newest first; at most 100. */
  mails: readonly MailLine[];
}

export interface MailLine {
  id: string;
  to: string;
  kind: 'direct' | 'digest';
  state: MailState;
  /** How many notices it tells, and how many it does not because they were not so any more. */
  notices: number;
  dropped: number;
  at: string;
  said: string | null;
}

/** A message as the catcher of the demo received it. */
export interface CaughtMailLine {
  id: string;
  at: string;
  recipient: string;
  subject: string;
}
export interface CaughtMailView extends CaughtMailLine {
  headers: readonly { name: string; value: string }[];
  text: string;
  html: string;
}
