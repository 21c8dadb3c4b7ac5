import type { Plan } from './plan';

export interface CycleReportInput {
  cycleReportId: string;
  /** The report's name, for summaries in Temporal's own pages. */
  title: string;
  plan: Plan;
  /** `off` where the namespace has no custom search attributes (a cloud registers them elsewhere). */
  searchAttributes: 'on' | 'off';
  /** Carried over continue-as-new: a doorbell that was rung and not yet answered. */
  rang?: boolean;
}

export interface PhaseInput {
  cycleReportId: string;
  chainId: string;
  phase: string;
  instance: string;
  title: string;
  searchAttributes: 'on' | 'off';
  rang?: boolean;
}
