import { describe, expect, it } from 'vitest';
import { withJudged } from '../../phase/recorded';
import { recordedRequests } from './recorded';
import { type RequestItem, requestSchema } from './request-item';

const HASH = 'ab'.repeat(32);
const request: RequestItem = {
  attribute: 'AMT',
  attributeName: 'Amount',
  description: 'Amount of the loan',
  type: 'decimal',
  format: '',
  source: 'Servicing',
  record: 'LN-1',
  keys: { LOAN_ID: 'LN-1' },
  reported: '5',
  ask: 'The signed loan agreement.',
  dueOn: '2026-12-31',
  evidence: {
    sort: 'document',
    sha256: HASH,
    fileName: 'loan.pdf',
    mediaType: 'application/pdf',
    size: 1_000,
    asOf: '2026-09-30',
    extraction: null,
    at: { page: 3 },
    stated: '5',
    note: '',
    submission: 1,
    check: { recipe: 'match/1', keys: [{ code: 'LOAN_ID', found: 'found' }], value: 'weak', result: 'warning' },
  },
  checked: 'warning',
  unobtainable: '',
  judged: HASH,
};

describe('a request', () => {
  it('holds every field and no other', () => {
    expect(requestSchema.parse(request)).toEqual(request);
    expect(requestSchema.safeParse({ ...request, more: 1 }).success).toBe(false);
    for (const field of Object.keys(request)) {
      const { [field]: _, ...less } = request as Record<string, unknown>;
      expect(requestSchema.safeParse(less).success).toBe(false);
    }
  });

  it('is judged by its evidence and what that is compared with: a due date moves, and a verdict stands', () => {
    const judged = (change: Partial<RequestItem>) => withJudged(recordedRequests, { ...request, ...change }).judged;
    const asItIs = judged({});
    expect(judged({ dueOn: '2027-01-31', ask: 'Any agreement.' })).toBe(asItIs);
    const { evidence } = request;
    if (evidence === null) throw new Error('it has evidence');
    const moved = [
      { reported: '6' },
      { keys: { LOAN_ID: 'LN-2' } },
      { unobtainable: 'Lost.' },
      { evidence: { ...evidence, stated: '6' } },
      { evidence: null },
    ];
    expect(new Set([asItIs, ...moved.map(judged)]).size).toBe(moved.length + 1);
  });
});
