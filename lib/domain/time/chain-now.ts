import { TASKS } from '../phase/tasks';
import { approvalStanding, approvalsDue } from '../version/approval';
import type { ApprovalPolicy, CastDecision } from '../version/approval-policy';
import { type Clock, deadlinesNow } from './clock';
import { type PhaseState, phaseState } from './progress';
import type { ChainStanding, LedgerTurn, RecordedStanding, Turn } from './turns';

/** How far a version has come (domain.md, "Turns"): a draft made, submitted, and each approval that the policy asks for. */
export interface Steps {
  passed: number;
  due: number;
}

/**
 * The steps of the open version, else of the approved one. Where a draft is due none is passed, whatever was approved before.
 * `cast` is what was decided on the open version, the submitter's own signature included.
 */
export function stepsOf(standing: ChainStanding, policy: ApprovalPolicy, cast: readonly CastDecision[]): Steps {
  if (standing.recorded) return { passed: standing.recorded.total - standing.recorded.open, due: standing.recorded.total };
  const due = 2 + approvalsDue(policy);
  const { draftDue, open, approvedId } = standing;
  if (open?.status === 'draft') return { passed: 1, due };
  if (open?.status === 'pending_approval') return { passed: 2 + Math.min(approvalStanding(policy, cast).have, due - 2), due };
  return { passed: approvedId !== null && !draftDue ? due : 0, due };
}

/** Where a chain stands now, of facts alone: what is stored for each chain, and recomputed to compare. */
export interface ChainNow {
  state: PhaseState;
  closed: boolean;
  turn: Turn;
  turnSince: Date;
  spell: number;
  /** Approved once, and being worked on again. */
  reopened: boolean;
  stepsPassed: number;
  stepsDue: number;
  /** A paused clock has no deadlines. */
  warnAt: Date | null;
  dueAt: Date | null;
  paused: boolean;
  /** When somebody has to be told of it (ladder.ts); null where nobody has. */
  nextAlarmAt: Date | null;
}

/** Where a recorded chain stands: it waits where everything left is an answer. One whose lane has ended is done with. */
function recordedState({ retired, complete, tasks }: RecordedStanding): PhaseState {
  if (retired || complete) return 'complete';
  // Without a task in it, it waits for another phase.
  return tasks.every(({ task }) => TASKS[task].turn === 'respond') ? 'waiting' : 'in_progress';
}

/** Computes where a chain stands from its versions, its last turn, its clock, and whom the ladder tells next. */
export function chainNow(
  standing: ChainStanding,
  policy: ApprovalPolicy,
  cast: readonly CastDecision[],
  last: Pick<LedgerTurn, 'turn' | 'at' | 'spell'>,
  clock: Clock | null,
  nextAlarmAt: Date | null,
): ChainNow {
  const steps = stepsOf(standing, policy, cast);
  const approved = standing.approvedId !== null && !standing.draftDue;
  const state = standing.recorded ? recordedState(standing.recorded) : phaseState({ open: standing.open?.status ?? null, approved });
  const deadlines = deadlinesNow(clock);
  return {
    state,
    closed: standing.closed,
    turn: last.turn,
    turnSince: last.at,
    spell: last.spell,
    reopened: last.spell > 1 && state !== 'complete',
    stepsPassed: steps.passed,
    stepsDue: steps.due,
    warnAt: deadlines?.warnAt ?? null,
    dueAt: deadlines?.dueAt ?? null,
    paused: clock?.isPaused === true && !clock.isStopped,
    nextAlarmAt,
  };
}
