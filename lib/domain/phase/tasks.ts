import type { Role } from '../people/roles';
import type { PhaseName } from './phase-names';

interface TaskRecord {
  phase: PhaseName;
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
  assign: { phase: 'data-owner-id', role: 'data_executive', turn: 'prepare', label: 'Assign data owners', waiting: 'to assign' },
  acknowledge: { phase: 'data-owner-id', role: 'data_owner', turn: 'respond', label: 'Acknowledge', waiting: 'to acknowledge' },
  provide: { phase: 'request-info', role: 'data_owner', turn: 'respond', label: 'Provide evidence', waiting: 'to provide' },
  review: { phase: 'request-info', role: 'tester', turn: 'prepare', label: 'Review evidence', waiting: 'to review' },
  answer: { phase: 'observation-management', role: 'data_owner', turn: 'respond', label: 'Answer observations', waiting: 'to answer' },
  agree: { phase: 'request-info', role: 'test_executive', turn: 'respond', label: 'Agree that it cannot be had', waiting: 'to agree to' },
  test: { phase: 'test-execution', role: 'tester', turn: 'prepare', label: 'Run tests', waiting: 'to run' },
  check: { phase: 'test-execution', role: 'test_executive', turn: 'respond', label: 'Review test runs', waiting: 'to review' },
} as const satisfies Record<string, TaskRecord>;

export type TaskName = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as [TaskName, ...TaskName[]];
