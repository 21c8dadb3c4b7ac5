import { ALLOWED, actingRole, denied, may, type Permission, type Principal, type Resource, type Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { COMMANDS, type CommandKind } from '#domain/version/commands';
import { decidingCapacity } from '#domain/version/decision-rules';

interface Acting {
  permission: Permission;
  role: Role | null;
  /** Whom a delegate decides for; null in one's own right. */
  onBehalfOf: Principal | null;
}

/** Whether somebody may send a command of this kind for this report, and in which of their roles they then act. */
export function roleFor(subject: Subject, kind: CommandKind, resource: Resource, policy: ApprovalPolicy | null): Acting {
  const refusing = (permission: Permission): Acting => ({ permission, role: null, onBehalfOf: null });
  const { action } = COMMANDS[kind];
  if (action === null) {
    const viewing = may(subject, 'view', resource);
    if (!viewing.allowed) return refusing(viewing);
    if (resource.closed) return refusing(denied('report_closed'));
    if (resource.behind) return refusing(denied('database_behind'));
    const capacity = policy ? decidingCapacity(subject, policy, resource) : null;
    return capacity === null ? refusing(denied('not_the_approver')) : { permission: ALLOWED, ...capacity };
  }
  const permission = may(subject, action, resource);
  if (!permission.allowed) return refusing(permission);
  return { permission, role: actingRole(subject, action, resource), onBehalfOf: null };
}
