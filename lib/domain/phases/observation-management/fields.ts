import { ERROR_PATTERNS } from '../../comparing/pattern-words';
import { ORIGINS } from '../../observing/origin-counts';
import { GRADES } from '../../observing/severity';
import type { FieldDefinition } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import type { CaseLink, Observation } from './observation-item';

const PATTERNS = Object.entries(ERROR_PATTERNS).map(([value, label]) => ({ value, label }));

/** What people see of an observation, and of a failing case, in the order of their columns. */
export const FIELDS = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, grid: true },
  {
    name: 'kind',
    label: 'Kind',
    kind: 'choice',
    choices: labelled(['observation', 'case']),
    editable: false,
    grid: false,
    shownApart: true,
  },
  { name: 'title', label: 'Title', kind: 'text', editable: true, grid: true },
  { name: 'attributeName', label: 'Attribute', kind: 'text', editable: false, grid: false },
  { name: 'attribute', label: 'Code', kind: 'text', editable: false, grid: false },
  { name: 'pattern', label: 'Kind of error', kind: 'choice', choices: PATTERNS, editable: false, grid: false },
  {
    name: 'severity',
    label: 'Severity',
    kind: 'choice',
    choices: labelled(GRADES),
    editable: true,
    grid: true,
    help: 'As proposed, or another one with a reason.',
  },
  { name: 'proposed', label: 'Proposed', kind: 'choice', choices: labelled(GRADES), editable: false, grid: false },
  { name: 'severityReason', label: 'Why another severity', kind: 'long-text', editable: true, grid: false },
  {
    name: 'decision',
    label: 'Disposition',
    kind: 'choice',
    choices: [
      { value: 'observation', label: 'Keep' },
      { value: 'not-an-issue', label: 'No issue' },
    ],
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  { ...REVIEW_FIELDS.decisionReason, help: 'Required where it is not an issue.' },
  { name: 'failed', label: 'Failed', kind: 'integer', editable: false, grid: true, help: 'Cases that failed in this way.' },
  { name: 'tested', label: 'Tested', kind: 'integer', editable: false, grid: true, help: 'Reviewed cases of the attribute.' },
  {
    name: 'upperPercent',
    label: 'Bound, %',
    kind: 'decimal',
    editable: false,
    grid: true,
    help: 'Upper bound of the deviation rate, of random records alone; blank where none were tested.',
  },
  { name: 'arithmetic', label: 'How it is proposed', kind: 'long-text', editable: false, grid: false, shownApart: true },
  { name: 'exposure', label: 'Exposure', kind: 'integer', editable: false, grid: false, shownApart: true },
  { name: 'importance', label: 'Importance', kind: 'integer', editable: false, grid: false, shownApart: true },
  { name: 'rates', label: 'Rates', kind: 'record', editable: false, grid: false, shownApart: true },
  { name: 'counts', label: 'By origin', kind: 'record', editable: false, grid: false, shownApart: true },
  { name: 'owner', label: 'Data owner', kind: 'text', editable: false, grid: true },
  { name: 'text', label: 'Description', kind: 'long-text', editable: true, grid: false },
  { name: 'impact', label: 'Impact', kind: 'long-text', editable: true, grid: false },
  {
    name: 'mergedInto',
    label: 'Merged into',
    kind: 'text',
    editable: true,
    grid: false,
    shownApart: true,
    help: 'Key of the observation that it is told with.',
  },
  { name: 'remediationOwner', label: 'Remedied by', kind: 'text', editable: true, grid: false, shownApart: true },
  { name: 'remediationDue', label: 'Remedied until', kind: 'date', editable: true, grid: true },
  { name: 'remediationAction', label: 'Remediation', kind: 'long-text', editable: true, grid: false },
  {
    name: 'recurrence',
    label: 'Earlier cycles',
    kind: 'choice',
    choices: [
      { value: 'still-open', label: 'Still open' },
      { value: 'returned', label: 'Returned' },
    ],
    editable: false,
    grid: false,
  },
  { name: 'observation', label: 'Observation', kind: 'text', editable: false, grid: false },
  { name: 'record', label: 'Record', kind: 'text', editable: false, grid: true },
  { name: 'origin', label: 'Origin', kind: 'choice', choices: labelled(ORIGINS), editable: false, grid: true },
  { name: 'reported', label: 'Reported', kind: 'text', editable: false, grid: true },
  { name: 'value', label: 'Evidence says', kind: 'text', editable: false, grid: true },
  { name: 'difference', label: 'Difference', kind: 'text', editable: false, grid: true },
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.answer,
] as const satisfies readonly FieldDefinition<keyof Observation | keyof CaseLink>[];
