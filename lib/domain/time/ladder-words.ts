import { ROLE_LABELS } from '../people/roles';
import type { LadderRung, Rung } from './ladder';

const RUNG_LABELS: Record<Rung, string> = {
  warning: 'Warning',
  breach: 'Past due',
  used_up: 'Time used up',
  level_1: 'Escalation, level 1',
  level_2: 'Escalation, level 2',
  level_3: 'Escalation, level 3',
};

/** A rung as a title, without whose time it is about. */
export function rungLabel({ rung }: Pick<LadderRung, 'rung'>): string {
  return RUNG_LABELS[rung];
}

/** A rung as a title that says whose time it is about, where that is a role's. */
export function rungInWords({ rung, role }: LadderRung): string {
  return role === null ? RUNG_LABELS[rung] : `${RUNG_LABELS[rung]} (time of the ${ROLE_LABELS[role]})`;
}
