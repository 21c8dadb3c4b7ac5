import { expect, test } from 'vitest';
import {
  CYCLE_REPORT_TYPES,
  cycleReportType,
  DEFAULT_CYCLE_REPORT_TYPE,
  featuresOf,
  laterTypes,
  ONE_LANE_AT_A_TIME,
  versionNumberOf,
} from './workflow-types';

test('versions are numbered in their order, and what was never started runs by the default', () => {
  expect(CYCLE_REPORT_TYPES.map(versionNumberOf)).toEqual(['1.0.0', '1.1.0', '1.2.0', '2.0.0']);
  expect(cycleReportType(null)).toBe(DEFAULT_CYCLE_REPORT_TYPE);
  expect(() => cycleReportType('cycleReport_9_0_0')).toThrow('knows no version of the process by the name cycleReport_9_0_0');
});

test('a report goes on by later versions only', () => {
  expect(laterTypes('cycleReport_1_1_0')).toEqual(['cycleReport_1_2_0', 'cycleReport_2_0_0']);
  expect(laterTypes('cycleReport_2_0_0')).toEqual([]);
});

test('no later version takes anything away', () => {
  const kept = CYCLE_REPORT_TYPES.map((type) => featuresOf(type)).map(({ clock, reopening, oneLaneAtATime, planGrows }) =>
    [clock, reopening, !oneLaneAtATime, planGrows].map(Number),
  );
  for (const [index, features] of kept.entries())
    for (const [place, has] of features.entries()) expect(has).toBeGreaterThanOrEqual(kept[index - 1]?.[place] ?? 0);
  expect(ONE_LANE_AT_A_TIME).toEqual(['cycleReport_1_0_0', 'cycleReport_1_1_0']);
});
