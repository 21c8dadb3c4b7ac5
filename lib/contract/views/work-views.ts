import type { PermittedAction } from '#domain/people/permissions';
import type { ChainAddress } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import type { VersionStatus } from '#domain/version/version-status';
import type { CycleReportType } from '#domain/version/workflow-types';
import type { Destination } from './destinations';
import type { ProcessView, WorkflowVersion } from './process-view';
import type { RightsChangeView } from './rights-view';
import type { ChangeTotals, PersonRef, VersionRef } from './row-views';

export const INBOX_TABS = ['waiting', 'sent', 'team', 'done'] as const;
export type InboxTab = (typeof INBOX_TABS)[number];
export const INBOX_SORTS = ['due', 'since', 'report'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];
export const DUE_STATES = ['past_due', 'at_risk', 'on_track', 'none'] as const;
export type DueState = (typeof DUE_STATES)[number];
/** Counting stops here: this number means "so many or more". */
export const INBOX_COUNT_LIMIT = 100;

export interface InboxRow extends ChainAddress {
  /** Unique in the list: the version, the chain where no version exists yet, or the task in a lane. */
  id: string;
  /** `task`: something waits in a lane, for this person by name or by their role for its line of business. */
  kind: 'decide' | 'prepare' | 'task' | 'start';
  /** In words: "Decide", "Changes requested", "Prepare", "Rejected", "Reopened". */
  task: string;
  /** Whether the decision is a signature of one's own, which is given one by one. */
  signs: boolean;
  versionId: string | null;
  versionNumber: number | null;
  versionHash: string | null;
  status: VersionStatus | null;
  chainId: string | null;
  reportName: string;
  cycleName: string;
  from: PersonRef | null;
  totals: ChangeTotals | null;
  /** Items of the version; of a task, those it waits on. */
  itemCount: number | null;
  since: string;
  dueAt: string | null;
  due: DueState;
  /** Who lent this person the role in which they would decide; null in their own right. */
  onBehalfOf: PersonRef | null;
  /** Whose turn: a name, or a role where nobody is named. */
  turn: string;
  opens: Destination;
  /** Whether this person has opened this version at this hash: what bulk approve acts on. */
  opened: boolean;
  pendingCommandId: string | null;
  /** Who has said that they work on it; null where nobody has, or where there is no version yet. */
  claim: InboxClaim | null;
}

export interface InboxClaim {
  by: { id: string; name: string };
  at: string;
  mine: boolean;
  /** The claimer is disabled, has lent their role, or claimed it two days ago: somebody else may take over. */
  open: boolean;
}

export interface InboxPage {
  rows: readonly InboxRow[];
  next: string | null;
}

/** A report that the inbox can be narrowed to. */
export interface InboxReport {
  id: string;
  name: string;
}

/** One chain of a report's phases; a phase that has not opened is one tile with the instance '', or one in each lane it will open in. */
export interface PhaseTile extends ChainAddress {
  label: string;
  inPlan: boolean;
  /** Key of the lane that it is in; null where it runs once for the whole report. */
  lane: string | null;
  /** Null where the phase has not opened. */
  chainId: string | null;
  state: 'not_in_plan' | 'not_started' | 'in_progress' | 'waiting' | 'complete';
  schedule: 'none' | 'on_track' | 'at_risk' | 'past_due';
  /** 0..1, derived: decided items of all, or 1 when approved. Null where there is nothing to count. */
  progress: number | null;
  /** Of a phase in a lane: how many of its items are done; null elsewhere. */
  done: { count: number; of: number } | null;
  current: VersionRef | null;
  approved: VersionRef | null;
  /** The version with the highest number, whatever has become of it. */
  newest: VersionRef | null;
  blocker: string | null;
  /** Whom it waits for, in words, and since when. */
  turn: string | null;
  /** The people whose turn it is by the ledger, by id; nobody where it is a role's that nobody holds. */
  turnPeople: readonly string[];
  since: string | null;
  dueAt: string | null;
  /** What people did to its clock in its present spell; null where the phase has not opened. */
  clock: { paused: boolean; pauses: number; extendedMinutes: number } | null;
  stale: boolean;
}

/** A line of business of a report, or a data owner in it, with the phases that run in the lane. */
export interface LaneView {
  key: string;
  name: string;
  /** Retired: nothing of it is tested any more. */
  state: 'in_progress' | 'waiting' | 'complete' | 'retired';
  retired: { at: string; reason: string } | null;
  tiles: readonly PhaseTile[];
  /** The lanes inside it: of its data owners. */
  lanes: readonly LaneView[];
}

export interface TimelineEntry {
  at: string;
  sentence: string;
  by: PersonRef | null;
  phase: PhaseName | null;
  instance: string;
  /** Minutes since the entry before it in the same phase, and whom it waited for. */
  waitedMinutes: number | null;
  waitedFor: string | null;
}

export interface ReportView {
  cycleReportId: string;
  reportName: string;
  regulator: string;
  cycleName: string;
  cycleId: string;
  tester: PersonRef | null;
  owner: PersonRef | null;
  dueOn: string | null;
  state: 'not_started' | 'running' | 'closed' | 'stopped';
  /** Whether a database was restored that is older than what its process carried out, so that nothing of it can be changed. */
  behind: boolean;
  /** False where the reader sees lanes of it alone: all below is of those lanes. */
  whole: boolean;
  /** Whether they may have packages of it. */
  packages: boolean;
  tiles: readonly PhaseTile[];
  /** In the order of what needs somebody first. */
  lanes: readonly LaneView[];
  timeline: readonly TimelineEntry[];
  /** Changes of its owner, or of rights in it, that no second person has confirmed. */
  rights: readonly RightsChangeView[];
  /** Null where the reader sees lanes of it alone. */
  process: ProcessView | null;
  /** Whether the reader may look at its workflows. */
  runs: boolean;
  /** `choose_version`: another one when it is started. `change_version`: a later one while it runs. */
  actions: Record<'start' | 'choose_version' | 'restart' | 'upgrade' | 'change_version' | 'assign' | 'close' | 'upload', PermittedAction>;
}

/** A phase of a report as a list of reports shows it. */
export type CycleTile = Pick<
  PhaseTile,
  'cycleReportId' | 'phase' | 'instance' | 'lane' | 'label' | 'state' | 'schedule' | 'inPlan' | 'turn' | 'since' | 'dueAt'
>;

export interface CycleView {
  id: string;
  name: string;
  startsOn: string;
  endsOn: string;
  reports: readonly {
    cycleReportId: string;
    reportName: string;
    tester: PersonRef | null;
    owner: PersonRef | null;
    dueOn: string | null;
    state: ReportView['state'];
    /** By which version of the process it runs; null where it was not started. */
    version: WorkflowVersion | null;
    tiles: readonly CycleTile[];
    start: PermittedAction;
  }[];
}

export interface CyclesView {
  cycles: readonly CycleView[];
  /** What can be chosen when adding; empty without the right to administer cycles. */
  reports: readonly {
    id: string;
    name: string;
    owner: string | null;
    /** The report's last closed cycle, from which the next may begin; null where none is closed. */
    lastClosed: { cycleReportId: string; cycleName: string } | null;
  }[];
  testers: readonly { id: string; name: string }[];
  owners: readonly { id: string; name: string }[];
  /** By which version of the process reports start now where nobody chooses another. */
  startsBy: CycleReportType;
  create: PermittedAction;
}

export interface TrailRow {
  stream: string;
  seq: number;
  at: string;
  kind: string;
  /** One sentence: "Rosa Lind submitted Planning, version 2". */
  sentence: string;
  by: PersonRef;
  /** Null in the installation's own trail. */
  cycleReportId: string | null;
  reportName: string | null;
  phase: PhaseName | null;
  instance: string;
  versionNumber: number | null;
  versionId: string | null;
  changes: readonly { field: string; from: string | null; to: string | null }[];
  hash: string;
}
export interface TrailPage {
  rows: readonly TrailRow[];
  next: string | null;
  people: readonly { id: string; name: string }[];
  reports: readonly { id: string; name: string }[];
}
/** Answer of "verify": what was computed again, and what does not hold. */
export interface VerifyResult {
  ok: boolean;
  checked: {
    auditEvents: number;
    versions: number;
    items: number;
    historySegments: number;
    /** Versions that were decided again from the decisions made on them. */
    decisions: number;
    files: number;
    /** Rows of each table that were compared with the trail. */
    rows: Readonly<Record<string, number>>;
  };
  /** What this run cannot tell, in words. */
  notProven: readonly string[];
  /** What is broken, in words: the first of each kind by name, the others counted. */
  problems: readonly string[];
}
