import {
  ALLOWED,
  denied,
  may,
  type Permission,
  type Principal,
  type ReportAction,
  type Resource,
  type Subject,
} from '#domain/people/permissions';
import { ROLES, type Role } from '#domain/people/roles';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { CommandKind } from '#domain/version/commands';
import { decidingCapacity } from '#domain/version/decision-rules';

const ACTION_OF: Record<Exclude<CommandKind, 'decide_version'>, ReportAction> = {
  submit_version: 'submit',
  withdraw_version: 'withdraw',
  discard_version: 'discard',
  reopen_phase: 'reopen',
  request_work: 'request_work',
  cancel_work: 'request_work',
  change_assignment: 'assign',
  start_report: 'start',
  restart_report: 'restart',
  close_report: 'close',
};

interface Acting {
  permission: Permission;
  role: Role | null;
  /** Whom a delegate decides for; null in one's own right. */
  onBehalfOf: Principal | null;
}

/** Whether somebody may send a command of this kind for this report, and in which of their roles they then act. */
export function roleFor(subject: Subject, kind: CommandKind, resource: Resource, policy: ApprovalPolicy | null): Acting {
  const refusing = (permission: Permission): Acting => ({ permission, role: null, onBehalfOf: null });
  if (kind === 'decide_version') {
    const viewing = may(subject, 'view', resource);
    if (!viewing.allowed) return refusing(viewing);
    if (resource.closed) return refusing(denied('report_closed'));
    const capacity = policy ? decidingCapacity(subject, policy, resource) : null;
    return capacity === null ? refusing(denied('not_the_approver')) : { permission: ALLOWED, ...capacity };
  }
  const action = ACTION_OF[kind];
  const permission = may(subject, action, resource);
  if (!permission.allowed) return refusing(permission);
  const alone = (role: Role): Subject => ({ ...subject, roles: subject.roles.filter((held) => held.role === role) });
  return { permission, role: ROLES.find((role) => may(alone(role), action, resource).allowed) ?? null, onBehalfOf: null };
}
