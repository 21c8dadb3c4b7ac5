import type { AdminUser, AdminView } from '#contract/views/admin-views';
import type { CyclesView } from '#contract/views/work-views';
import type { Role } from '#domain/people/roles';
import { reportTitle } from '#domain/phase/chain-address';

/** One role in the form. `scopeId` is '' for the whole installation; `until` an ISO day or ''. */
export interface RoleRow {
  /** '' until one is chosen. */
  role: Role | '';
  scopeId: string;
  until: string;
}

export interface ScopeChoice {
  id: string;
  name: string;
}

/** What a role can be held for: the choices of its scope, and whether one must be chosen. */
export function scopesOf(
  role: Role | '',
  view: AdminView,
  cycles: CyclesView | undefined,
): { label: string; choices: readonly ScopeChoice[]; required: boolean; every: string } | null {
  switch (role) {
    case 'data_executive':
      return { label: 'Line of business', choices: view.lobs, required: true, every: 'Choose…' };
    case 'report_executive':
    case 'report_owner':
      return { label: 'Report', choices: view.reports, required: false, every: 'Every report' };
    case 'examiner':
      return { label: 'Report in its cycle', choices: cycleReports(cycles), required: true, every: 'Choose…' };
    case 'tester':
    case 'test_executive':
    case 'data_owner':
    case 'admin':
    case '':
      return null;
  }
}

function cycleReports(cycles: CyclesView | undefined): ScopeChoice[] {
  return (cycles?.cycles ?? []).flatMap((cycle) =>
    cycle.reports.map((report) => ({
      id: report.cycleReportId,
      name: reportTitle({ reportName: report.reportName, cycleName: cycle.name }),
    })),
  );
}

/** The roles a person holds, as rows; scopes are found again by their names, which are unique of their kind. */
export function roleRows(user: AdminUser, view: AdminView, cycles: CyclesView | undefined): RoleRow[] {
  return user.roles.map(({ role, scope, until }) => ({
    role,
    scopeId: scope === null ? '' : (scopesOf(role, view, cycles)?.choices.find((choice) => choice.name === scope)?.id ?? ''),
    until: until?.slice(0, 10) ?? '',
  }));
}

/** What is missing in a row, in words; null when it is complete. */
export function rowBlocked(row: RoleRow, view: AdminView, cycles: CyclesView | undefined): string | null {
  if (row.role === '') return 'Choose the role.';
  const scopes = scopesOf(row.role, view, cycles);
  if (scopes?.required && row.scopeId === '') return `Choose the ${scopes.label.toLowerCase()}.`;
  return row.role === 'examiner' && row.until === '' ? 'An examiner’s access needs a last day.' : null;
}

/** A complete row (`rowBlocked`) as the server takes it. */
export function assignment(row: RoleRow): {
  role: Role;
  lobId?: string | null;
  reportId?: string | null;
  cycleReportId?: string | null;
  until?: string | null;
} {
  const scope = row.scopeId === '' ? null : row.scopeId;
  if (row.role === '') throw new TypeError('a role has to be chosen first');
  return {
    role: row.role,
    lobId: row.role === 'data_executive' ? scope : null,
    reportId: row.role === 'report_owner' || row.role === 'report_executive' ? scope : null,
    cycleReportId: row.role === 'examiner' ? scope : null,
    until: row.until === '' ? null : row.until,
  };
}
