import type { ItemData } from '../../item/json';
import { GRADES } from '../../observing/severity';
import type { PhaseDefinition } from '../../phase/definition';
import { all } from '../../phase/filters';
import { capitalised } from '../../phase/labels';
import { TURNED_DOWN } from '../../phase/review-fields';
import { observationEffects } from './effects';
import { factWords, TESTS_FACT } from './facts';
import { FIELDS } from './fields';
import { ANSWER_NEEDED, ASKED, CASES, MERGED, NOT_AN_ISSUE, OBSERVATIONS, ofSeverity, UNDECIDED } from './filters';
import { observationGates } from './gates';
import { isCaseLinkKey, NOUN, observedSchema, recordOfLink } from './observation-item';
import { observationSummary } from './summary';
import { settleObservation } from './write-observations';

function isReasonDue(item: ItemData): boolean {
  return item.kind === 'observation' && item.decision === 'not-an-issue' && String(item.decisionReason ?? '').trim() === '';
}

/** Observation Management: what failed in one line of business, graded. */
export const observationManagement: PhaseDefinition = {
  phase: 'observation-management',
  itemNoun: NOUN,
  keyLabel: 'Observation',
  findBy: 'title',
  itemSchema: observedSchema,
  fields: FIELDS,
  rows: OBSERVATIONS,
  settle: settleObservation,
  derivedItems: true,
  reasonDue: isReasonDue,
  effects: observationEffects,
  groupBy: [
    { label: 'Rejected before', filter: all(TURNED_DOWN) },
    ...GRADES.map((grade) => ({ label: capitalised(grade), filter: ofSeverity(grade) })),
    { label: 'Not an issue', filter: NOT_AN_ISSUE },
    { label: 'Merged', filter: MERGED },
    { label: 'Failing cases', filter: CASES },
  ],
  keyedByRecord: isCaseLinkKey,
  recordOf: recordOfLink,
  factLabel: (key) => (key === TESTS_FACT ? 'Tests' : key),
  factWords,
  builtFrom: ['planning', 'sample-selection', 'data-owner-id', 'test-execution'],
  gates: observationGates,
  summary: observationSummary,
  undecided: UNDECIDED,
  answers: { task: 'answer', person: 'owner', verdicts: ['agreed', 'disputed'], asked: ASKED, needed: ANSWER_NEEDED },
};
