import type { PhaseDefinition } from '../phase/definition';
import type { PhaseName } from '../phase/phase-names';
import { settleRule } from './data-profiling/settle-rule';
import { tellingFields as ofObservations } from './observation-management/telling-fields';
import { tellingFields } from './request-info/telling-fields';
import { derivedFields } from './sample-selection/derived-fields';
import { settleTest, tellingOfTests } from './test-execution/settle-test';

/**
 * What of a phase needs the parser of the rule language, or compares values, kept apart from the definitions: pages load those, and would
 * load all that with them.
 */
interface Derivations {
  /** In place of `PhaseDefinition.settle`. */
  settle?: NonNullable<PhaseDefinition['settle']>;
  /**
   * Fields of its items that tell of the values of attributes, because work filled them by those: a stratum's name. `facts` are those of
   * every version of the chain, and `names` the codes and columns of the attributes.
   */
  derivedFields?: typeof derivedFields;
}

const DERIVATIONS: Partial<Record<PhaseName, Derivations>> = {
  'data-profiling': { settle: settleRule },
  'sample-selection': { derivedFields },
  'request-info': { derivedFields: tellingFields },
  'test-execution': { settle: settleTest, derivedFields: tellingOfTests },
  'observation-management': { derivedFields: ofObservations },
};

/** What follows from an edit in a phase; undefined where nothing does. */
export function settleOf({ phase, settle }: Pick<PhaseDefinition, 'phase' | 'settle'>): PhaseDefinition['settle'] {
  return DERIVATIONS[phase]?.settle ?? settle;
}

/** Finds the fields that tell of the values of attributes; undefined where a phase has none. */
export function derivedFieldsOf(phase: PhaseName): Derivations['derivedFields'] {
  return DERIVATIONS[phase]?.derivedFields;
}
