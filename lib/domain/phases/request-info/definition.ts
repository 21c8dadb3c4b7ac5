import type { ItemData } from '../../item/json';
import type { GateContext, PhaseDefinition, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { recordOfCase } from './case-id';
import { FIELDS } from './fields';
import { CANNOT_BE_HAD, recordedRequests, UNANSWERED, WITH_EVIDENCE } from './recorded';
import { NOUN, requestSchema } from './request-item';

const { field, having } = fieldsOf(requestSchema);
const partsSchema = requestSchema.omit({ judged: true }).loose();

/** Evidence and its impossibility exclude each other: what is recorded last stands. What the search came to is the evidence's. */
function settleRequest(edited: ItemData, before: ItemData | null): ItemData {
  const item = partsSchema.parse(edited);
  const isNew = before !== null && JSON.stringify(before.evidence) !== JSON.stringify(edited.evidence) && item.evidence !== null;
  const unobtainable = isNew ? '' : item.unobtainable.trim();
  const evidence = unobtainable === '' ? item.evidence : null;
  return { ...edited, evidence, unobtainable, checked: evidence?.check.result ?? null };
}

async function requestSummary({ count, countBy }: GateContext): Promise<readonly SummarySection[]> {
  const [total, open, supplied, impossible, bySystem] = await Promise.all([
    count(all()),
    count(UNANSWERED),
    count(WITH_EVIDENCE),
    count(CANNOT_BE_HAD),
    countBy(field('source')),
  ]);
  return [
    {
      title: 'Evidence',
      parts: [
        { label: 'Cases', value: String(total), filter: all() },
        { label: 'Not answered', value: String(open), filter: UNANSWERED },
        { label: 'With evidence', value: String(supplied), filter: WITH_EVIDENCE },
        { label: 'Cannot be had', value: String(impossible), filter: CANNOT_BE_HAD },
      ],
    },
    {
      title: 'By system',
      parts: bySystem.map(({ value, count: cases }) => ({
        label: value || 'No system is named',
        value: String(cases),
        filter: all(having('source', value || null)),
      })),
    },
  ];
}

/** Request Info: the evidence that one data owner is asked for in one line of business. */
export const requestInfo: PhaseDefinition = {
  phase: 'request-info',
  itemNoun: NOUN,
  keyLabel: 'Case',
  findBy: 'record',
  itemSchema: requestSchema,
  fields: FIELDS,
  settle: settleRequest,
  keyedByRecord: true,
  recordOf: recordOfCase,
  factLabel: (key) => key,
  builtFrom: ['planning', 'sample-selection', 'data-owner-id'],
  gates: async () => [],
  summary: requestSummary,
  undecided: UNANSWERED,
  recorded: recordedRequests,
};
