import { describe, expect, it } from 'vitest';
import { destinationsOf, isUnder } from './navigation';

const labels = (...roles: Parameters<typeof destinationsOf>[0]) => destinationsOf(roles).map((destination) => destination.label);
const current = (path: string, fromInbox = false) =>
  destinationsOf(['admin', 'tester'])
    .filter((destination) => isUnder(path, destination, fromInbox))
    .map((destination) => destination.label);

describe('navigation', () => {
  it('shows administration to admins only, and no inbox to those who never decide or prepare', () => {
    expect(labels('report_owner')).toEqual(['Inbox', 'Progress', 'Cycles', 'Trail']);
    expect(labels('admin')).toEqual(['Progress', 'Cycles', 'Workflows', 'Trail', 'Admin']);
    expect(labels('examiner')).toEqual(['Cycles', 'Trail']);
  });

  it('keeps Inbox marked over what was opened from it', () => {
    expect(current('/reports/1/planning', true)).toEqual(['Inbox']);
    expect(current('/reports/1/planning')).toEqual(['Cycles']);
    expect(current('/trail', true)).toEqual(['Trail']);
  });

  it('marks one place for every page', () => {
    expect(current('/inbox')).toEqual(['Inbox']);
    expect(current('/reports/1/planning/decide')).toEqual(['Inbox']);
    expect(current('/reports/1/planning')).toEqual(['Cycles']);
    expect(current('/reports/1/planning/compare')).toEqual(['Cycles']);
    expect(current('/progress/people')).toEqual(['Progress']);
    expect(current('/admin/policies')).toEqual(['Admin']);
  });
});
