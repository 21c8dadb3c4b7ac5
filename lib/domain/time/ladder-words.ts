import type { Rung } from './ladder';

/** A rung as a title. */
export const RUNG_LABELS: Record<Rung, string> = {
  warning: 'Warning',
  breach: 'Past due',
  level_1: 'Escalation, level 1',
  level_2: 'Escalation, level 2',
  level_3: 'Escalation, level 3',
};
