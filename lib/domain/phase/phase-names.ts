/** The nine phases in their order (domain.md, "The nine phases"). */
export const PHASES = [
  'planning',
  'data-profiling',
  'scoping',
  'sample-selection',
  'data-owner-id',
  'request-info',
  'test-execution',
  'observation-management',
  'final-report',
] as const;

export type PhaseName = (typeof PHASES)[number];

export const PHASE_LABELS: Record<PhaseName, string> = {
  planning: 'Planning',
  'data-profiling': 'Data Profiling',
  scoping: 'Scoping',
  'sample-selection': 'Sample Selection',
  'data-owner-id': 'Data Owner ID',
  'request-info': 'Request Info',
  'test-execution': 'Test Execution',
  'observation-management': 'Observation Management',
  'final-report': 'Final Report',
};
