import type { PermittedAction } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Age } from '#domain/progress/ages';
import type { InstanceState, OPEN_INSTANCE_STATES, StateCounts } from '#domain/progress/instance-state';
import type { Steps } from '#domain/time/chain-now';
import type { Turn } from '#domain/time/turns';
import type { Decision } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import type { Destination } from './destinations';

/** What is shown of progress. Instants are ISO 8601 in UTC; `asOf` is the instant at which states were told. */

/** What a row is that a number counts. */
export const MEASURES = ['reports', 'instances', 'turns', 'ended_turns', 'spells', 'known_on', 'approved_on'] as const;
export type Measure = (typeof MEASURES)[number];

/** Turns that somebody has: the system's are nobody's load. */
export const WORKS = ['prepare', 'respond', 'decide'] as const;
export type WorkTurn = (typeof WORKS)[number];

/** Which reports of a cycle are meant, and which lanes of them; what is left out keeps all. */
export interface ReportFilter {
  find?: string | undefined;
  lob?: string | undefined;
  holding?: (typeof OPEN_INSTANCE_STATES)[number] | undefined;
  person?: string | undefined;
}

export interface CycleRef {
  id: string;
  name: string;
  /** Reports that were started and are not closed, of those that may be seen. */
  open: number;
}

export interface NamedPerson {
  id: string;
  name: string;
}

/** A phase of a report, all of its instances as one. */
export interface ProgressCell {
  phase: PhaseName;
  /** False where the report's plan does not have it: then all is empty. */
  planned: boolean;
  /** False of a phase in lanes where no lane is known yet. */
  spread: boolean;
  known: number;
  counts: StateCounts;
  steps: Steps;
  /** 0..1. */
  progress: number;
  state: InstanceState;
  /** Since when the oldest open turn in that state has lasted; null where nothing is open. */
  since: string | null;
  /** When the first of those in that state is, or was, due. */
  dueAt: string | null;
}

export interface ReportLine {
  cycleReportId: string;
  reportName: string;
  tester: string | null;
  owner: string | null;
  state: 'not_started' | 'running' | 'closed';
  /** One for each phase of `phases` of the view, in that order. */
  cells: readonly ProgressCell[];
  known: number;
  counts: StateCounts;
  progress: number;
  /** Lanes that are not known yet count as nothing done. */
  atLeast: boolean;
  dropped: boolean;
  worst: InstanceState;
}

export interface CycleProgressView {
  asOf: string;
  cycle: CycleRef;
  filter: ReportFilter;
  /** All nine, in order; those no report plans are in `unplanned` as well. */
  phases: readonly PhaseName[];
  unplanned: readonly PhaseName[];
  /** Lanes that can be chosen. */
  lobs: readonly { key: string; name: string }[];
  /** The worst first. */
  reports: readonly ReportLine[];
  known: number;
  counts: StateCounts;
  /** The mean of the reports that were not dropped, and how many those are; null where there are none. */
  progress: { progress: number; atLeast: boolean; of: number } | null;
}

export interface InstanceProgress {
  phase: PhaseName;
  instance: string;
  /** Name of the line of business of its lane. */
  lane: string | null;
  chainId: string;
  state: InstanceState;
  reopened: boolean;
  /** Its clock stands: nothing is due. */
  paused: boolean;
  /** Status of the latest run of its workflow; null where none was seen. */
  workflowStatus: string | null;
  /** 0..1. */
  workflowProgress: number;
  currentVersion: number | null;
  versionStatus: VersionStatus | null;
  /** Whom the pending version still waits for, since when. */
  pendingApprovals: { people: readonly NamedPerson[]; roles: readonly Role[]; since: string } | null;
  /** Decisions on all its versions, and the newest. */
  approvalHistory: { count: number; newest: { decision: Decision; by: string; at: string } | null };
  steps: Steps;
  turn: Turn;
  roles: readonly Role[];
  people: readonly NamedPerson[];
  turnSince: string;
  dueAt: string | null;
  opens: Destination;
}

export interface ReportProgressView {
  asOf: string;
  cycleReportId: string;
  reportName: string;
  cycleId: string;
  cycleName: string;
  tester: NamedPerson | null;
  owner: NamedPerson | null;
  workflowStatus: 'not_started' | 'running' | 'closed' | 'stopped';
  workflowProgress: number;
  atLeast: boolean;
  cells: readonly ProgressCell[];
  /** Whether this person may remind those who have the turn. */
  remind: PermittedAction;
  /** Those that have opened, in the order of phases and lanes. */
  instances: readonly InstanceProgress[];
}

/** What waits for one person, or, without one, for a role that nobody holds. */
export interface PersonLoad {
  person: NamedPerson | null;
  open: number;
  /** By what there is to do. */
  works: Record<WorkTurn, number>;
  /** Of all, those that somebody else has as well. */
  shared: number;
  pastDue: number;
  atRisk: number;
  /** Since when the oldest has waited. */
  since: string;
}

export interface PeopleProgressView {
  asOf: string;
  cycle: CycleRef;
  filter: ReportFilter;
  /** Those with most past due first, then with most at all; nobody named last. */
  people: readonly PersonLoad[];
  /** Open turns, each once, whoever shares it. */
  open: number;
}

/** How long turns of a role in a phase have lasted, in business minutes. */
export interface WaitingTime {
  phase: PhaseName;
  role: Role;
  /** Turns that ended in the window. */
  ended: number;
  medianMinutes: number | null;
  p90Minutes: number | null;
  /** Turns that have not ended, which none of the figures holds, and since when the oldest has lasted. */
  open: number;
  openSince: string | null;
}

export interface Rework {
  phase: PhaseName;
  /** Spells that ended approved in the window and in which a version was submitted. */
  spells: number;
  /** Of them, those in which more than one was. */
  reworked: number;
  /** Versions submitted beyond the first, a spell on average. */
  mean: number;
}

export interface FlowProgressView {
  asOf: string;
  cycle: CycleRef;
  filter: ReportFilter;
  weeks: string;
  waiting: readonly WaitingTime[];
  rework: readonly Rework[];
  /** Spells that ended approved, by the Monday of their week, oldest first. */
  throughput: readonly { week: string; spells: number }[];
  /** Open turns by role and age. */
  ageing: readonly { role: Role; counts: Record<Age, number> }[];
}

/** How far a cycle was at the end of a day, by the calendar's zone; today as far as it goes. */
export interface BurnUpDay {
  /** ISO date. */
  day: string;
  /** Instances that were approved, and not reopened since. */
  approved: number;
  /** Instances that were known: of reports in the cycle and of lanes that had opened and were not retired. */
  scope: number;
  /** Where the straight line from nothing on the first day to `scopeAtEnd` on the last stands. */
  line: number;
}

export interface BurnUpView {
  asOf: string;
  cycle: CycleRef;
  filter: ReportFilter;
  /** Of this phase alone; null: of all. */
  phase: PhaseName | null;
  /** The cycle's first and last day. */
  startsOn: string;
  endsOn: string;
  /** Oldest first, from the first day to today or to the last; empty before the cycle begins. */
  days: readonly BurnUpDay[];
  /** What is known on the last of `days`; 0 where there is none. */
  scopeAtEnd: number;
}

/** One of the things that a number counts. What its measure does not say is null. */
export interface ProgressRow {
  /** Unique in the list. */
  id: string;
  cycleReportId: string;
  reportName: string;
  phase: PhaseName | null;
  instance: string;
  lane: string | null;
  state: InstanceState | null;
  turn: Turn | null;
  roles: readonly Role[];
  people: readonly NamedPerson[];
  since: string | null;
  until: string | null;
  businessMinutes: number | null;
  dueAt: string | null;
  version: { number: number; status: VersionStatus } | null;
  steps: Steps | null;
  submissions: number | null;
  opens: Destination;
}

export interface ProgressRowsPage {
  asOf: string;
  measure: Measure;
  cycle: CycleRef;
  total: number;
  rows: readonly ProgressRow[];
  next: string | null;
}
