import { describe, expect, it } from 'vitest';
import type { Resource, Subject } from '../people/permissions';
import type { ApprovalPolicy } from './approval-policy';
import { DECISIONS } from './commands';
import { type DecisionFacts, isAsked, judgeDecision, refuseDecision } from './decision-rules';
import { VERSION_STATUSES } from './version-status';

const AT = '2026-03-01T09:00:00.25+00:00';
const policy: ApprovalPolicy = { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'] };
const resource: Resource = { cycleReportId: 'cr', reportId: 'r', testerId: 'tess', ownerId: 'rosa', closed: false };
const rosa: Subject = { userId: 'rosa', name: 'Rosa', email: 'rosa@example.test', roles: [{ role: 'report_owner' }] };
const facts: DecisionFacts = {
  subject: rosa,
  resource,
  policy,
  status: 'pending_approval',
  decision: 'approve',
  submittedById: 'tess',
  authorIds: ['tess'],
  changerIds: [],
  cast: [],
  at: AT,
  openPoints: 0,
  unresolvedComments: 0,
  comment: '',
};

describe('refuseDecision', () => {
  it('lets the owner decide on what another person made', () => {
    for (const decision of DECISIONS.filter((one) => one !== 'sign'))
      expect(refuseDecision({ ...facts, decision, comment: 'Because.' })).toBeNull();
  });

  it.each(VERSION_STATUSES.filter((status) => status !== 'pending_approval'))('refuses a decision on a version that is %s', (status) => {
    expect(refuseDecision({ ...facts, status })).toMatch(/already_decided|not_pending/);
  });

  it.each([
    ['the submitter', { submittedById: 'rosa' }, 'author_cannot_decide'],
    ['an earlier author', { authorIds: ['tess', 'rosa'] }, 'author_cannot_decide'],
    ['who changed rights there that wait for a second person', { changerIds: ['rosa'] }, 'rights_unconfirmed'],
    ['somebody who decided already', { cast: [{ actorId: 'rosa', role: 'report_owner' as const, at: AT }] }, 'already_voted'],
    ['an owner of another report', { resource: { ...resource, ownerId: 'else' } }, 'not_the_approver'],
    ['somebody without the role', { subject: { ...rosa, roles: [{ role: 'admin' as const }] } }, 'not_the_approver'],
    ['approval with open points', { openPoints: 1 }, 'rejected_items_remain'],
    ['approval beside an unresolved comment', { unresolvedComments: 1 }, 'unresolved_comments'],
    ['a rejection without a note', { decision: 'reject' as const, comment: '  ' }, 'comment_required'],
    ['a signature where approval is asked for', { decision: 'sign' as const }, 'invalid_input'],
    ['a closed report', { resource: { ...resource, closed: true } }, 'report_closed'],
  ] satisfies [string, Partial<DecisionFacts>, string][])('refuses %s', (_, change, code) => {
    expect(refuseDecision({ ...facts, ...change })).toBe(code);
  });

  it('gives one person one signing role only', () => {
    const signing: ApprovalPolicy = { mode: 'signoff', requiredCount: 2, roles: ['report_owner', 'test_executive'] };
    const both: Subject = { ...rosa, roles: [{ role: 'report_owner' }, { role: 'test_executive' }] };
    const cast = [{ actorId: 'theo', role: 'test_executive' as const, at: AT }];
    expect(refuseDecision({ ...facts, policy: signing, subject: both, decision: 'sign', cast })).toBeNull();
    expect(
      refuseDecision({ ...facts, policy: signing, subject: { ...both, roles: [{ role: 'test_executive' }] }, decision: 'sign', cast }),
    ).toBe('not_the_approver');
  });

  describe('by a delegate', () => {
    const lent = { role: 'report_owner' as const, onBehalfOf: { userId: 'rosa', name: 'Rosa' } };
    const ben: Subject = { userId: 'ben', name: 'Ben', email: 'ben@example.test', roles: [{ role: 'report_owner' }, lent] };

    it('decides for the lender, in their role', () => {
      expect(judgeDecision({ ...facts, subject: ben })).toEqual({
        capacity: { role: 'report_owner', onBehalfOf: { userId: 'rosa', name: 'Rosa' } },
      });
    });

    it.each([
      ['who submitted', { submittedById: 'ben' }, 'author_cannot_decide'],
      ['who is an author', { authorIds: ['ben'] }, 'author_cannot_decide'],
      ['of an author', { authorIds: ['tess', 'rosa'] }, 'author_cannot_decide'],
      ['of the submitter', { submittedById: 'rosa' }, 'author_cannot_decide'],
      ['of somebody who decided already', { cast: [{ actorId: 'rosa', role: 'report_owner' as const, at: AT }] }, 'already_voted'],
      [
        'of somebody for whom another decided',
        { cast: [{ actorId: 'ida', role: 'report_owner' as const, at: AT, onBehalfOfId: 'rosa' }] },
        'already_voted',
      ],
      ['of an owner of another report', { resource: { ...resource, ownerId: 'else' } }, 'not_the_approver'],
    ] satisfies [string, Partial<DecisionFacts>, string][])('is refused to one %s', (_, change, code) => {
      expect(refuseDecision({ ...facts, subject: ben, ...change })).toBe(code);
    });

    it('leaves the lender no second voice', () => {
      expect(refuseDecision({ ...facts, cast: [{ actorId: 'ben', role: 'report_owner', at: AT, onBehalfOfId: 'rosa' }] })).toBe(
        'already_voted',
      );
    });

    it('uses a role of their own first, and another lender where one had a hand in it', () => {
      const executive: Subject = { ...ben, roles: [{ role: 'test_executive' }, lent] };
      expect(judgeDecision({ ...facts, subject: executive })).toEqual({ capacity: { role: 'test_executive', onBehalfOf: null } });
      const twice: Subject = { ...ben, roles: [{ ...lent, role: 'test_executive', onBehalfOf: { userId: 'theo', name: 'Theo' } }, lent] };
      expect(judgeDecision({ ...facts, subject: twice, authorIds: ['theo'] })).toEqual({
        capacity: { role: 'report_owner', onBehalfOf: { userId: 'rosa', name: 'Rosa' } },
      });
    });
  });
});

describe('under a policy by which approvals grow old', () => {
  const growing: ApprovalPolicy = { ...policy, approvalsHoldDays: 7 };
  const cast = [{ actorId: 'rosa', role: 'report_owner' as const, at: AT }];
  const [last, after] = ['2026-03-08T09:00:00.25+00:00', '2026-03-08T09:00:00.250001+00:00'];
  const lent = { role: 'report_owner' as const, onBehalfOf: { userId: 'rosa', name: 'Rosa' } };
  const ben: Subject = { userId: 'ben', name: 'Ben', email: 'ben@example.test', roles: [lent] };
  const theo: Subject = { userId: 'theo', name: 'Theo', email: 'theo@example.test', roles: [{ role: 'test_executive' }] };

  it('whoever approved decides again once that is too old, and is asked exactly then', () => {
    for (const [at, code] of [
      [AT, 'already_voted'],
      [last, 'already_voted'],
      [after, null],
    ] as const) {
      expect(refuseDecision({ ...facts, policy: growing, cast, at })).toBe(code);
      expect(isAsked({ ...facts, policy: growing, cast, at })).toBe(code === null);
    }
    expect(isAsked({ ...facts, policy: growing, subject: theo, cast, at: last })).toBe(true);
    expect(refuseDecision({ ...facts, cast, at: after })).toBe('already_voted');
  });

  it('has one voice still: the newest approval of theirs, by themselves or for them', () => {
    const confirmed = [...cast, { actorId: 'rosa', role: 'report_owner' as const, at: after }];
    expect(refuseDecision({ ...facts, policy: growing, cast: confirmed, at: after })).toBe('already_voted');
    expect(refuseDecision({ ...facts, policy: growing, subject: ben, cast, at: last })).toBe('already_voted');
    expect(refuseDecision({ ...facts, policy: growing, subject: ben, cast, at: after })).toBeNull();
    const byBen = [...cast, { actorId: 'ben', role: 'report_owner' as const, onBehalfOfId: 'rosa', at: after }];
    expect(refuseDecision({ ...facts, policy: growing, cast: byBen, at: after })).toBe('already_voted');
  });

  it('is held to all else as before', () => {
    const again = { ...facts, policy: growing, cast, at: after };
    expect(refuseDecision({ ...again, authorIds: ['rosa'] })).toBe('author_cannot_decide');
    expect(refuseDecision({ ...again, changerIds: ['rosa'] })).toBe('rights_unconfirmed');
    expect(refuseDecision({ ...again, unresolvedComments: 1 })).toBe('unresolved_comments');
    expect(refuseDecision({ ...again, status: 'approved' })).toBe('already_decided');
  });
});
