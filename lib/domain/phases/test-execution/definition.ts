import { patternLabel } from '../../comparing/pattern-words';
import type { GateContext, PhaseDefinition, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { recordOfCase } from '../request-info/case-id';
import { FIELDS } from './fields';
import { LOOSER, recordedTests, TO_RUN } from './recorded';
import { NOUN, TEST_STATES, testSchema } from './test-item';
import { STATE_LABELS } from './words';

const { field, where, having } = fieldsOf(testSchema);

const FAILED = all(where('state', 'is', 'fail'));

async function testsSummary({ count, countBy }: GateContext): Promise<readonly SummarySection[]> {
  const [total, looser, byState, byPattern, byAttribute] = await Promise.all([
    count(all()),
    count(LOOSER),
    countBy(field('state')),
    countBy(field('pattern'), FAILED),
    countBy(field('attributeName'), FAILED),
  ]);
  const counted = new Map(byState.map(({ value, count: tests }) => [value, tests]));
  return [
    {
      title: 'Tests',
      parts: [
        { label: 'All', value: String(total), filter: all() },
        ...TEST_STATES.map((state) => ({
          label: STATE_LABELS[state],
          value: String(counted.get(state) ?? 0),
          filter: all(where('state', 'is', state)),
        })),
        { label: 'Compared more loosely', value: String(looser), filter: LOOSER },
      ],
    },
    {
      title: 'Failures by pattern',
      parts: byPattern.map(({ value, count: tests }) => ({
        label: patternLabel(value ?? ''),
        value: String(tests),
        filter: all(where('state', 'is', 'fail'), having('pattern', value)),
      })),
    },
    {
      title: 'Failures by attribute',
      parts: byAttribute.map(({ value, count: tests }) => ({
        label: value ?? '',
        value: String(tests),
        filter: all(where('state', 'is', 'fail'), having('attributeName', value)),
      })),
    },
  ];
}

/** Test Execution: what one data owner's evidence comes to beside what is reported, in one line of business. */
export const testExecution: PhaseDefinition = {
  phase: 'test-execution',
  itemNoun: NOUN,
  keyLabel: 'Test',
  findBy: 'record',
  itemSchema: testSchema,
  fields: FIELDS,
  keyedByRecord: true,
  recordOf: recordOfCase,
  factLabel: (key) => key,
  builtFrom: ['planning', 'request-info'],
  gates: async () => [],
  summary: testsSummary,
  undecided: TO_RUN,
  recorded: recordedTests,
};
