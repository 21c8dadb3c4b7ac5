import { expect, it } from 'vitest';
import { faultInWords } from '#domain/input-words';
import { savePolicyInput } from './administration-inputs';

const several = {
  phase: 'scoping',
  mode: 'review',
  requiredCount: 2,
  roles: ['report_owner'],
  allowanceBusinessHours: 8,
  reason: 'Because',
};

/** What is said of a policy; null where it is accepted. */
function said(change: object): string | null {
  const { error } = savePolicyInput.safeParse({ ...several, ...change });
  return error ? faultInWords(error) : null;
}

it('lets approvals grow old only where more than one is needed, after whole days', () => {
  expect(savePolicyInput.parse(several)).toMatchObject({ approvalsHoldDays: null });
  expect([said({ approvalsHoldDays: 1 }), said({ approvalsHoldDays: 3_650 })]).toEqual([null, null]);
  const alone = 'approvalsHoldDays is given only where more than one approval is needed.';
  expect(said({ approvalsHoldDays: 30, requiredCount: 1 })).toBe(alone);
  expect(said({ approvalsHoldDays: 30, mode: 'self', roles: [] })).toBe(alone);
  expect(said({ approvalsHoldDays: 30, mode: 'signoff', roles: ['tester', 'report_owner'] })).toBe(alone);
  expect(said({ approvalsHoldDays: 0.5 })).toBe('approvalsHoldDays must be a whole number.');
  expect(said({ approvalsHoldDays: 0 })).toBe('approvalsHoldDays must be at least 1.');
  expect(said({ approvalsHoldDays: 3_651 })).toBe('approvalsHoldDays must be at most 3650.');
});

it('gives time of their own only to roles that have turns, and none more than the phase has', () => {
  expect(savePolicyInput.parse({ ...several, roleAllowances: {} })).toMatchObject({ roleAllowances: null });
  expect(savePolicyInput.parse({ ...several, roleAllowances: { tester: 8 } })).toMatchObject({ roleAllowances: { tester: 8 } });
  expect(said({ roleAllowances: { tester: 6, report_owner: 2 } })).toBeNull();
  expect(said({ roleAllowances: { data_owner: 2 } })).toBe(
    'roleAllowances.data_owner is given to a role that never has the turn under this policy.',
  );
  expect(said({ roleAllowances: { tester: 9 } })).toBe('roleAllowances.tester is more than the whole phase is allowed.');
  expect(said({ roleAllowances: { tester: 0 } })).toBe('roleAllowances.tester is 10 seconds at least.');
  const lane = { phase: 'request-info', mode: 'recorded', roles: [] };
  expect(said({ ...lane, roleAllowances: { data_owner: 8 } })).toBeNull();
});
