import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { PermittedAction } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { LeftBehind } from '#domain/phase/carried';
import type { ChainAddress } from '#domain/phase/chain-address';
import type { Gate, SummarySection } from '#domain/phase/definition';
import type { TaskName } from '#domain/phase/tasks';
import type { Verdict } from '#domain/phase/verdicts';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { Decision, WorkKind } from '#domain/version/commands';
import type { VersionStatus } from '#domain/version/version-status';
import type { CellChange, DiffKind } from './row-views';
import { type ChangeTotals, type ItemRow, type PersonRef, type VerdictView, type VersionRef } from './row-views';

export type VersionActionName =
  | 'edit'
  | 'submit'
  | 'approve'
  | 'request_changes'
  | 'reject'
  | 'withdraw'
  | 'discard'
  | 'reopen'
  | 'comment'
  | 'unmask'
  | 'request_work'
  | 'accept_stale'
  | 'record'
  | 'judge'
  | 'supply';

export interface DecisionRecord {
  commandId: string;
  decision: Decision;
  by: PersonRef;
  /** Whom a delegate decided for; null in their own right. */
  onBehalfOf: { id: string; name: string } | null;
  at: string;
  comment: string;
  versionNumber: number;
  versionHash: string;
  /** Why changes of rights by the decider stood without a second person when they decided ("break glass"); mostly none. */
  brokenGlass: readonly string[];
}

/** An approval of a version that waits for others, under a policy by which approvals grow old. */
export interface ApprovalGiven {
  by: PersonRef;
  /** Whom a delegate approved for; null in their own right. */
  onBehalfOf: { id: string; name: string } | null;
  at: string;
  /** ISO instants, as `at`. */
  holdsUntil: string;
  /** Whether it counts still; otherwise it has to be confirmed again. */
  holds: boolean;
  /** Whether it is for the reader to confirm: they gave it, or it was given for them, or for whom they would decide. */
  own: boolean;
}

export interface UpstreamView extends ChainAddress {
  versionId: string;
  number: number;
  contentHash: string;
  /** The approved upstream version now has other content. */
  stale: boolean;
  accepted: { by: PersonRef; reason: string; at: string } | null;
  currentVersionId: string | null;
}

/** What waits in a recorded chain, of one task and, where it names people, one person. */
export interface WaitingTask {
  task: TaskName;
  count: number;
  /** Whether it waits for who is named in the items; otherwise for those who hold its role here. */
  named: boolean;
  /** The names of those for whom it waits; nobody where the role has no holder. */
  people: readonly string[];
  since: string;
}

/** Where a chain that is recorded change by change stands now, whichever of its versions is looked at. */
export interface RecordedStandingView {
  /** The line of business, and when and why its lane ended. */
  lane: { name: string; retired: { at: string; reason: string } | null };
  /** Its items, and those on which something waits. */
  total: number;
  open: number;
  tasks: readonly WaitingTask[];
  /** Shows the items whose answer is the reader's to give; null where none can be. */
  own: ItemFilter | null;
}

/** What those whom a version asks said of its items as they are. */
export interface AnswersView {
  rows: readonly {
    key: string;
    /** The item's hash, to which an answer is bound. */
    hash: string;
    /** Whom it names; null where nobody is named any more. */
    askedOf: string | null;
    /** Whether it is the reader's to answer. */
    own: boolean;
    /** Whether it is not approved before it is answered, or due. */
    needed: boolean;
    answer: { verdict: Verdict; reason: string; by: string; at: string } | null;
  }[];
}

/** Whom somebody who records may name in the items of a version. */
export interface NameablePeople {
  people: readonly { id: string; name: string }[];
}

/** What a version's chain took over from an earlier cycle. */
export interface CarriedView {
  cycle: string;
  number: number;
  /** How many items came from there. */
  count: number;
  /** What was not carried, and why. */
  left: readonly LeftBehind[];
}

/** The approved version of the same phase in another cycle of the report. */
export interface OtherCycleView {
  cycleReportId: string;
  cycleName: string;
  version: VersionRef;
}

/** Everything the shared version header shows, and what a person may do. */
export interface VersionView extends ChainAddress {
  id: string;
  number: number;
  status: VersionStatus;
  chainId: string;
  reportName: string;
  cycleName: string;
  parent: { id: string; number: number } | null;
  /** Why this version exists. */
  reason: string;
  cause: string;
  /** The submitter's note. */
  note: string;
  editRevision: number;
  itemCount: number;
  totals: ChangeTotals | null;
  contentHash: string | null;
  versionHash: string | null;
  createdAt: string;
  submittedAt: string | null;
  submittedBy: PersonRef | null;
  decidedAt: string | null;
  dueAt: string | null;
  /** Whom a pending version waits for, in words; null otherwise. */
  turn: string | null;
  policy: ApprovalPolicy;
  /** "1 of 2 approvals", roles still to sign. */
  approval: { have: number; need: number; missingRoles: readonly Role[] };
  /** The newest approval of each person, oldest first, while the version waits and approvals grow old; else none. */
  approvalsGiven: readonly ApprovalGiven[];
  authors: readonly PersonRef[];
  upstream: readonly UpstreamView[];
  decisions: readonly DecisionRecord[];
  actions: Record<VersionActionName, PermittedAction>;
  /** The person for whom this one would decide, by delegation; null in their own right, or where they may not decide. */
  decidesFor: { id: string; name: string } | null;
  versions: readonly VersionRef[];
  /** Null where nothing was carried. */
  carried: CarriedView | null;
  /** Those that this person may see, the newest first; none of phases whose items are records. */
  otherCycles: readonly OtherCycleView[];
  approvedVersionId: string | null;
  /** The version this person last decided on, or last opened; the default baseline of the decision screen. */
  lastSeenVersionId: string | null;
  /** A command on this version without receipt, if any. */
  pendingCommandId: string | null;
  work: WorkView | null;
  /** Null where versions are drafted, submitted and decided. */
  recorded: RecordedStandingView | null;
  /** The run, step and activity that made it, and where to see it in Temporal (null without the right). */
  provenance: { workflowId: string; runId: string; stepKey: string; activityName: string; temporalUrl: string | null };
}

export interface WorkView {
  id: string;
  kind: WorkKind;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  progress: { step: string; done: number; total: number; unit: string } | null;
  /** Sentence for people when it failed. */
  message: string | null;
  startedAt: string;
  endedAt: string | null;
}

export interface ItemPage {
  rows: readonly ItemRow[];
  /** Items matching the filter in the whole version. */
  matching: number;
  total: number;
  /** Opaque; null at the end. */
  next: string | null;
}

export interface FactRow {
  key: string;
  label: string;
  data: ItemData;
}

export interface VersionSummary {
  sections: readonly SummarySection[];
  facts: readonly FactRow[];
  /** Names of the active lines of business, offered where one is to be named. */
  lobNames: readonly string[];
}

export interface GateList {
  gates: readonly Gate[];
  blockedCount: number;
}

/** Which version, in order of time, last changed an item, and how. */
export interface ItemHistoryEntry {
  versionId: string;
  number: number;
  /** The version looked at descends from it, so that its cells may be from there. */
  inLine: boolean;
  kind: DiffKind;
  cells: readonly CellChange[];
  at: string;
  authors: readonly PersonRef[];
  /** Made by the system, which listed anew what there is. */
  listed: boolean;
  /** In a recorded phase what was answered on this content while it stood, oldest first. */
  answers: readonly VerdictView[];
}

export interface ItemDetail {
  row: ItemRow;
  history: readonly ItemHistoryEntry[];
  comments: readonly CommentView[];
  /** When the file of its evidence was received, ISO 8601; null where it has none, or the reader is not shown it. */
  receivedAt: string | null;
}

export interface CommentView {
  id: string;
  itemKey: string | null;
  field: string | null;
  parentId: string | null;
  by: PersonRef;
  body: string;
  at: string;
  resolved: { by: PersonRef | null; at: string } | null;
  versionNumber: number;
}

/** sent → applied or refused; what the page shows live after a command. */
export interface CommandView {
  id: string;
  kind: string;
  sentAt: string;
  receipt: { outcome: 'applied' | 'refused'; code: string | null; message: string; at: string; versionId: string | null } | null;
  /** Where its answer stands in the report's trail; null until there is one. */
  recorded: {
    seq: number;
    /** Hex. */
    hash: string;
    /** Number of the first signed checkpoint that covers it; null until there is one. */
    checkpoint: number | null;
  } | null;
}

/** "20 more where …": how many records match, are already in the version, and are left to take. */
export interface MatchCount {
  matching: number;
  alreadyIn: number;
  available: number;
  /** Keys asked for by name that the population does not hold. */
  missingKeys: readonly string[];
}
