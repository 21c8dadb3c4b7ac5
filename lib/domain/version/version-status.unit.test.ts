import { describe, expect, it } from 'vitest';
import { isApproved, isFrozen, isOpen, mayMove, VERSION_STATUSES, wasEverApproved } from './version-status';

/** domain.md, "A version's life", arrow by arrow. */
const ARROWS = new Set([
  'draft>pending_approval',
  'draft>discarded',
  'pending_approval>approved',
  'pending_approval>changes_requested',
  'pending_approval>rejected',
  'pending_approval>withdrawn',
  'approved>superseded',
]);

describe('version status', () => {
  it.each(VERSION_STATUSES.flatMap((from) => VERSION_STATUSES.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    expect(mayMove(from, to)).toBe(ARROWS.has(`${from}>${to}`));
  });

  it('was approved once it is, also when another has taken its place', () => {
    expect(VERSION_STATUSES.filter(wasEverApproved)).toEqual(['approved', 'superseded']);
    expect(VERSION_STATUSES.filter(isApproved)).toEqual(['approved']);
  });

  it('is open before a decision and frozen once it is no draft', () => {
    expect(VERSION_STATUSES.filter(isOpen)).toEqual(['draft', 'pending_approval']);
    expect(VERSION_STATUSES.filter((status) => !isFrozen(status))).toEqual(['draft']);
  });
});
