import { phaseDefinition } from '#domain/phases/registry';

/** What lib/data needs to know of phases, handed in so that it stays ignorant of which there are. */
export const phaseRules = { definition: phaseDefinition };
