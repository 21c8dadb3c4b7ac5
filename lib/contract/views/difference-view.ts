/** The kinds of differences. */
export const DIFFERENCE_KINDS = [
  'command',
  'signal',
  'process',
  'stuck',
  'status',
  'preparation',
  'projection',
  'alarm',
  'mail',
  'older_database',
  'unknown_run',
  'slow',
  'failing',
  'workers',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A kind of difference as a title. */
export const DIFFERENCE_LABELS: Record<DifferenceKind, string> = {
  command: 'A command without an answer',
  signal: 'A ring for a command that nobody knows',
  process: 'A workflow that does not run',
  stuck: 'A workflow that does not get on',
  status: 'A workflow that showed another state',
  preparation: 'A draft that could not be prepared',
  projection: 'A stored figure that was wrong',
  alarm: 'People who were not told in time',
  mail: 'Mail that is not sent',
  older_database: 'A database older than its workflows',
  unknown_run: 'A workflow of a report that nobody knows',
  slow: 'Work that takes far longer than it does',
  failing: 'Work that fails again and again',
  workers: 'Work that nobody takes',
};

/** Who looks after a difference, and what they noted. */
export interface Acknowledgement {
  by: string;
  at: string;
  note: string;
}

/** A difference between the tables and Temporal, as people read it. */
export interface DifferenceView {
  id: string;
  kind: DifferenceKind;
  /** Report by name, with its phase. */
  subject: string;
  detail: string;
  /** What to do; empty where it was repaired. */
  remedy: string;
  repaired: boolean;
  foundAt: string;
  /** Null where nobody has said that they look after it. */
  acknowledged: Acknowledgement | null;
}

/** The differences that stand, as those who look after the processes read them. */
export interface AlertsView {
  /** Whether they are told at all: they concern the whole installation, and not those who look after some reports alone. */
  whole: boolean;
  differences: readonly DifferenceView[];
  /** Those that need somebody and that nobody looks after yet. */
  unattended: number;
  lastReconciledAt: string | null;
}

/** Whether a difference needs somebody, and nobody has said that they look after it. */
export function isUnattended({ repaired, acknowledged }: Pick<DifferenceView, 'repaired' | 'acknowledged'>): boolean {
  return !repaired && acknowledged === null;
}
