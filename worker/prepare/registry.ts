import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { listOwners } from './data-owner-id/lister';
import { dataProfilingPreparer } from './data-profiling/preparer';
import { finalReportPreparer } from './final-report/preparer';
import { observationPreparer } from './observation-management/preparer';
import type { RecordingCompleter } from './phase/completer';
import type { Lister } from './phase/lister';
import type { Preparer } from './phase/preparer';
import { planningPreparer } from './planning/preparer';
import { completeEvidence } from './request-info/complete-evidence';
import { listEvidence } from './request-info/lister';
import { sampleSelectionPreparer } from './sample-selection/preparer';
import { scopingPreparer } from './scoping/preparer';
import { completeRuns } from './test-execution/complete-runs';
import { listTestCases } from './test-execution/lister';

const PREPARERS: Partial<Record<PhaseName, Preparer>> = {
  planning: planningPreparer,
  'data-profiling': dataProfilingPreparer,
  scoping: scopingPreparer,
  'sample-selection': sampleSelectionPreparer,
  'observation-management': observationPreparer,
  'final-report': finalReportPreparer,
};

/** How versions of a built phase are prepared. Throws for one that is not built: a plan never names those. */
export function preparer(phase: PhaseName): Preparer {
  const found = PREPARERS[phase];
  if (found === undefined) throw new Error(`${PHASE_LABELS[phase]} is not built.`);
  return found;
}

const LISTERS: Partial<Record<PhaseName, Lister>> = {
  'data-owner-id': listOwners,
  'request-info': listEvidence,
  'test-execution': listTestCases,
};

const COMPLETERS: Partial<Record<PhaseName, RecordingCompleter>> = { 'request-info': completeEvidence, 'test-execution': completeRuns };

/** How what people record in a phase is completed by what the server knows; null where it is taken as it is sent. */
export function completer(phase: PhaseName): RecordingCompleter | null {
  return COMPLETERS[phase] ?? null;
}

/** How what a recorded phase holds is listed. Throws for one that is not built: a plan never names those. */
export function lister(phase: PhaseName): Lister {
  const found = LISTERS[phase];
  if (found === undefined) throw new Error(`${PHASE_LABELS[phase]} is not listed in lanes.`);
  return found;
}
