import type { CycleReportType } from '#domain/version/workflow-types';

/** A version of the process, for whoever chooses one. Days are ISO dates. */
export interface WorkflowVersion {
  type: CycleReportType;
  /** As people read it: "1.0.0". */
  number: string;
  /** The day from which reports can be started by it. */
  since: string;
  /** The day from which none can be any more; those that run go on by it. Null: they still can. */
  retired: string | null;
  /** What a report does by it. */
  does: string;
}

/** By which version of the process a report runs. */
export interface ProcessView {
  /** Of a report that was not started: by which it will, unless another is chosen. */
  version: WorkflowVersion;
  /** By which reports start now where nobody chooses another. */
  startsBy: CycleReportType;
  /** The later version that it goes on by as soon as nothing is open; null where none is planned. `by`: their name when they asked for it. */
  planned: { to: WorkflowVersion; at: string; by: string; reason: string } | null;
  /** Those that it could go on by, oldest first. */
  later: readonly WorkflowVersion[];
  /** What is open, as a sentence; null where nothing is, so that it can go on by another version now. */
  open: string | null;
}
