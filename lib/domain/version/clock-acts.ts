/** What can be done to the clock of a phase. */
export const CLOCK_ACTS = ['pause', 'resume', 'extend', 'adopt'] as const;
export type ClockAct = (typeof CLOCK_ACTS)[number];
