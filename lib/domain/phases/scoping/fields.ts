import type { ItemData } from '../../item/json';
import type { FieldDefinition } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';
import { fitting } from './filters';
import { POINTS, THRESHOLD } from './points';
import type { ScopedAttribute } from './scope-item';
import { SCOPING_DECISIONS } from './scope-item';

const SCOPINGS = [
  { value: 'test', label: 'Test' },
  { value: 'skip', label: 'Skip' },
  { value: 'key', label: 'Key' },
];

/** What people see and edit of an attribute’s scoping, in the order of its columns. */
export const FIELDS = [
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
    offered: decisionsFor,
    offeredTo: fitting,
    help: 'Accept: as recommended. Decline: not tested though recommended. Override: tested though not recommended.',
  },
  { ...REVIEW_FIELDS.decisionReason, grid: true, help: 'Required to decline and to override.' },
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
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.answer,
] as const satisfies readonly FieldDefinition<keyof ScopedAttribute>[];

/** The decisions that fit a recommendation: a key takes none. */
function decisionsFor({ recommendation }: ItemData): readonly string[] {
  return recommendation === 'key' ? [] : ['accept', recommendation === 'test' ? 'decline' : 'override'];
}
