import { z } from 'zod';
import type { PhaseDefinition } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { TURNED_DOWN } from '../../phase/review-fields';
import { POPULATION_FACT, populationFact } from '../planning/population';
import { sampleSelectionEffects } from './effects';
import { DRAW_PREFIX, drawFactSchema, drawFacts, LOB_FACT, SCOPE_FACT, scopeFact } from './facts';
import { FIELDS } from './fields';
import { EXCLUDED, RANDOM, UNDECIDED } from './filters';
import { sampleGates } from './gates';
import { NOUN, sampleSchema } from './sample-item';
import { sampleSummary } from './summary';
import { drawInWords } from './words';

const { where } = fieldsOf(sampleSchema);

const FACT_LABELS: Record<string, string> = {
  [POPULATION_FACT]: 'Population',
  [LOB_FACT]: 'Lines of business',
  [SCOPE_FACT]: 'Attributes to test',
};

/** What of an item says whether a reason is due; the rest may be masked. */
const reasonedSchema = z.object(sampleSchema.pick({ decision: true, decisionReason: true, origins: true }).shape);

/** Sample Selection: the records to test. */
export const sampleSelection: PhaseDefinition = {
  phase: 'sample-selection',
  itemNoun: NOUN,
  keyLabel: 'Record',
  itemSchema: sampleSchema,
  fields: FIELDS,
  groupBy: [
    { label: 'Asked for by the approver', filter: all(where('requestedBy', 'not_blank')) },
    { label: 'Rejected before', filter: all(TURNED_DOWN) },
    { label: 'Random', filter: all(RANDOM) },
    { label: 'Judgmental', filter: all(where('origins', 'contains', '"tester"')) },
    { label: 'Excluded', filter: all(EXCLUDED) },
  ],
  factLabel: (key) => (key.startsWith(DRAW_PREFIX) ? `Draw ${key.slice(DRAW_PREFIX.length)}` : (FACT_LABELS[key] ?? key)),
  factNoun: (key) => (key.startsWith(DRAW_PREFIX) ? { one: 'draw', many: 'draws' } : null),
  factWords: (key, data) => {
    const draw = key.startsWith(DRAW_PREFIX) ? drawFactSchema.safeParse(data) : null;
    return draw?.success ? drawInWords(draw.data) : null;
  },
  reasonDue: (item) => {
    const { data } = reasonedSchema.safeParse(item);
    return data?.decision === 'exclude' && data.decisionReason.trim() === '' && data.origins.some(({ source }) => source === 'rule');
  },
  workOutcome: (facts) => {
    const last = drawFacts(facts).at(-1);
    if (!last) return [];
    return [
      { words: `${counted(last.draw.drawn, { one: 'record', many: 'records' })} drawn`, link: null },
      { words: 'Decide on them', link: { filter: UNDECIDED } },
    ];
  },
  takesAdditions: true,
  keyedByRecord: true,
  restsOn: (key) => key.startsWith(DRAW_PREFIX) || key === LOB_FACT,
  effects: sampleSelectionEffects,
  builtFrom: ['planning', 'data-profiling', 'scoping'],
  gates: sampleGates,
  summary: (context) =>
    sampleSummary(context, { population: populationFact(context.facts), draws: drawFacts(context.facts), scope: scopeFact(context.facts) }),
  undecided: UNDECIDED,
};
