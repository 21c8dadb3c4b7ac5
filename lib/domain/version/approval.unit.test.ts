import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentOf, evaluateApproval, takesEffectOnSubmit } from './approval';
import type { ApprovalPolicy, CastDecision } from './approval-policy';
import { APPROVAL_MODES } from './approval-policy';

const review = (requiredCount: number): ApprovalPolicy => ({ mode: 'review', requiredCount, roles: ['report_owner'] });
const signoff: ApprovalPolicy = { mode: 'signoff', requiredCount: 3, roles: ['tester', 'test_executive', 'report_owner'] };
const approval = (actorId: string): CastDecision => ({ actorId, role: 'report_owner', decision: 'approve' });

describe('evaluateApproval', () => {
  it('approves under review exactly when enough different people of the role approved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6')), (need, people) => {
        const outcome = evaluateApproval(review(need), people.map(approval));
        const have = new Set(people).size;
        expect(outcome).toEqual(have >= need ? { kind: 'approved' } : { kind: 'waiting', have, need, missingRoles: [] });
      }),
    );
  });

  it('counts nobody of another role', () => {
    const outcome = evaluateApproval(review(1), [{ actorId: 'p', role: 'tester', decision: 'approve' }]);
    expect(outcome).toMatchObject({ kind: 'waiting', have: 0 });
  });

  it('never approves without a decision, whatever the policy', () => {
    for (const mode of APPROVAL_MODES) {
      for (const requiredCount of [0, 1]) expect(evaluateApproval({ mode, requiredCount, roles: [] }, []).kind).toBe('waiting');
    }
  });

  it('is ended by one rejection or request for changes, whichever came first', () => {
    const reject: CastDecision = { actorId: 'p2', role: 'report_owner', decision: 'reject' };
    const request: CastDecision = { actorId: 'p3', role: 'report_owner', decision: 'request_changes' };
    expect(evaluateApproval(review(3), [approval('p1'), reject])).toEqual({ kind: 'rejected' });
    expect(evaluateApproval(review(3), [approval('p1'), request])).toEqual({ kind: 'changes_requested' });
    expect(evaluateApproval(review(3), [request, reject])).toEqual({ kind: 'changes_requested' });
  });

  it('asks for one different person for each signing role', () => {
    const sign = (actorId: string, role: CastDecision['role']): CastDecision => ({ actorId, role, decision: 'sign' });
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
