import type { FieldDefinition } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import type { Sample } from './sample-item';
import { CATEGORIES } from './sample-item';

/** What people see and edit of a sample, in the order of its columns. */
export const FIELDS = [
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: labelled(['include', 'exclude']),
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  { ...REVIEW_FIELDS.decisionReason, grid: true, help: 'Required when a randomly drawn record is excluded.' },
  {
    name: 'lob',
    label: 'LOB',
    kind: 'text',
    choicesFrom: 'lines-of-business',
    editable: true,
    grid: true,
    help: 'Line of business; from the value map, or by hand.',
  },
  { name: 'category', label: 'Category', kind: 'choice', choices: labelled(CATEGORIES), editable: true, grid: true },
  { name: 'stratum', label: 'Stratum', kind: 'text', editable: true, grid: false },
  { name: 'attributeInFocus', label: 'Attribute in focus', kind: 'text', editable: true, grid: false },
  { name: 'rationale', label: 'Rationale', kind: 'long-text', editable: true, grid: false },
  { name: 'origins', label: 'Drawn by', kind: 'record', editable: false, grid: true },
  { name: 'recommendedBy', label: 'Recommended by', kind: 'text', editable: false, grid: false },
  { name: 'requestedBy', label: 'Asked for by', kind: 'text', editable: false, grid: true },
  { name: 'requestReason', label: 'Asked for because', kind: 'long-text', editable: false, grid: false },
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.answer,
  { name: 'values', label: 'Record', kind: 'record', editable: false, grid: true, maskable: true },
] as const satisfies readonly FieldDefinition<keyof Sample>[];
