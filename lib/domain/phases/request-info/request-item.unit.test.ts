import { describe, expect, it } from 'vitest';
import { judgedOfRequest, type RequestItem, requestSchema } from './request-item';

const HASH = 'ab'.repeat(32);
const request: RequestItem = {
  attribute: 'AMT',
  attributeName: 'Amount',
  description: 'Amount of the loan',
  type: 'decimal',
  format: '',
  record: 'LN-1',
  keys: { LOAN_ID: 'LN-1' },
  reported: '5',
  ask: 'The signed loan agreement.',
  dueOn: '2026-12-31',
  evidence: {
    kind: 'document',
    sha256: HASH,
    fileName: 'loan.pdf',
    mediaType: 'application/pdf',
    size: 1_000,
    at: { page: 3 },
    stated: '5',
    note: '',
    submission: 1,
    check: { recipe: 'match/1', keys: [{ code: 'LOAN_ID', found: 'found' }], value: 'weak', result: 'warning' },
  },
  unobtainable: null,
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

  it.each([
    [{ page: 0 }, false],
    [{ row: 2 }, true],
    [{ sheet: 'Extract', cell: 'B3' }, true],
    [{ sheet: 'Extract' }, false],
    [null, true],
  ])('has a place as people say it: %j (%s)', (at, isTaken) => {
    expect(requestSchema.safeParse({ ...request, evidence: { ...request.evidence, at } }).success).toBe(isTaken);
  });

  it('is judged by its evidence and what it is held against, not by its due date', () => {
    expect(judgedOfRequest({ ...request, dueOn: '2027-01-31', ask: 'more' })).toEqual(judgedOfRequest(request));
    expect(judgedOfRequest({ ...request, reported: '6' })).not.toEqual(judgedOfRequest(request));
  });
});
