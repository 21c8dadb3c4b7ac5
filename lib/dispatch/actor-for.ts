import type { ApprovalPolicy } from '#domain/approval-policy';
import type { CommandKind } from '#domain/commands';
import { decidingRole } from '#domain/decision-rules';
import { ALLOWED, denied, may, type Permission, type ReportAction, type Resource, type Subject } from '#domain/permissions';
import { ROLES, type Role } from '#domain/roles';

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

/** Whether somebody may send a command of this kind for this report, and in which of their roles they then act. */
export function roleFor(subject: Subject, kind: CommandKind, resource: Resource, policy: ApprovalPolicy | null): { permission: Permission; role: Role | null } {
  if (kind === 'decide_version') {
    const viewing = may(subject, 'view', resource);
    if (!viewing.allowed) return { permission: viewing, role: null };
    if (resource.closed) return { permission: denied('report_closed'), role: null };
    const role = policy ? decidingRole(subject, policy, resource) : null;
    return { permission: role === null ? denied('not_the_approver') : ALLOWED, role };
  }
  const action = ACTION_OF[kind];
  const permission = may(subject, action, resource);
  if (!permission.allowed) return { permission, role: null };
  const alone = (role: Role): Subject => ({ ...subject, roles: subject.roles.filter((held) => held.role === role) });
  return { permission, role: ROLES.find((role) => may(alone(role), action, resource).allowed) ?? null };
}
