import { z } from 'zod';
import { CARRIED_FACT, CARRIED_LABEL, carriedWords } from '../../phase/carried';
import type { PhaseDefinition } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { TURNED_DOWN } from '../../phase/review-fields';
import { scopingEffects } from './effects';
import { FIELDS } from './fields';
import { KEYS, LEFT_OUT, TESTED, UNDECIDED } from './filters';
import { settleScoping } from './final-scoping';
import { scopingGates } from './gates';
import { NOUN, scopeSchema } from './scope-item';
import { scopingSummary } from './summary';

const { where } = fieldsOf(scopeSchema);

/** What of an item says whether a reason is due; the rest may be masked. */
const reasonedSchema = z.object(scopeSchema.pick({ decision: true, decisionReason: true }).shape);

/** Scoping: which attributes to test. */
export const scoping: PhaseDefinition = {
  phase: 'scoping',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  itemSchema: scopeSchema,
  fields: FIELDS,
  settle: settleScoping,
  reasonDue: (item) => {
    const { data } = reasonedSchema.safeParse(item);
    return (data?.decision === 'decline' || data?.decision === 'override') && data.decisionReason.trim() === '';
  },
  effects: scopingEffects,
  groupBy: [
    { label: 'Rejected before', filter: all(TURNED_DOWN) },
    { label: 'Declined', filter: all(where('decision', 'is', 'decline')) },
    { label: 'Overridden', filter: all(where('decision', 'is', 'override')) },
    { label: 'Critical data elements', filter: all(where('cde', 'is', 'true')) },
    { label: 'Keys, in scope by rule', filter: all(KEYS) },
    { label: 'To test', filter: all(TESTED) },
    { label: 'Not tested', filter: all(LEFT_OUT) },
  ],
  factLabel: (key) => (key === CARRIED_FACT ? CARRIED_LABEL : key),
  factWords: (key, data) => carriedWords(key, data, NOUN),
  builtFrom: ['planning', 'data-profiling'],
  gates: scopingGates,
  summary: scopingSummary,
  undecided: UNDECIDED,
};
