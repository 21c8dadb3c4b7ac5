import type { PhaseDefinition } from '../../phase/definition';
import { all } from '../../phase/filters';
import { PHASES } from '../../phase/phase-names';
import { TURNED_DOWN } from '../../phase/review-fields';
import { reportEffects } from './effects';
import { FIELDS } from './fields';
import { UNWRITTEN } from './filters';
import { reportGates } from './gates';
import { MATTER_LABELS, MATTER_PREFIX, matterSchema } from './matters';
import { NOUN, sectionSchema } from './section-item';
import { reportSummary } from './summary';
import { settleSection } from './write-sections';

/** Final Report: what was tested and what it came to, signed. */
export const finalReport: PhaseDefinition = {
  phase: 'final-report',
  itemNoun: NOUN,
  keyLabel: 'Section',
  findBy: 'title',
  itemSchema: sectionSchema,
  fields: FIELDS,
  settle: settleSection,
  derivedItems: true,
  effects: reportEffects,
  groupBy: [{ label: 'Rejected before', filter: all(TURNED_DOWN) }],
  factLabel: (key) => (key.startsWith(MATTER_PREFIX) ? 'Significant matter' : key),
  factWords: (key, data) => {
    const matter = key.startsWith(MATTER_PREFIX) ? matterSchema.safeParse(data).data : undefined;
    return matter === undefined ? null : `${MATTER_LABELS[matter.kind]}: ${matter.title}`;
  },
  factNoun: (key) => (key.startsWith(MATTER_PREFIX) ? { one: 'significant matter', many: 'significant matters' } : null),
  builtFrom: PHASES.filter((phase) => phase !== 'final-report'),
  gates: reportGates,
  summary: reportSummary,
  undecided: UNWRITTEN,
};
