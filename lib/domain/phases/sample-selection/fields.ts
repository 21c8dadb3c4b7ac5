import type { FieldDefinition } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { CATEGORIES } from './sample-item';

/** What people see and edit of a sample, in the order of its columns. */
export const FIELDS: readonly FieldDefinition[] = [
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: labelled(['include', 'exclude']),
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  {
    name: 'decisionReason',
    label: 'Reason',
    kind: 'long-text',
    editable: true,
    grid: true,
    help: 'Required when a randomly drawn record is excluded.',
  },
  { name: 'lob', label: 'LOB', kind: 'text', editable: true, grid: true, help: 'Line of business; from the value map, or by hand.' },
  { name: 'category', label: 'Category', kind: 'choice', choices: labelled(CATEGORIES), editable: true, grid: true },
  { name: 'stratum', label: 'Stratum', kind: 'text', editable: true, grid: false },
  { name: 'attributeInFocus', label: 'Attribute in focus', kind: 'text', editable: true, grid: false },
  { name: 'rationale', label: 'Rationale', kind: 'long-text', editable: true, grid: false },
  { name: 'origins', label: 'Drawn by', kind: 'record', editable: false, grid: true },
  { name: 'recommendedBy', label: 'Recommended by', kind: 'text', editable: false, grid: false },
  { name: 'requestedBy', label: 'Asked for by', kind: 'text', editable: false, grid: true },
  { name: 'requestReason', label: 'Asked for because', kind: 'long-text', editable: false, grid: false },
  { name: 'turnedDownBy', label: 'Turned down by', kind: 'text', editable: false, grid: false },
  { name: 'turnedDownReason', label: 'Turned down because', kind: 'long-text', editable: false, grid: false },
  { name: 'answer', label: 'Answer to the reviewer', kind: 'long-text', editable: true, grid: false },
  { name: 'values', label: 'Record', kind: 'record', editable: false, grid: true, maskable: true },
];
