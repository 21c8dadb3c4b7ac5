import type { AnsweredPhase } from '../phase/answered';
import type { PhaseDefinition } from '../phase/definition';
import type { PhaseName } from '../phase/phase-names';
import { dataOwnerId } from './data-owner-id/definition';
import { dataProfiling } from './data-profiling/definition';
import { finalReport } from './final-report/definition';
import { observationManagement } from './observation-management/definition';
import { planning } from './planning/definition';
import { requestInfo } from './request-info/definition';
import { sampleSelection } from './sample-selection/definition';
import { scoping } from './scoping/definition';
import { testExecution } from './test-execution/definition';

const DEFINITIONS: Record<PhaseName, PhaseDefinition> = {
  planning,
  'data-profiling': dataProfiling,
  scoping,
  'sample-selection': sampleSelection,
  'data-owner-id': dataOwnerId,
  'request-info': requestInfo,
  'test-execution': testExecution,
  'observation-management': observationManagement,
  'final-report': finalReport,
};

/** How versions of a phase are answered while they are pending; null where they are not. */
export function answersOf(phase: PhaseName): AnsweredPhase | null {
  return DEFINITIONS[phase].answers ?? null;
}

/** The definition of a phase. */
export function phaseDefinition(phase: PhaseName): PhaseDefinition {
  return DEFINITIONS[phase];
}
