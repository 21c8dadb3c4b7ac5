import type { FilterCondition } from '../../item/item-filter';
import type { ItemData } from '../../item/json';
import type { FieldDefinition, Gate, GateContext, PhaseDefinition, SummaryPart, SummarySection } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';
import { COVERAGE_CONDITIONS } from './coverage-filters';
import { scopingEffects } from './effects';
import { COVERAGE_LABELS, scopeCoverage, scopeFigures } from './figures';
import { POINTS, THRESHOLD } from './points';
import { SCOPING_DECISIONS, type ScopedAttribute, scopeSchema } from './scope-item';

const NOUN = { one: 'attribute', many: 'attributes' };
const NOT_KEY = where('recommendation', 'is_not', 'key');
const UNDECIDED = all(NOT_KEY, where('decision', 'blank'));
const TESTED = where('finalScoping', 'is', 'test');
const KEYS = where('finalScoping', 'is', 'key');
const LEFT_OUT = where('finalScoping', 'is', 'skip');

function labelled(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));
}

const SCOPINGS = [
  { value: 'test', label: 'Test' },
  { value: 'skip', label: 'Skip' },
  { value: 'key', label: 'Key' },
];

const FIELDS: readonly FieldDefinition[] = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, grid: true },
  { name: 'code', label: 'Code', kind: 'key', editable: false, grid: false },
  { name: 'name', label: 'Name', kind: 'text', editable: false, grid: true },
  {
    name: 'recommendation',
    label: 'Recommendation',
    kind: 'choice',
    choices: SCOPINGS,
    editable: false,
    grid: true,
    help: `Test from ${THRESHOLD} points. A key is in scope by rule and never itself a test.`,
  },
  {
    name: 'score',
    label: 'Score',
    kind: 'integer',
    editable: false,
    grid: true,
    help: `Of 100: CDE ${POINTS.cde}, historical issue ${POINTS['historical-issue']}, failed rules up to ${POINTS['failed-rules']}, risk up to ${POINTS.risk}, mandatory ${POINTS.mandatory}, usage up to ${POINTS.usage}.`,
  },
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: labelled(SCOPING_DECISIONS),
    editable: true,
    grid: true,
    preparerDecision: true,
    offered: fitting,
    help: 'Accept: as recommended. Decline: not tested though recommended. Override: tested though not recommended.',
  },
  { name: 'decisionReason', label: 'Reason', kind: 'long-text', editable: true, grid: true, help: 'Required to decline and to override.' },
  {
    name: 'finalScoping',
    label: 'Final scoping',
    kind: 'choice',
    choices: SCOPINGS,
    editable: false,
    grid: true,
    help: 'What follows from recommendation and decision.',
  },
  { name: 'reasons', label: 'Why recommended', kind: 'record', editable: false, grid: true },
  { name: 'cde', label: 'CDE', kind: 'boolean', editable: false, grid: true, help: 'Critical data element.' },
  { name: 'historicalIssue', label: 'Historical issue', kind: 'boolean', editable: false, grid: false },
  {
    name: 'failedRules',
    label: 'Failed rules',
    kind: 'integer',
    editable: false,
    grid: true,
    help: 'Rules used on it that failed on some record.',
  },
  { name: 'rules', label: 'Rules', kind: 'integer', editable: false, grid: false, help: 'Rules used on it.' },
  {
    name: 'dqScore',
    label: 'DQ score, %',
    kind: 'decimal',
    editable: false,
    grid: true,
    help: 'Per cent of tested records that passed its rules; blank where nothing was tested.',
  },
  { name: 'risk', label: 'Risk', kind: 'integer', editable: false, grid: true, help: 'From 1, low, to 10, high.' },
  {
    name: 'requirement',
    label: 'Requirement',
    kind: 'choice',
    choices: labelled(['mandatory', 'conditional', 'optional']),
    editable: false,
    grid: false,
  },
  { name: 'type', label: 'Type', kind: 'choice', choices: labelled(ATTRIBUTE_TYPES), editable: false, grid: false },
  { name: 'approach', label: 'Approach', kind: 'long-text', editable: true, grid: false, help: 'How it will be tested.' },
  { name: 'recommendedBy', label: 'Recommended by', kind: 'text', editable: false, grid: false },
  { name: 'turnedDownReason', label: 'Turned down because', kind: 'long-text', editable: false, grid: false },
  { name: 'turnedDownBy', label: 'Turned down by', kind: 'text', editable: false, grid: false },
  { name: 'answer', label: 'Answer to the reviewer', kind: 'long-text', editable: true, grid: false },
];

/** The decisions that fit a recommendation: a key takes none. */
function fitting({ recommendation }: ItemData): readonly string[] {
  return recommendation === 'key' ? [] : ['accept', recommendation === 'test' ? 'decline' : 'override'];
}

/** What follows from a recommendation and a decision; null while undecided. */
export function finalScoping({
  recommendation,
  decision,
}: Pick<ScopedAttribute, 'recommendation' | 'decision'>): ScopedAttribute['finalScoping'] {
  if (recommendation === 'key') return 'key';
  if (decision === null) return null;
  return decision === 'accept' ? recommendation : decision === 'decline' ? 'skip' : 'test';
}

/** The final scoping made anew after an edit. A key takes no decision: it is in scope by rule. */
function settle(edited: ItemData): ItemData {
  const attribute = scopeSchema.parse(edited);
  const decision = attribute.recommendation === 'key' ? null : attribute.decision;
  return { ...edited, decision, finalScoping: finalScoping({ ...attribute, decision }) };
}

async function gates({ count, staleInputs }: GateContext): Promise<readonly Gate[]> {
  const declinedSkip = all(where('decision', 'is', 'decline'), where('recommendation', 'is', 'skip'));
  const overriddenTest = all(where('decision', 'is', 'override'), where('recommendation', 'is', 'test'));
  const unreasonedFilter = all(where('decision', 'in', 'decline', 'override'), where('decisionReason', 'blank'));
  const unansweredFilter = all(where('turnedDownBy', 'not_blank'), where('answer', 'blank'));
  const [total, tested, undecided, unreasoned, wrongDecline, wrongOverride, unanswered] = (await Promise.all(
    [all(), all(TESTED), UNDECIDED, unreasonedFilter, declinedSkip, overriddenTest, unansweredFilter].map(
      async (filter) => await count(filter),
    ),
  )) as [number, number, number, number, number, number, number];
  const some = (n: number, sentence: string) => (n > 0 ? sentence : null);
  const misfits = [
    ...(wrongDecline > 0
      ? [`${counted(wrongDecline, NOUN)} declined that ${wrongDecline === 1 ? 'was' : 'were'} not recommended for testing: accept instead`]
      : []),
    ...(wrongOverride > 0
      ? [`${counted(wrongOverride, NOUN)} overridden that ${wrongOverride === 1 ? 'was' : 'were'} recommended for testing: accept instead`]
      : []),
  ];
  return [
    {
      code: 'tested',
      label: 'At least one attribute is to be tested',
      blocked: tested > 0 ? null : total === 0 ? 'There are no attributes.' : 'No attribute is to be tested.',
      link: { filter: UNDECIDED },
    },
    {
      code: 'decided',
      label: 'Every attribute is decided',
      blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`),
      link: { filter: UNDECIDED },
    },
    {
      code: 'fits',
      label: 'Every decision fits its recommendation',
      blocked: misfits.length === 0 ? null : `${misfits.join('; ')}.`,
      link: { filter: wrongDecline > 0 ? declinedSkip : overriddenTest },
    },
    {
      code: 'reasons',
      label: 'Declined and overridden with a reason',
      blocked: some(unreasoned, `${counted(unreasoned, NOUN)} declined or overridden without a reason.`),
      link: { filter: unreasonedFilter },
    },
    {
      code: 'answered',
      label: 'Every attribute turned down is answered',
      blocked: some(unanswered, `${counted(unanswered, NOUN)} turned down by the reviewer without an answer.`),
      link: { filter: unansweredFilter },
    },
    {
      code: 'inputs',
      label: 'Built on what is approved',
      blocked: staleInputs.length === 0 ? null : staleInputs.join(' '),
      link: staleInputs.length === 0 ? null : { panel: 'inputs' },
    },
  ];
}

async function summary({ list }: GateContext): Promise<readonly SummarySection[]> {
  const attributes = (await list(all())).map(({ data }) => scopeSchema.parse(data));
  const figures = scopeFigures(attributes);
  const part = (label: string, count: number, ...conditions: readonly FilterCondition[]): SummaryPart => ({
    label,
    value: String(count),
    filter: all(...conditions),
  });
  const share = (label: string, value: string | null, help: string): SummaryPart => ({
    label,
    value: value === null ? 'Nothing decided' : `${value} %`,
    help,
  });
  const withoutKeys = attributes.filter((attribute) => attribute.recommendation !== 'key');
  const recommended = (recommendation: 'test' | 'skip') =>
    withoutKeys.filter((attribute) => attribute.recommendation === recommendation).length;
  return [
    {
      title: 'Scope',
      parts: [
        part('To test', figures.test, TESTED),
        part('Keys, in scope by rule', figures.keys, KEYS),
        part('Not tested', figures.skip, LEFT_OUT),
        part('Not decided', figures.undecided, ...UNDECIDED.all),
      ],
    },
    {
      title: 'Figures',
      parts: [
        {
          label: 'In scope',
          value: figures.inScopePercent === null ? 'No attributes' : `${figures.inScopePercent} %`,
          help: 'Attributes to test and keys, of all attributes.',
        },
        share('Overrides', figures.overridesPercent, 'Tested though not recommended, of the attributes decided.'),
        share('Agreement', figures.agreementPercent, 'Decided as recommended, of the attributes decided.'),
      ],
    },
    {
      title: 'Coverage',
      parts: scopeCoverage(attributes).map(({ kind, inScope, all: whole, percent, leftOut }) => ({
        label: COVERAGE_LABELS[kind],
        value: whole === 0 ? 'None' : `${inScope} of ${whole} in scope (${percent} %)`,
        ...(leftOut > 0
          ? { help: `${leftOut} left out.`, filter: all(COVERAGE_CONDITIONS[kind], LEFT_OUT) }
          : whole > 0
            ? { filter: all(COVERAGE_CONDITIONS[kind]) }
            : {}),
      })),
    },
    {
      title: 'Recommendation and decision',
      parts: [
        part('Recommended to test', recommended('test'), where('recommendation', 'is', 'test')),
        part('Recommended to skip', recommended('skip'), where('recommendation', 'is', 'skip')),
        part('Accepted', figures.accepted, where('decision', 'is', 'accept')),
        part('Declined', figures.declined, where('decision', 'is', 'decline')),
        part('Overridden', figures.overridden, where('decision', 'is', 'override')),
      ],
    },
  ];
}

/** Scoping: which attributes to test. */
export const scoping: PhaseDefinition = {
  phase: 'scoping',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  itemSchema: scopeSchema,
  fields: FIELDS,
  settle,
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
  gates,
  summary,
  undecided: UNDECIDED,
};
