import type { Role } from '../people/roles';
import type { PhaseName } from '../phase/phase-names';
import { TASK_NAMES, TASKS, type TaskName } from '../phase/tasks';
import { approvalStanding } from '../version/approval';
import type { ApprovalPolicy, CastDecision } from '../version/approval-policy';
import { businessTimeBetween } from './business-time';
import type { WorkCalendar } from './calendar';

/** Who can have the turn in a chain (domain.md, "Turns"). */
export const TURNS = ['system', 'prepare', 'respond', 'decide', 'none'] as const;
export type Turn = (typeof TURNS)[number];

/** Where a chain stands, as far as its turn and its steps follow from it. */
export interface ChainStanding {
  closed: boolean;
  /** A draft has to be made and is not there yet. */
  draftDue: boolean;
  /** Long work runs on the draft. */
  working: boolean;
  open: { id: string; status: 'draft' | 'pending_approval'; cause: string } | null;
  approvedId: string | null;
  /** Of a chain that is recorded change by change, in a lane; left out or null of one whose versions are drafted. */
  recorded?: RecordedStanding | null;
}

/** What a recorded chain waits for. */
export interface RecordedStanding {
  /** Its lane has ended: nobody is left to do anything. */
  retired: boolean;
  /** How many items it holds, and how many of them something waits on. */
  total: number;
  open: number;
  complete: boolean;
  /** Each with the handles of those for whom it waits. */
  tasks: readonly { task: TaskName; people: readonly string[] }[];
}

export interface TurnTaken {
  turn: Turn;
  roles: readonly Role[];
  /** Their handles. */
  people: readonly string[];
  versionId: string | null;
}

const NOBODY: Omit<TurnTaken, 'versionId'> = { turn: 'none', roles: [], people: [] };
const SYSTEM: Omit<TurnTaken, 'versionId'> = { turn: 'system', roles: [], people: [] };

/** Causes of versions that no earlier version of theirs was shown to anybody for. */
const FIRST_DRAFTS: readonly string[] = ['open', 'discarded'];

/**
 * Who has the turn. `deciders` are those of whom a pending version still waits (`isAsked`), and `cast` what was decided on it
 * so far, the submitter's own signature included.
 */
export function whoseTurn(
  { closed, draftDue, working, open, approvedId, recorded }: ChainStanding,
  policy: ApprovalPolicy,
  cast: readonly CastDecision[],
  people: { testerId: string | null; deciders: readonly string[] },
): TurnTaken {
  if (closed) return { ...NOBODY, versionId: open?.id ?? approvedId };
  if (recorded) return { ...recordedTurn(recorded, approvedId), versionId: approvedId };
  if (draftDue) return { ...SYSTEM, versionId: null };
  if (open === null) return { ...NOBODY, versionId: approvedId };
  if (working) return { ...SYSTEM, versionId: open.id };
  if (open.status === 'pending_approval') {
    const roles = policy.mode === 'signoff' ? approvalStanding(policy, cast).missingRoles : policy.roles;
    return { turn: 'decide', roles, people: people.deciders, versionId: open.id };
  }
  const turn = FIRST_DRAFTS.includes(open.cause) ? 'prepare' : 'respond';
  return { turn, roles: ['tester'], people: people.testerId === null ? [] : [people.testerId], versionId: open.id };
}

/** Who has the turn in a recorded chain: all for whom something waits; those who prepare before those who respond. */
function recordedTurn({ retired, complete, open, tasks }: RecordedStanding, approvedId: string | null): Omit<TurnTaken, 'versionId'> {
  if (retired || complete) return NOBODY;
  // What waits for another phase is nobody's turn here.
  if (tasks.length === 0) return approvedId !== null && open > 0 ? NOBODY : SYSTEM;
  if (approvedId === null) return SYSTEM;
  const turn = tasks.some(({ task }) => TASKS[task].turn === 'prepare') ? 'prepare' : 'respond';
  return {
    turn,
    roles: [...new Set(tasks.map(({ task }): Role => TASKS[task].role))],
    people: [...new Set(tasks.flatMap(({ people }) => people))],
  };
}

/** The roles that can have a turn in a phase by a policy, in the order in which they come to it. */
export function rolesWithTurns(phase: PhaseName, { mode, roles }: Pick<ApprovalPolicy, 'mode' | 'roles'>): readonly Role[] {
  const waits = TASK_NAMES.filter((task) => TASKS[task].phase === phase).map((task): Role => TASKS[task].role);
  return [...new Set<Role>(mode === 'recorded' && waits.length > 0 ? waits : ['tester', ...roles])];
}

/** A turn as the ledger holds it. */
export interface LedgerTurn extends TurnTaken {
  /** From 1 in each chain. */
  seq: number;
  /** From 1; each reopening begins another. */
  spell: number;
  at: Date;
}

export interface NextTurn extends LedgerTurn {
  /** Business minutes of the turn that ends with it, rounded down; null of the first. */
  endedBusinessMinutes: number | null;
  /** What the chain's clock does: it runs from the first turn of a spell until nobody has the turn. */
  clock: 'started' | 'stopped' | null;
}

/**
 * The turn that follows the last one in the ledger, or null where the turn has not passed to anybody else. It never begins before
 * the last one, whatever `at` says. @throws CalendarWithoutHours
 */
export function nextTurn(last: LedgerTurn | null, taken: TurnTaken, at: Date, calendar: WorkCalendar): NextTurn | null {
  if (last === null) return { ...taken, seq: 1, spell: 1, at, endedBusinessMinutes: null, clock: taken.turn === 'none' ? null : 'started' };
  if (isSameTurn(last, taken)) return null;
  const began = at > last.at ? at : last.at;
  const starts = last.turn === 'none' && taken.turn !== 'none';
  const stops = last.turn !== 'none' && taken.turn === 'none';
  return {
    ...taken,
    seq: last.seq + 1,
    spell: starts ? last.spell + 1 : last.spell,
    at: began,
    endedBusinessMinutes: Math.floor(businessTimeBetween(calendar, last.at, began) / 60_000),
    clock: starts ? 'started' : stops ? 'stopped' : null,
  };
}

function isSameTurn(one: TurnTaken, other: TurnTaken): boolean {
  return (
    one.turn === other.turn && one.versionId === other.versionId && isSameSet(one.roles, other.roles) && isSameSet(one.people, other.people)
  );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
