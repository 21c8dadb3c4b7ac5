import { expect, it } from 'vitest';
import { proposedCycle } from './proposed-cycle';

it('proposes the quarter of the day, and the next one where fewer than thirty days are left of it', () => {
  expect(proposedCycle('2026-02-14')).toEqual({ name: 'Q1 2026', startsOn: '2026-01-01', endsOn: '2026-03-31' });
  expect(proposedCycle('2026-03-01')).toMatchObject({ name: 'Q1 2026' });
  expect(proposedCycle('2026-03-02')).toEqual({ name: 'Q2 2026', startsOn: '2026-04-01', endsOn: '2026-06-30' });
  expect(proposedCycle('2026-12-20')).toEqual({ name: 'Q1 2027', startsOn: '2027-01-01', endsOn: '2027-03-31' });
});
