import type { FieldDefinition, FieldPart } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import type { Rule } from './rule-item';
import { DIMENSIONS, RESULT_STATUSES, RULE_SOURCES, type RuleSource, SEVERITIES } from './rule-item';

/** What people call the places a rule can be proposed from. */
export const SOURCE_LABELS: Record<RuleSource, string> = {
  type: 'Type',
  'valid-values': 'Valid values',
  mandatory: 'Mandatory',
  key: 'Record key',
  dictionary: 'Dictionary',
  data: 'Data',
  import: 'Imported',
  tester: 'Tester',
};

const RESULT_LABELS: Record<(typeof RESULT_STATUSES)[number], string> = {
  ran: 'Ran',
  misread: 'Misread',
  'tested-nothing': 'Tested nothing',
  'cannot-run': 'Cannot run',
};
const RESULT_PARTS: readonly FieldPart[] = [
  { name: 'failed', label: 'Failed', kind: 'integer', grid: true },
  { name: 'tested', label: 'Tested', kind: 'integer', grid: true },
  { name: 'status', label: 'Run', kind: 'choice', choices: labelled(RESULT_STATUSES, RESULT_LABELS), grid: true },
  { name: 'message', label: 'Why not', kind: 'long-text', grid: false },
];

/** What people see and edit of a rule, in the order of its columns. */
export const FIELDS = [
  { name: 'code', label: 'Code', kind: 'key', editable: false, grid: false },
  { name: 'name', label: 'Name', kind: 'text', editable: true, grid: true },
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: [
      { value: 'include', label: 'Include' },
      { value: 'exclude', label: 'Exclude' },
    ],
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  { name: 'result', label: 'Result', kind: 'record', editable: false, byHand: null, grid: true, parts: RESULT_PARTS },
  { ...REVIEW_FIELDS.decisionReason, help: 'Why the rule is excluded, or included against expectation.' },
  {
    name: 'attribute',
    label: 'Attribute',
    kind: 'text',
    editable: true,
    grid: true,
    help: 'Code of the attribute the rule is about; of several, the one it constrains.',
  },
  { name: 'dimension', label: 'Dimension', kind: 'choice', choices: labelled(DIMENSIONS), editable: true, grid: true },
  { name: 'severity', label: 'Severity', kind: 'choice', choices: labelled(SEVERITIES), editable: true, grid: true },
  {
    name: 'expression',
    label: 'Expression',
    kind: 'long-text',
    language: 'rule',
    editable: true,
    grid: true,
    help: 'In the rule language.',
  },
  {
    name: 'problem',
    label: 'Problem',
    kind: 'long-text',
    editable: false,
    byHand: null,
    grid: false,
    help: 'Why the expression cannot be used.',
  },
  {
    name: 'source',
    label: 'Proposed from',
    kind: 'choice',
    choices: labelled(RULE_SOURCES, SOURCE_LABELS),
    editable: false,
    byHand: 'tester',
    grid: true,
  },
  { name: 'sourceDetail', label: 'Evidence', kind: 'long-text', editable: false, byHand: 'Written by the tester', grid: false },
  { name: 'pack', label: 'Pack', kind: 'text', editable: false, byHand: '', grid: false, help: 'The file of rules that it came with.' },
  { name: 'activityYear', label: 'Activity year', kind: 'text', editable: false, byHand: '', grid: false },
  { name: 'rationale', label: 'Rationale', kind: 'long-text', editable: true, grid: false },
  { name: 'attributes', label: 'Attributes named', kind: 'list', editable: false, byHand: [], grid: false },
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.answer,
] as const satisfies readonly FieldDefinition<keyof Rule>[];
