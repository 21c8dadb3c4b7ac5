import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalHolds, approvalHoldsUntil, approvalStanding, consentOf, evaluateApproval, ledTo, takesEffectOnSubmit } from './approval';
import type { ApprovalPolicy, CastDecision } from './approval-policy';
import { APPROVAL_MODES } from './approval-policy';

const review = (requiredCount: number): ApprovalPolicy => ({ mode: 'review', requiredCount, roles: ['report_owner'] });
const signoff: ApprovalPolicy = { mode: 'signoff', requiredCount: 3, roles: ['tester', 'test_executive', 'report_owner'] };
const AT = '2026-03-01T09:00:00.25+00:00';
const approval = (actorId: string, at = AT): CastDecision => ({ actorId, role: 'report_owner', decision: 'approve', at });

describe('evaluateApproval', () => {
  it('approves under review exactly when enough different people of the role approved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6')), (need, people) => {
        const outcome = evaluateApproval(
          review(need),
          people.map((person) => approval(person)),
        );
        const have = new Set(people).size;
        expect(outcome).toEqual(have >= need ? { kind: 'approved' } : { kind: 'waiting', have, need, missingRoles: [] });
      }),
    );
  });

  it('counts nobody of another role', () => {
    const outcome = evaluateApproval(review(1), [{ actorId: 'p', role: 'tester', decision: 'approve', at: AT }]);
    expect(outcome).toMatchObject({ kind: 'waiting', have: 0 });
  });

  it('never approves without a decision, whatever the policy', () => {
    for (const mode of APPROVAL_MODES) {
      for (const requiredCount of [0, 1]) expect(evaluateApproval({ mode, requiredCount, roles: [] }, []).kind).toBe('waiting');
    }
  });

  it('is ended by one rejection or request for changes, whichever came first', () => {
    const reject: CastDecision = { actorId: 'p2', role: 'report_owner', decision: 'reject', at: AT };
    const request: CastDecision = { actorId: 'p3', role: 'report_owner', decision: 'request_changes', at: AT };
    expect(evaluateApproval(review(3), [approval('p1'), reject])).toEqual({ kind: 'rejected' });
    expect(evaluateApproval(review(3), [approval('p1'), request])).toEqual({ kind: 'changes_requested' });
    expect(evaluateApproval(review(3), [request, reject])).toEqual({ kind: 'changes_requested' });
  });

  it('asks for one different person for each signing role', () => {
    const sign = (actorId: string, role: CastDecision['role']): CastDecision => ({ actorId, role, decision: 'sign', at: AT });
    expect(evaluateApproval(signoff, [sign('t', 'tester')])).toEqual({
      kind: 'waiting',
      have: 1,
      need: 3,
      missingRoles: ['test_executive', 'report_owner'],
    });
    expect(evaluateApproval(signoff, [sign('t', 'tester'), sign('t', 'test_executive'), sign('o', 'report_owner')])).toMatchObject({
      missingRoles: ['test_executive'],
    });
    expect(evaluateApproval(signoff, [sign('o', 'report_owner'), sign('t', 'tester'), sign('e', 'test_executive')])).toEqual({
      kind: 'approved',
    });
  });

  it('takes a submission for the decision only where nobody else is asked', () => {
    expect(APPROVAL_MODES.filter((mode) => takesEffectOnSubmit({ mode, requiredCount: 1, roles: [] }))).toEqual(['self', 'recorded']);
    expect(consentOf(signoff)).toBe('sign');
    expect(consentOf(review(1))).toBe('approve');
  });
});

/** Microseconds after the first of March, as an instant. */
function instant(microseconds: number): string {
  const whole = new Date(Date.UTC(2026, 2, 1) + Math.floor(microseconds / 1000)).toISOString().slice(0, -1);
  return `${whole}${String(microseconds % 1000).padStart(3, '0')}+00:00`;
}
const DAY = 24 * 60 * 60 * 1_000_000;
const days = fc.integer({ min: 1, max: 40 });
const steps = fc.array(
  fc.record({
    person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    after: fc.oneof(fc.integer({ min: 0, max: 20 * DAY }), fc.constantFrom(DAY, 7 * DAY, 7 * DAY + 1)),
  }),
  { minLength: 1, maxLength: 9 },
);
const growingOld = fc.record({ need: fc.integer({ min: 1, max: 3 }), hold: days, steps });

/** Approvals one after the other, and how many microseconds after the first of March each was given. */
function given(drawn: readonly { person: string; after: number }[]): { cast: CastDecision[]; at: number[] } {
  const at = drawn.map((_, nth) => drawn.slice(0, nth + 1).reduce((sum, { after }) => sum + after, 0));
  return { cast: drawn.map(({ person }, nth) => approval(person, instant(at[nth] ?? 0))), at };
}

describe('an approval under a policy by which approvals grow old', () => {
  it('counts to the microsecond, whatever the zone in which its instant is written', () => {
    const policy = { ...review(2), approvalsHoldDays: 7 };
    expect(approvalHolds(policy, AT, '2026-03-08T09:00:00.25+00:00')).toBe(true);
    expect(approvalHolds(policy, AT, '2026-03-08T11:00:00.250000+02:00')).toBe(true);
    expect(approvalHolds(policy, AT, '2026-03-08T09:00:00.250001+00:00')).toBe(false);
    expect(approvalHoldsUntil(policy, AT)).toEqual(new Date('2026-03-08T09:00:00.250Z'));
    expect(approvalHoldsUntil(review(2), AT)).toBeNull();
  });

  it('counts where its person gave one no more than those days before, and no other does', () => {
    fc.assert(
      fc.property(growingOld, ({ need, hold, steps: drawn }) => {
        const { cast, at } = given(drawn);
        const now = at.at(-1) ?? 0;
        const fresh = new Set(drawn.filter((_, nth) => now - (at[nth] ?? 0) <= hold * DAY).map(({ person }) => person));
        const outcome = evaluateApproval({ ...review(need), approvalsHoldDays: hold }, cast);
        expect(outcome).toEqual(fresh.size >= need ? { kind: 'approved' } : { kind: 'waiting', have: fresh.size, need, missingRoles: [] });
      }),
    );
  });

  it('never counts for longer than it would without, and for as long where the days are many', () => {
    fc.assert(
      fc.property(growingOld, ({ need, hold, steps: drawn }) => {
        const { cast } = given(drawn);
        const [ever, old] = [approvalStanding(review(need), cast), approvalStanding({ ...review(need), approvalsHoldDays: hold }, cast)];
        expect(old.have).toBeLessThanOrEqual(ever.have);
        expect(approvalStanding({ ...review(need), approvalsHoldDays: 3_650 }, cast)).toEqual(ever);
      }),
    );
  });

  it('stands as the last decision left it, and less as time passes', () => {
    fc.assert(
      fc.property(growingOld, days, ({ need, hold, steps: drawn }, later) => {
        const { cast, at } = given(drawn);
        const policy = { ...review(need), approvalsHoldDays: hold };
        const then = (at.at(-1) ?? 0) + later * DAY;
        expect(approvalStanding(policy, cast, instant(then)).have).toBeLessThanOrEqual(approvalStanding(policy, cast).have);
        expect(approvalStanding(policy, cast, instant(then + hold * DAY)).have).toBe(0);
      }),
    );
  });

  it('makes a version approved at one decision, and at none after it', () => {
    fc.assert(
      fc.property(growingOld, ({ need, hold, steps: drawn }) => {
        const { cast } = given(drawn);
        const policy = { ...review(need), approvalsHoldDays: hold };
        const led = cast.map((_, nth) => ledTo(policy, cast.slice(0, nth + 1), 'approved'));
        const first = cast.findIndex((_, nth) => evaluateApproval(policy, cast.slice(0, nth + 1)).kind === 'approved');
        expect(led).toEqual(cast.map((_, nth) => nth === first));
        expect(ledTo(policy, cast, 'waiting')).toBe(first === -1);
      }),
    );
  });

  it('grows old in no other mode', () => {
    const signed = signoff.roles.map(
      (role, nth): CastDecision => ({ actorId: `p${nth}`, role, decision: 'sign', at: instant(nth * 30 * DAY) }),
    );
    expect(evaluateApproval({ ...signoff, approvalsHoldDays: 1 }, signed)).toEqual({ kind: 'approved' });
  });
});
