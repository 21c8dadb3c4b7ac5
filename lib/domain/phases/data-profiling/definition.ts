import { CARRIED_FACT, CARRIED_LABEL, carriedWords } from '../../phase/carried';
import type { PhaseDefinition } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { TURNED_DOWN } from '../../phase/review-fields';
import { POPULATION_FACT } from '../planning/population';
import { dataProfilingEffects } from './effects';
import { FIELDS } from './fields';
import { FAILED, UNDECIDED } from './filters';
import { dataProfilingGates } from './gates';
import { ATTRIBUTES_FACT, PROFILE_PREFIX, PROPOSED_FACT, RULE_IMPORT_PREFIX } from './profile-facts';
import { NOUN, ruleSchema } from './rule-item';
import { dataProfilingSummary } from './summary';

const { where } = fieldsOf(ruleSchema);

const FACT_LABELS: Record<string, string> = {
  [POPULATION_FACT]: 'Population',
  [ATTRIBUTES_FACT]: 'Attributes of Planning',
  [PROPOSED_FACT]: 'Rules proposed',
  [CARRIED_FACT]: CARRIED_LABEL,
};

/** Data Profiling: how good the data are, by rules that people decided on. */
export const dataProfiling: PhaseDefinition = {
  phase: 'data-profiling',
  itemNoun: NOUN,
  keyLabel: 'Rule',
  findBy: 'name',
  itemSchema: ruleSchema,
  itemsByHand: true,
  effects: dataProfilingEffects,
  fields: FIELDS,
  groupBy: [
    { label: 'Rejected before', filter: all(TURNED_DOWN) },
    { label: 'With failures', filter: all(FAILED) },
    {
      label: 'Cannot run, tested nothing or misread',
      filter: all(where('result.status', 'in', 'cannot-run', 'tested-nothing', 'misread')),
    },
    { label: 'Excluded', filter: all(where('decision', 'is', 'exclude')) },
    { label: 'All rules', filter: all() },
  ],
  factLabel: (key) =>
    key.startsWith(PROFILE_PREFIX)
      ? `Profile of ${key.slice(PROFILE_PREFIX.length)}`
      : key.startsWith(RULE_IMPORT_PREFIX)
        ? 'Imported rules'
        : (FACT_LABELS[key] ?? key),
  factWords: (key, data) => carriedWords(key, data, NOUN),
  builtFrom: ['planning'],
  gates: dataProfilingGates,
  summary: dataProfilingSummary,
  undecided: UNDECIDED,
};
