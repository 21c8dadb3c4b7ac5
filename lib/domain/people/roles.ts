/** The people of domain.md. A role is held for a scope: the installation, a report, a cycle report or a LOB. */
export const ROLES = [
  'tester',
  'test_executive',
  'report_owner',
  'report_executive',
  'data_executive',
  'data_owner',
  'admin',
  'examiner',
] as const;

export type Role = (typeof ROLES)[number];

/** The role in which somebody acts where any will do: the first they hold, in the order of `ROLES`. Null where they hold none. */
export function firstRole(held: readonly { role: Role }[]): Role | null {
  return ROLES.find((role) => held.some((one) => one.role === role)) ?? null;
}

export const ROLE_LABELS: Record<Role, string> = {
  tester: 'Tester',
  test_executive: 'Test Executive',
  report_owner: 'Report Owner',
  report_executive: 'Report Executive',
  data_executive: 'Data Executive',
  data_owner: 'Data Owner',
  admin: 'Admin',
  examiner: 'Examiner',
};

/** Roles that decide and can be lent until a date. A tester's work is moved by assigning another tester. */
export const DELEGABLE_ROLES = ['report_owner', 'test_executive', 'report_executive'] as const satisfies readonly Role[];
export type DelegableRole = (typeof DELEGABLE_ROLES)[number];
