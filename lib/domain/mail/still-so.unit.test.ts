import { describe, expect, it } from 'vitest';
import { DEFAULT_MAIL_PREFERENCE, paceOf, preferenceFault } from './mail-preference';
import { NOTICE_KINDS } from './notice-kinds';
import { type NoticeFacts, whyNotMailed } from './still-so';

const NOW = new Date('2026-11-27T15:00:00Z');
const HOUR_MS = 3_600_000;
const earlier = new Date(NOW.getTime() - HOUR_MS);
const later = new Date(NOW.getTime() + HOUR_MS);
const CHAIN = { turnSeq: 4, turnPeople: ['mara'], paused: false, warnAt: earlier, dueAt: earlier, changedAt: null };

const facts = (more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  ...{ kind: 'reminder', personId: 'mara', at: earlier, isRead: false, isActive: true, maySee: true, closed: false, isNamed: true },
  ...{ turnSeq: 4, isOfRole: false, chain: CHAIN },
  ...more,
});

describe('a notice', () => {
  it.each(NOTICE_KINDS)('is mailed while it is so: %s', (kind) => {
    expect(whyNotMailed(facts({ kind }), NOW)).toBeNull();
  });

  it.each([
    ['inactive', { isActive: false }],
    ['unseen', { maySee: false }],
    ['closed', { closed: true }],
    ['reassigned', { kind: 'assigned', isNamed: false }],
    ['passed', { turnSeq: 3 }],
    ['passed', { chain: null }],
    ['passed', { personId: 'nils' }],
    ['passed', { kind: 'escalation', turnSeq: 3 }],
    ['in_time', { kind: 'warning', chain: { ...CHAIN, warnAt: later } }],
    ['in_time', { kind: 'breach', chain: { ...CHAIN, dueAt: later } }],
    ['in_time', { kind: 'escalation', chain: { ...CHAIN, dueAt: null } }],
    ['in_time', { kind: 'breach', chain: { ...CHAIN, paused: true } }],
    ['in_time', { kind: 'used_up', isOfRole: true, chain: { ...CHAIN, paused: true } }],
    ['in_time', { kind: 'escalation', isOfRole: true, at: earlier, chain: { ...CHAIN, changedAt: NOW } }],
    ['passed', { kind: 'used_up', isOfRole: true, personId: 'nils' }],
    ['read', { isRead: true }],
    ['old', { at: new Date(NOW.getTime() - 8 * 24 * HOUR_MS) }],
  ] as const)('is not mailed: %s', (reason, more) => {
    expect(whyNotMailed(facts(more), NOW)).toBe(reason);
  });

  it('of a role’s time is mailed though the phase is in time, whatever was extended before', () => {
    const inTime = { ...CHAIN, warnAt: later, dueAt: later, changedAt: new Date(earlier.getTime() - 1) };
    for (const kind of ['used_up', 'escalation'] as const)
      expect(whyNotMailed(facts({ kind, isOfRole: true, chain: inTime }), NOW)).toBeNull();
  });

  it('of somebody else’s turn is an escalation alone, and a reminder holds whether or not anything is late', () => {
    expect(whyNotMailed(facts({ kind: 'escalation', personId: 'tobias' }), NOW)).toBeNull();
    expect(whyNotMailed(facts({ chain: { ...CHAIN, paused: true, warnAt: null, dueAt: null } }), NOW)).toBeNull();
  });
});

describe('a choice', () => {
  it('gathers one’s own and lets what is urgent go by itself, unless it says otherwise', () => {
    expect(NOTICE_KINDS.map((kind) => paceOf(kind, DEFAULT_MAIL_PREFERENCE))).toEqual([
      'daily',
      'daily',
      'daily',
      'daily',
      'at_once',
      'at_once',
    ]);
    expect(NOTICE_KINDS.map((kind) => paceOf(kind, { digest: 'hourly', urgent: 'digest', hours: 'any' }))).toEqual(
      NOTICE_KINDS.map(() => 'hourly'),
    );
    expect(NOTICE_KINDS.map((kind) => paceOf(kind, { digest: 'off', urgent: 'at_once', hours: 'any' }))).toEqual([
      ...[null, null, null, null],
      ...['at_once', 'at_once'],
    ]);
  });

  it('always leaves a way for reminders and escalations', () => {
    expect(preferenceFault({ digest: 'off', urgent: 'digest', hours: 'any' })).toMatch(/never off/);
    expect(preferenceFault({ digest: 'off', urgent: 'at_once', hours: 'any' })).toBeNull();
  });
});
