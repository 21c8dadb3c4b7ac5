import type { LanePlan, Plan, PlanPhase } from './plan';

export interface CycleReportInput {
  cycleReportId: string;
  /** The report's name, for summaries in Temporal's own pages. */
  title: string;
  plan: Plan;
  /** `off` where the namespace has no custom search attributes (a cloud registers them elsewhere). */
  searchAttributes: 'on' | 'off';
  /** How often it was carried over to a later plan; absent: never. */
  planSeq?: number;
  /** Carried over continue-as-new: phases whose workflow was started, so that they are not started again for nothing. */
  startedPhases?: readonly string[];
  /** History length at which the run continues as new; absent: CONTINUE_AFTER_EVENTS. Smaller in tests. */
  continueAfterEvents?: number;
}

export interface PhaseInput {
  cycleReportId: string;
  node: PlanPhase;
  /** Place of the phase in its plan, from 1. */
  position: number;
  instance: string;
  title: string;
  searchAttributes: 'on' | 'off';
  continueAfterEvents?: number;
  /** The lane it runs in; absent where it runs once for the whole report. */
  laneId?: string;
  /** Whom it tells of changes; absent: the report. */
  parentWorkflowId?: string;
}

/** One lane: what its workflow starts and looks after. */
export interface LaneInput extends LanePlan {
  cycleReportId: string;
  laneId: string;
  /** The instance of its chains. */
  key: string;
  title: string;
  searchAttributes: 'on' | 'off';
  /** Carried over continue-as-new: phases whose workflow was started. */
  startedPhases?: readonly string[];
  continueAfterEvents?: number;
  /** How often its report was carried over to a later plan; absent: never. */
  planSeq?: number;
  /** Of a lane inside a lane: whom it tells of changes; absent: the report. */
  parentWorkflowId?: string;
}

/** Keeps a replay under a second; far below Temporal's own warning at 10,240 events. */
export const CONTINUE_AFTER_EVENTS = 2_000;
