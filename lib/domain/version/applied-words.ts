import type { ApprovalOutcome } from './approval-policy';
import { COMMANDS, type CommandKind } from './commands';

/** What a decision led to, as its sender is told. */
const OUTCOMES: Record<ApprovalOutcome['kind'], string> = {
  approved: 'Approved.',
  waiting: 'Counted. Others still have to approve.',
  changes_requested: 'Changes requested. The tester has a new draft.',
  rejected: 'Rejected. The tester has a new draft.',
};

function isOutcome(detail: string): detail is ApprovalOutcome['kind'] {
  return detail in OUTCOMES;
}

/** What the sender of an applied command is told: by its receipt's `detail` where that says more than its kind. */
export function appliedInWords(kind: CommandKind, detail: string): string {
  return isOutcome(detail) ? OUTCOMES[detail] : detail || COMMANDS[kind].applied;
}
