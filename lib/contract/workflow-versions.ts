import { CYCLE_REPORT_TYPES, type CycleReportType, versionNumberOf } from '#domain/version/workflow-types';
import type { WorkflowVersion } from './views/process-view';

const VERSIONS: Record<CycleReportType, Omit<WorkflowVersion, 'type' | 'number'>> = {
  cycleReport_1_0_0: {
    since: '2026-11-30',
    retired: null,
    does: 'The nine phases in a straight line: each opens once the one before it is complete, and lines of business and data owners come one after the other. Nothing has a due date, and what is approved is not reopened.',
  },
  cycleReport_1_1_0: {
    since: '2026-11-30',
    retired: null,
    does: 'As 1.0.0, with due dates: people are warned, told when a phase is past due, and those above them after that.',
  },
  cycleReport_1_2_0: {
    since: '2026-11-30',
    retired: null,
    does: 'As 1.1.0, but lines of business and data owners go on beside each other, and a test opens as soon as a piece of its evidence is accepted.',
  },
  cycleReport_2_0_0: {
    since: '2026-11-23',
    retired: null,
    does: 'As 1.2.0, by a plan that can grow while the report runs. What is approved can be reopened, with a reason.',
  },
};

/** What there is to say of a version of the process. */
export function workflowVersion(type: CycleReportType): WorkflowVersion {
  return { type, number: versionNumberOf(type), ...VERSIONS[type] };
}

/** The versions by which a report can be started, oldest first. */
export function startableVersions(): WorkflowVersion[] {
  return CYCLE_REPORT_TYPES.map(workflowVersion).filter(({ retired }) => retired === null);
}
