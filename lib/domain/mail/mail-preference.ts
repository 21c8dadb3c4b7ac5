import { isUrgent, type NoticeKind } from './notice-kinds';

export const DIGESTS = ['hourly', 'daily', 'off'] as const;
export type Digest = (typeof DIGESTS)[number];
export const URGENT_WAYS = ['at_once', 'digest'] as const;
export type UrgentWay = (typeof URGENT_WAYS)[number];
export const MAIL_HOURS = ['working', 'any'] as const;
export type MailHours = (typeof MAIL_HOURS)[number];

/** How somebody wants their mail. */
export interface MailPreference {
  /** How often what concerns their own work is gathered into one message. */
  digest: Digest;
  /** Whether reminders and escalations go by themselves or in the digest. */
  urgent: UrgentWay;
  /** Whether mail waits for the hours of the business calendar. */
  hours: MailHours;
}

/** Of whoever has chosen nothing. */
export const DEFAULT_MAIL_PREFERENCE: MailPreference = { digest: 'daily', urgent: 'at_once', hours: 'working' };

/** Why a choice cannot be, as a sentence; null for one that can: reminders and escalations always reach their reader by some mail. */
export function preferenceFault({ digest, urgent }: MailPreference): string | null {
  return digest === 'off' && urgent === 'digest' ? 'Reminders and escalations are never off: send them at once, or choose a digest.' : null;
}

/** How long a notice is gathered with others. */
export type MailPace = 'at_once' | 'hourly' | 'daily';

/** The pace of a notice for somebody; null where they want no mail of it. */
export function paceOf(kind: NoticeKind, { digest, urgent }: MailPreference): MailPace | null {
  if (isUrgent(kind) && urgent === 'at_once') return 'at_once';
  return digest === 'off' ? null : digest;
}
