import type { NoticeKind } from './notice-kinds';

/** How long a notice is news, in ms: a week covers every run of closed days that a calendar may have beside a holiday season. */
const NEWS_FOR_MS = 7 * 86_400_000;

/** Why a notice is not mailed. */
export const DROPPED = [
  'read',
  'passed',
  'in_time',
  'reassigned',
  'closed',
  'unseen',
  'inactive',
  'digest_off',
  'old',
  'before_mail',
] as const;
export type Dropped = (typeof DROPPED)[number];

/** A notice and what it is about, as things stand. */
export interface NoticeFacts {
  kind: NoticeKind;
  personId: string;
  at: Date;
  isRead: boolean;
  /** Whether the person's account is active. */
  isActive: boolean;
  /** Whether they may see what it is about. */
  maySee: boolean;
  /** The report is closed. */
  closed: boolean;
  /** Of an assignment: whether it is still theirs. */
  isNamed: boolean;
  /** The turn that it was written in; null where it is about no turn. */
  turnSeq: number | null;
  /** Of an alarm: whether it is about the time of a role, and not about the phase's due date. */
  isOfRole: boolean;
  /** The chain as it stands, and since when its deadlines are other than those of its start; null where it is about none. */
  chain: {
    turnSeq: number;
    turnPeople: readonly string[];
    paused: boolean;
    warnAt: Date | null;
    dueAt: Date | null;
    changedAt: Date | null;
  } | null;
}

/** Why a notice would say what is not so any more, or what its reader knows; null for one that is news at an instant. */
export function whyNotMailed(facts: NoticeFacts, now: Date): Dropped | null {
  const { kind, chain } = facts;
  if (!facts.isActive) return 'inactive';
  if (!facts.maySee) return 'unseen';
  if (facts.closed) return 'closed';
  if (kind === 'assigned') {
    if (!facts.isNamed) return 'reassigned';
  } else {
    if (chain === null || hasPassed(facts, chain)) return 'passed';
    if (isInTime(facts, chain, now)) return 'in_time';
  }
  if (facts.isRead) return 'read';
  return now.getTime() - facts.at.getTime() > NEWS_FOR_MS ? 'old' : null;
}

/** Whether the turn is another one than it was, or not this person's; an escalation tells people of somebody else's. */
function hasPassed({ kind, personId, turnSeq }: NoticeFacts, chain: NonNullable<NoticeFacts['chain']>): boolean {
  return chain.turnSeq !== turnSeq || (kind !== 'escalation' && !chain.turnPeople.includes(personId));
}

/** Whether a clock that was extended or paused since makes untrue what was said of it. */
function isInTime({ kind, at, isOfRole }: NoticeFacts, chain: NonNullable<NoticeFacts['chain']>, now: Date): boolean {
  const { paused, warnAt, dueAt, changedAt } = chain;
  if (kind === 'reminder') return false;
  // What a role has used up is told anew where that still holds after a change of the clock.
  if (isOfRole) return paused || (changedAt !== null && changedAt > at);
  const from = kind === 'warning' ? warnAt : dueAt;
  return paused || from === null || now < from;
}
