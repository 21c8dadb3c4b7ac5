import { ROLE_LABELS } from '#domain/people/roles';
import { rungLabel } from '#domain/time/ladder-words';
import type { NoticeView } from './views/notice-views';

/** What somebody was told, as a sentence. */
export function noticeInWords({ kind, phase, reportName, rung, role, from }: NoticeView): string {
  const where = phase === null ? reportName : `${phase} of ${reportName}`;
  switch (kind) {
    case 'assigned':
      return `You are the ${role === null ? 'person' : ROLE_LABELS[role].toLowerCase()} of ${reportName}.`;
    case 'warning':
      return `${where} is at risk, and it is your turn.`;
    case 'breach':
      return `${where} is past due, and it is your turn.`;
    case 'used_up':
      return `Your time${rung?.role ? ` as ${ROLE_LABELS[rung.role].toLowerCase()}` : ''} for ${where} is used up, and it is your turn.`;
    case 'escalation':
      return `${rung?.role ? `The ${ROLE_LABELS[rung.role].toLowerCase()}’s time for ${where} is used up` : `${where} is past due`}. ${rung === null ? 'Escalation' : rungLabel(rung)}.`;
    case 'reminder':
      return `${from ?? 'Somebody'} reminds you of ${where}: it is your turn.`;
  }
}
