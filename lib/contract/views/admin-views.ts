import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import type { TwoStageTable } from '#domain/sampling/two-stage';
import type { WorkCalendar } from '#domain/time/calendar';
import type { SpecialDay } from '#domain/time/calendar-days';
import type { RoleAllowances } from '#domain/time/stopwatch';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import type { DifferenceView } from './difference-view';
import type { MailView } from './mail-views';
import type { WorkflowVersion } from './process-view';
import type { RightsChangeView } from './rights-view';

export interface AdminUser {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
  /** Name and e-mail are gone for good. */
  erased: boolean;
  hasPassword: boolean;
  /** A change of their rights waits for a second person. */
  unconfirmed: boolean;
  /** `until`: the last day, ISO. */
  roles: readonly { id: string; role: Role; scope: string | null; until: string | null }[];
}
/** Work that rests on a person, which disabling them hands to somebody else. */
export interface AssignedWorkView {
  work: readonly { kind: 'tester' | 'owner'; id: string; name: string }[];
}
export interface AdminExaminer {
  assignmentId: string;
  name: string;
  email: string;
  cycleReportId: string;
  reportName: string;
  cycleName: string;
  /** The last day of access, as ISO date; null where no day was set. */
  lastDay: string | null;
  over: boolean;
}
export interface AdminReport {
  id: string;
  name: string;
  regulator: string;
  ownerId: string | null;
  ownerName: string | null;
  /** Null: it counts by the installation's own. */
  calendarId: string | null;
  sources: readonly { id: string; name: string; system: string; active: boolean }[];
}
/** When a dated version holds, by whom and why. `number` 0: as delivered. `validFrom` is ISO. */
export interface DatedVersion {
  number: number;
  validFrom: string;
  by: string | null;
  reason: string;
}
/** One dated version of a phase's policy. */
export interface PolicyVersion extends DatedVersion {
  policy: ApprovalPolicy;
  allowanceBusinessHours: number;
  /** From the due date to the first level of escalation, and from each to the next. */
  escalationBusinessHours: number;
  /** How much of the allowance each role may take for its turns. */
  roleAllowances: RoleAllowances;
}
/** The policy in force, with those planned (soonest first) and those before it (newest first). */
export interface AdminPolicy extends PolicyVersion {
  phase: PhaseName;
  label: string;
  planned: readonly PolicyVersion[];
  earlier: readonly PolicyVersion[];
}
/** One dated version of a calendar. */
export interface CalendarVersion extends DatedVersion {
  calendar: WorkCalendar;
}
/** A calendar in its version in force, with those planned (soonest first) and those before it (newest first). */
export interface AdminCalendar extends CalendarVersion {
  /** Null: the installation's own, by which reports count that name no other. */
  id: string | null;
  /** Names of the reports that count by it. */
  reports: readonly string[];
  planned: readonly CalendarVersion[];
  earlier: readonly CalendarVersion[];
  /** Days of the coming year that are closed, or open otherwise than their weekday. */
  ahead: readonly SpecialDay[];
  /** The last date that is listed, where there is no rule and it lies less than a year ahead; null otherwise. */
  endsOn: string | null;
}
/** One dated version of the two-stage table of transaction testing. */
export interface TwoStageTableVersion extends DatedVersion {
  table: TwoStageTable;
}
/** The two-stage table in force, with those planned (soonest first) and those before it (newest first). */
export interface AdminTwoStageTable extends TwoStageTableVersion {
  planned: readonly TwoStageTableVersion[];
  earlier: readonly TwoStageTableVersion[];
}
/** One dated choice of the version of the process by which reports start. */
export interface DefaultVersion extends DatedVersion {
  version: WorkflowVersion;
}
/** The choice in force, with those planned (soonest first) and those before it (newest first). */
export interface AdminDefaultVersion extends DefaultVersion {
  planned: readonly DefaultVersion[];
  earlier: readonly DefaultVersion[];
}
/** What a calendar would do to a phase under way that had it adopted. Instants are ISO; null: nothing is due. */
export interface CalendarMove {
  chainId: string;
  cycleReportId: string;
  reportName: string;
  cycleName: string;
  phase: string;
  dueAt: string;
  wouldBeDueAt: string;
}
export interface CalendarPreview {
  /** Those whose date would differ, the first due first; at most 200. */
  moves: readonly CalendarMove[];
  moved: number;
  /** Phases under way with a running clock. */
  of: number;
  ahead: readonly SpecialDay[];
}
/** How the record stands outside and inside: checkpoints, keys, and the places that checkpoints are delivered to. */
export interface RecordView {
  /** Name of this installation's log: `countersign/` and 32 hex digits. */
  origin: string;
  newest: { number: number; at: string; heads: number; fingerprint: string } | null;
  /** Streams of the trail that have moved since. */
  moved: number;
  /** Keys that have signed, the newest first. */
  keys: readonly { fingerprint: string; first: number; last: number; revokedFrom: number | null }[];
  /** What was said of keys, in its order; `at` is null for what is not rightly signed. */
  statements: readonly { words: string; at: string | null }[];
  sinks: readonly {
    name: string;
    /** False for one that is not configured any more. */
    active: boolean;
    /** Number of the last checkpoint that arrived. */
    delivered: number;
    deliveredAt: string | null;
    behind: number;
    failingSince: string | null;
    error: string | null;
  }[];
}

export interface AdminView {
  rights: readonly RightsChangeView[];
  users: readonly AdminUser[];
  lobs: readonly { id: string; name: string; active: boolean }[];
  reports: readonly AdminReport[];
  policies: readonly AdminPolicy[];
  /** The installation's own first. */
  calendars: readonly AdminCalendar[];
  twoStageTable: AdminTwoStageTable;
  defaultVersion: AdminDefaultVersion;
  examiners: readonly AdminExaminer[];
  differences: readonly DifferenceView[];
  lastReconciledAt: string | null;
  record: RecordView;
  mail: MailView;
  /** Allowances and levels may be shorter than an hour: this is a demo. */
  shortTerms: boolean;
}
