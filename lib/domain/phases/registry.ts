import { dataProfiling } from './data-profiling';
import type { PhaseDefinition } from './definition';
import { PHASE_LABELS, type PhaseName } from './phase-names';
import { planning } from './planning';
import { sampleSelection } from './sample-selection';
import { scoping } from './scoping';

const DEFINITIONS: Partial<Record<PhaseName, PhaseDefinition>> = {
  planning,
  'data-profiling': dataProfiling,
  scoping,
  'sample-selection': sampleSelection,
};

/** The phases that can be run; the others of the nine are drawn as not part of the plan. */
export const BUILT_PHASES: readonly PhaseName[] = [planning.phase, dataProfiling.phase, scoping.phase, sampleSelection.phase];

/** The definition of a built phase. Throws for one that is not built: a plan never names those. */
export function phaseDefinition(phase: PhaseName): PhaseDefinition {
  const definition = DEFINITIONS[phase];
  if (definition === undefined) throw new Error(`${PHASE_LABELS[phase]} is not built.`);
  return definition;
}
