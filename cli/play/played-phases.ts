import { defaultPlan } from '#contract/default-plan';
import { planPhases } from '#contract/plan';
import type { PhaseName } from '#domain/phase/phase-names';

/** Phases that can be played, in the order of a new report's plan. */
export const PLAYED_PHASES: readonly PhaseName[] = planPhases(defaultPlan({})).map(({ node }) => node.phase);
