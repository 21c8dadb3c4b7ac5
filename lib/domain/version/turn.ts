import { ROLE_LABELS } from '../people/roles';
import type { ApprovalPolicy } from './approval-policy';
import type { VersionStatus } from './version-status';

/** Whose turn it is: a name, or a role where nobody is named or several decide. */
export function turnOf(status: VersionStatus | null, policy: ApprovalPolicy | null, tester: string | null, owner: string | null): string {
  if (status !== 'pending_approval') return tester ?? ROLE_LABELS.tester;
  const roles = policy?.roles ?? [];
  if (roles.length === 1 && roles[0] === 'report_owner') return owner ?? ROLE_LABELS.report_owner;
  return roles.map((role) => ROLE_LABELS[role]).join(', ');
}
