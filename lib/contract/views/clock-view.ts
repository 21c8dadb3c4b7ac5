import type { PermittedAction } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { ClockEventKind } from '#domain/time/clock';
import type { LadderRung } from '#domain/time/ladder';
import type { ClockAct } from '#domain/version/clock-acts';

/** The clock of a phase with the computation of its due date, what people did to it, and what was told of it. Instants are ISO. */
export interface ClockView {
  chainId: string;
  /** The phase in words. */
  phase: string;
  isPaused: boolean;
  /** The phase is finished, or its clock was never started. */
  isStopped: boolean;
  /** Null where nothing is due. */
  dueAt: string | null;
  /** When it was due by its allowance alone; null where that is now, or where there is no clock. */
  firstDueAt: string | null;
  /** How the due date came about, in sentences. */
  explanation: readonly string[];
  /** Of the present spell, when it was asked for: how much time each role that had the turn, or has an allowance, has used. Business minutes. */
  stopwatches: readonly {
    role: Role;
    usedMinutes: number;
    /** Extensions included; null of a role without an allowance. */
    allowedMinutes: number | null;
    /** Null of one that is not, and as things stand will not be. */
    usedUpAt: string | null;
    isRunning: boolean;
  }[];
  /** Of the present spell, oldest first, but for its start and its end. */
  events: readonly {
    kind: Exclude<ClockEventKind, 'started' | 'stopped'>;
    at: string;
    by: string;
    reason: string;
    /** Business minutes of an extension. */
    minutes: number | null;
    dueAt: string | null;
  }[];
  /** What was told of it in the present spell, oldest first, and to whom; nobody where nobody held the roles. */
  told: readonly (LadderRung & { at: string; people: readonly string[] })[];
  /** The calendar in force of its report, where this clock counts by another. */
  adoptable: { name: string; dueAt: string } | null;
  acts: Record<ClockAct, PermittedAction>;
}
