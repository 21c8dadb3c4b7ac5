import type { Role } from '../people/roles';

interface TaskRecord {
  role: Role;
  /** What sort of turn it gives to whom it waits for. */
  turn: 'prepare' | 'respond';
  /** How the inbox names it. */
  label: string;
  /** How a page says how many wait: "3 attributes *to assign*". */
  waiting: string;
}

/** What waits for people in recorded chains, in the order in which it is done. */
export const TASKS = {
  assign: { role: 'data_executive', turn: 'prepare', label: 'Assign data owners', waiting: 'to assign' },
  acknowledge: { role: 'data_owner', turn: 'respond', label: 'Acknowledge', waiting: 'to acknowledge' },
} as const satisfies Record<string, TaskRecord>;

export type TaskName = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as [TaskName, ...TaskName[]];
