import type { AnsweredPhase } from '../phase/answered';
import type { PhaseDefinition } from '../phase/definition';
import { PHASE_LABELS, type PhaseName } from '../phase/phase-names';
import { dataOwnerId } from './data-owner-id/definition';
import { dataProfiling } from './data-profiling/definition';
import { observationManagement } from './observation-management/definition';
import { planning } from './planning/definition';
import { requestInfo } from './request-info/definition';
import { sampleSelection } from './sample-selection/definition';
import { scoping } from './scoping/definition';
import { testExecution } from './test-execution/definition';

const DEFINITIONS: Partial<Record<PhaseName, PhaseDefinition>> = {
  planning,
  'data-profiling': dataProfiling,
  scoping,
  'sample-selection': sampleSelection,
  'data-owner-id': dataOwnerId,
  'request-info': requestInfo,
  'test-execution': testExecution,
  'observation-management': observationManagement,
};

/** The phases that can be run; the others of the nine are drawn as not part of the plan. */
export const BUILT_PHASES: readonly PhaseName[] = [
  planning.phase,
  dataProfiling.phase,
  scoping.phase,
  sampleSelection.phase,
  dataOwnerId.phase,
  requestInfo.phase,
  testExecution.phase,
  observationManagement.phase,
];

/** How versions of a phase are answered while they are pending; null where they are not. */
export function answersOf(phase: PhaseName): AnsweredPhase | null {
  return DEFINITIONS[phase]?.answers ?? null;
}

/** The definition of a built phase. Throws for one that is not built: a plan never names those. */
export function phaseDefinition(phase: PhaseName): PhaseDefinition {
  const definition = DEFINITIONS[phase];
  if (definition === undefined) throw new Error(`${PHASE_LABELS[phase]} is not built.`);
  return definition;
}
