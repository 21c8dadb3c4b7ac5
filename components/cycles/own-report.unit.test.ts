import { describe, expect, it } from 'vitest';
import { dueRemark, inCycle, type OwnReport, openCycles, ownReportBlocked, ownReportInput, proposedOwnReport } from './own-report';

const RELEASED = 'cycleReport_2_0_0';
const TODAY = '2026-02-10';
const RUNS = { id: 'runs', name: 'Year 2026', startsOn: '2026-01-01', endsOn: '2026-12-31' };
const OVER = { id: 'over', name: 'Q4 2025', startsOn: '2025-10-01', endsOn: '2025-12-31' };
const NEXT = { id: 'next', name: 'Q2 2026', startsOn: '2026-04-01', endsOn: '2026-06-30' };

function filled(own: OwnReport): OwnReport {
  return { ...own, reportName: 'HMDA', ownerId: 'o', testerId: 't' };
}

describe('a report of one’s own', () => {
  it('is proposed in the cycle that runs, due on its last day, and takes no cycle that is over', () => {
    expect(openCycles([RUNS, OVER, NEXT], TODAY).map(({ id }) => id)).toEqual(['next', 'runs']);
    const own = proposedOwnReport([OVER, NEXT, RUNS], TODAY);
    expect(own).toMatchObject({ cycleId: 'runs', dueOn: '2026-12-31' });
    expect(ownReportInput(filled(own), RELEASED).cycle).toEqual({ kind: 'existing', id: 'runs' });
    expect(ownReportBlocked(filled(own), RUNS, RELEASED)).toBeNull();
  });

  it('is proposed in a new cycle of the quarter where none runs, under a name that is free', () => {
    const own = proposedOwnReport([OVER, NEXT], TODAY);
    expect(own).toMatchObject({ cycleId: null, cycleName: 'Q1 2026', startsOn: '2026-01-01', endsOn: '2026-03-31', dueOn: '2026-03-31' });
    expect(ownReportInput(filled(own), RELEASED).cycle).toEqual({
      kind: 'new',
      name: 'Q1 2026',
      startsOn: '2026-01-01',
      endsOn: '2026-03-31',
    });
    expect(proposedOwnReport([{ ...OVER, name: 'Q1 2026' }], TODAY)).toMatchObject({ cycleName: '' });
  });

  it('is due on the last day of a cycle that is chosen instead', () => {
    const own = inCycle(proposedOwnReport([RUNS], TODAY), NEXT);
    expect(own).toMatchObject({ cycleId: 'next', dueOn: '2026-06-30' });
    expect(inCycle(own, null)).toMatchObject({ cycleId: null, dueOn: '2026-03-31' });
  });

  it('says in words that it would be due before its cycle begins, or after it ends', () => {
    const own = { ...filled(proposedOwnReport([], TODAY)), dueOn: '2025-12-31' };
    expect(dueRemark(own, own)).toMatch(/^That is before the cycle begins, on .*2026.*\.$/);
    expect(ownReportBlocked(own, own, RELEASED)).toMatch(/^The report would be due before its cycle begins, on /);
    expect(dueRemark({ ...own, dueOn: '2026-04-01' }, own)).toMatch(/^That is after the cycle ends/);
    expect(dueRemark({ ...own, dueOn: '2026-03-01' }, own)).toBeNull();
  });
});
