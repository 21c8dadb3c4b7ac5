/** Queue, workflow and id names: what web, worker and command line must agree on. */
export const WORKFLOW_QUEUE = 'countersign';
export const VERSION_QUEUE = 'countersign-versions';
export const ANALYSIS_QUEUE = 'countersign-analysis';
/** What Temporal knows the workers of an installation by, where they tell of their build. */
export const DEPLOYMENT = 'countersign';
export const PHASE_TYPE = 'phase';
export const LANE_TYPE = 'lane';
export const RECONCILE_TYPE = 'reconcile';
export const RECONCILE_SCHEDULE_ID = 'countersign-reconcile';
export const DELIVER_TYPE = 'deliverMail';
export const DELIVER_SCHEDULE_ID = 'countersign-deliver';

export const SEARCH_ATTRIBUTES = {
  report: 'CountersignReport',
  phase: 'CountersignPhase',
  waitingOn: 'CountersignWaitingOn',
  version: 'CountersignVersion',
} as const;

/** Id of a cycle report's workflow. */
export function cycleReportWorkflowId(cycleReportId: string): string {
  return `cycle-report/${cycleReportId}`;
}

/** Id of the workflow of one phase instance; the instance is '' where the phase runs once. */
export function phaseWorkflowId(cycleReportId: string, phase: string, instance = ''): string {
  const base = `cycle-report/${cycleReportId}/${phase}`;
  return instance === '' ? base : `${base}/${instance}`;
}

/** Id of the workflow of one lane of a cycle report; the key is as `laneKey` (lib/domain/phase) makes it. */
export function laneWorkflowId(cycleReportId: string, key: string): string {
  return `cycle-report/${cycleReportId}/lane/${key}`;
}

export const INQUIRY_TYPE = 'inquiry';

/** One inquiry, one workflow; the id is made by the asker. */
export function inquiryWorkflowId(inquiryId: string): string {
  return `inquiry/${inquiryId}`;
}

export const PACKAGE_TYPE = 'auditPackage';

/** Id of the workflow that makes a package. */
export function packageWorkflowId(packageId: string): string {
  return `package/${packageId}`;
}
