import { describe, expect, it } from 'vitest';
import type { CycleTile } from '#contract/views/work-views';
import { type CycleReport, isThrough, openTiles, orderReports } from './report-order';

const tile = (state: CycleTile['state'], schedule: CycleTile['schedule'] = 'none', dueAt: string | null = null): CycleTile => ({
  cycleReportId: 'r',
  phase: 'planning',
  lane: null,
  instance: '',
  label: 'Planning',
  state,
  schedule,
  inPlan: state !== 'not_in_plan',
  turn: null,
  since: null,
  dueAt,
});

const report = (reportName: string, tiles: CycleTile[], more: Partial<CycleReport> = {}): CycleReport => ({
  cycleReportId: reportName,
  reportName,
  tester: { id: '1', name: 'Mara Quist', role: 'tester' },
  owner: { id: '2', name: 'Rosa Lind', role: 'report_owner' },
  dueOn: null,
  state: 'running',
  version: null,
  tiles,
  start: { allowed: false, why: '' },
  ...more,
});

const ALL = { text: '', schedule: 'all' } as const;
const LATE = report('Late', [tile('complete'), tile('in_progress', 'past_due', '2026-11-01T00:00:00Z')]);
const RISK = report('Risk', [tile('waiting', 'at_risk', '2026-11-30T00:00:00Z')], { owner: null });
const SOON = report('Soon', [tile('waiting', 'on_track', '2026-12-01T00:00:00Z')]);
const LATER = report('Later', [tile('waiting', 'on_track', '2026-12-02T00:00:00Z')]);
const THROUGH = report('Through', [tile('complete'), tile('not_in_plan')]);
const IDLE = report('Idle', [tile('not_started'), tile('not_in_plan')], { state: 'not_started' });
const names = (reports: readonly CycleReport[]) => reports.map((each) => each.reportName);

describe('the reports of a cycle', () => {
  it('come worst first, and what waits for nobody last, by name', () => {
    expect(names(orderReports([THROUGH, LATER, IDLE, SOON, RISK, LATE], ALL))).toEqual([
      'Late',
      'Risk',
      'Soon',
      'Later',
      'Idle',
      'Through',
    ]);
  });

  it('are found by the name of the report and of its people, and by what is late or at risk', () => {
    expect(names(orderReports([LATE, RISK, SOON], { ...ALL, text: ' rosa ' }))).toEqual(['Late', 'Soon']);
    expect(names(orderReports([LATE, RISK, SOON], { ...ALL, text: 'ris' }))).toEqual(['Risk']);
    expect(names(orderReports([LATE, RISK, SOON, IDLE], { ...ALL, schedule: 'late_or_at_risk' }))).toEqual(['Late', 'Risk']);
  });

  it('say which of several open phases is the most urgent, and none where the report is closed', () => {
    const two = report('Two', [
      tile('in_progress', 'on_track', '2026-12-01T00:00:00Z'),
      tile('waiting', 'past_due', '2026-12-05T00:00:00Z'),
    ]);
    expect(openTiles(two).map((each) => each.schedule)).toEqual(['past_due', 'on_track']);
    expect(openTiles({ ...two, state: 'closed' })).toEqual([]);
  });

  it('are through when every phase of the plan is approved', () => {
    expect([isThrough(THROUGH), isThrough(LATE), isThrough(IDLE)]).toEqual([true, false, false]);
  });
});
