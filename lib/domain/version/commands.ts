/** What people ask for. Each is one row of `command`; the workflow applies or refuses it with one receipt. */
export const COMMAND_KINDS = [
  'submit_version',
  'decide_version',
  'withdraw_version',
  'discard_version',
  'reopen_phase',
  'request_work',
  'cancel_work',
  'change_assignment',
  'start_report',
  'restart_report',
  'close_report',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export const TARGET_KINDS = ['chain', 'cycle_report'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Which target each command is addressed to, and therefore whose counter numbers it and whose workflow is rung. */
export const COMMAND_TARGET: Record<CommandKind, TargetKind> = {
  submit_version: 'chain',
  decide_version: 'chain',
  withdraw_version: 'chain',
  discard_version: 'chain',
  reopen_phase: 'chain',
  request_work: 'chain',
  cancel_work: 'chain',
  change_assignment: 'cycle_report',
  start_report: 'cycle_report',
  restart_report: 'cycle_report',
  close_report: 'cycle_report',
};

export const DECISIONS = ['approve', 'request_changes', 'reject', 'sign'] as const;
export type Decision = (typeof DECISIONS)[number];

export const VERDICTS = ['accepted', 'rejected'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Kinds of long work that run beside the loop (architecture.md, "Long work"). */
export const WORK_KINDS = ['import', 'profile', 'import-rules', 'draw'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export const WORK_STATUSES = ['running', 'done', 'failed', 'cancelled'] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

export const RECEIPT_OUTCOMES = ['applied', 'refused'] as const;
export type ReceiptOutcome = (typeof RECEIPT_OUTCOMES)[number];
