import type { PhaseDefinition } from '../../phase/definition';
import { all, where } from '../../phase/filters';
import { scopingEffects } from './effects';
import { FIELDS } from './fields';
import { KEYS, LEFT_OUT, TESTED, UNDECIDED } from './filters';
import { settleScoping } from './final-scoping';
import { scopingGates } from './gates';
import { NOUN, scopeSchema } from './scope-item';
import { scopingSummary } from './summary';

/** Scoping: which attributes to test. */
export const scoping: PhaseDefinition = {
  phase: 'scoping',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  itemSchema: scopeSchema,
  fields: FIELDS,
  settle: settleScoping,
  derives: ['finalScoping'],
  effects: scopingEffects,
  groupBy: [
    { label: 'Turned down before', filter: all(where('turnedDownBy', 'not_blank')) },
    { label: 'Declined', filter: all(where('decision', 'is', 'decline')) },
    { label: 'Overridden', filter: all(where('decision', 'is', 'override')) },
    { label: 'Critical data elements', filter: all(where('cde', 'is', 'true')) },
    { label: 'Keys, in scope by rule', filter: all(KEYS) },
    { label: 'To test', filter: all(TESTED) },
    { label: 'Not tested', filter: all(LEFT_OUT) },
  ],
  factLabel: (key) => key,
  builtFrom: ['planning', 'data-profiling'],
  gates: scopingGates,
  summary: scopingSummary,
  undecided: UNDECIDED,
};
