import { CARRIED_FACT, CARRIED_LABEL, carriedWords } from '../../phase/carried';
import type { PhaseDefinition } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { attributeSchema, NOUN } from './attribute-item';
import { FAULTS_FACT, FILE_FACT, faultsFactSchema, fileFact, MAPPING_FACT } from './facts';
import { FIELDS } from './fields';
import { UNDECIDED } from './filters';
import { planningGates } from './gates';
import { planningSummary } from './summary';

const { where } = fieldsOf(attributeSchema);

const FACT_LABELS: Record<string, string> = {
  [FILE_FACT]: 'Data file',
  [FAULTS_FACT]: 'Faults found on import',
  [MAPPING_FACT]: 'Dictionary',
  [CARRIED_FACT]: CARRIED_LABEL,
};

/** Planning: the inventory of attributes and the data they describe. */
export const planning: PhaseDefinition = {
  phase: 'planning',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  itemSchema: attributeSchema,
  itemsByHand: true,
  fields: FIELDS,
  groupBy: [
    { label: 'Record key', filter: all(where('keyOrder', 'not_blank')) },
    { label: 'Critical data elements', filter: all(where('cde', 'is', 'true')) },
    { label: 'High risk (7 to 10)', filter: all(where('risk', 'gte', '7')) },
    { label: 'All attributes', filter: all() },
  ],
  factLabel: (key) => FACT_LABELS[key] ?? key,
  factWords: (key, data) => carriedWords(key, data, NOUN),
  // Where items were carried from stays with the draft that took them over.
  restsOn: (key) => key in FACT_LABELS && key !== CARRIED_FACT,
  workOutcome: (facts, items) => {
    const [file, faults] = [fileFact(facts), faultsFactSchema.safeParse(facts.get(FAULTS_FACT)).data];
    if (file === null) return [];
    return [
      { words: counted(file.accepted, { one: 'record', many: 'records' }), link: { panel: 'file' } },
      { words: counted(items, NOUN), link: { filter: all() } },
      ...(faults ? [{ words: counted(faults.total, { one: 'fault', many: 'faults' }), link: { panel: 'faults' } }] : []),
    ];
  },
  builtFrom: [],
  gates: planningGates,
  summary: planningSummary,
  undecided: UNDECIDED,
};
