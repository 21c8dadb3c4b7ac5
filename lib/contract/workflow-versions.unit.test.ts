import { expect, test } from 'vitest';
import { CYCLE_REPORT_TYPES, DEFAULT_CYCLE_REPORT_TYPE } from '#domain/version/workflow-types';
import { startableVersions, workflowVersion } from './workflow-versions';

test('every version says since when, and what it does; none is retired before it can be started, and the default is not', () => {
  for (const type of CYCLE_REPORT_TYPES) {
    const { since, retired, does } = workflowVersion(type);
    expect(Number.isNaN(Date.parse(since))).toBe(false);
    expect(does).toMatch(/\.$/);
    if (retired !== null) expect(retired > since).toBe(true);
  }
  expect(startableVersions().map(({ type }) => type)).toContain(DEFAULT_CYCLE_REPORT_TYPE);
});
