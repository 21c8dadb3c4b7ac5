import { describe, expect, it } from 'vitest';
import { createUserInput } from '#contract/administration-inputs';
import type { AdminUser, AdminView } from '#contract/views/admin-views';
import { workflowVersion } from '#contract/workflow-versions';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { assignment, roleRows, rowBlocked } from './role-rows';

const LOB = '11111111-1111-4111-8111-111111111111';
const REPORT = '22222222-2222-4222-8222-222222222222';
const VIEW: AdminView = {
  rights: [],
  users: [],
  lobs: [{ id: LOB, name: 'Retail', active: true }],
  reports: [{ id: REPORT, name: 'HMDA', regulator: '', ownerId: null, ownerName: null, calendarId: null, sources: [] }],
  policies: [],
  calendars: [],
  twoStageTable: { number: 0, table: HMDA_TABLE, validFrom: '', by: null, reason: '', planned: [], earlier: [] },
  defaultVersion: {
    number: 0,
    version: workflowVersion('cycleReport_2_0_0'),
    validFrom: '',
    by: null,
    reason: '',
    planned: [],
    earlier: [],
  },
  examiners: [],
  differences: [],
  lastReconciledAt: null,
  record: { origin: '', newest: null, moved: 0, keys: [], statements: [], sinks: [] },
  shortTerms: false,
  mail: { server: null, seenAt: null, failing: null, waiting: 0, mails: [] },
};
const USER: AdminUser = {
  id: 'u',
  name: 'Ada',
  email: 'ada@example.test',
  disabled: false,
  erased: false,
  hasPassword: true,
  unconfirmed: false,
  roles: [
    { id: '1', role: 'data_executive', scope: 'Retail', until: null },
    { id: '2', role: 'report_owner', scope: 'HMDA', until: null },
    { id: '3', role: 'admin', scope: null, until: null },
  ],
};

describe('roles of a person', () => {
  it('keep their scopes when they are read and saved again', () => {
    const saved = roleRows(USER, VIEW, undefined).map(assignment);
    expect(saved).toEqual([
      { role: 'data_executive', lobId: LOB, reportId: null, cycleReportId: null, until: null },
      { role: 'report_owner', lobId: null, reportId: REPORT, cycleReportId: null, until: null },
      { role: 'admin', lobId: null, reportId: null, cycleReportId: null, until: null },
    ]);
    expect(createUserInput.safeParse({ name: 'Ada', email: 'ada@example.test', roles: saved }).success).toBe(true);
  });
  it('have to be chosen: none is preset', () => {
    expect(rowBlocked({ role: '', scopeId: '', until: '' }, VIEW, undefined)).toBe('Choose the role.');
  });
  it('are incomplete without the scope or the last day they need', () => {
    expect(rowBlocked({ role: 'data_executive', scopeId: '', until: '' }, VIEW, undefined)).toContain('line of business');
    expect(rowBlocked({ role: 'examiner', scopeId: 'x', until: '' }, VIEW, undefined)).toContain('last day');
    expect(rowBlocked({ role: 'tester', scopeId: '', until: '' }, VIEW, undefined)).toBeNull();
  });
});
