import type { FieldDefinition } from '../../phase/definition';
import { CHECK_RESULTS, EVIDENCE_SORTS, type RequestItem } from './request-item';

const CHECK_LABELS: Record<(typeof CHECK_RESULTS)[number], string> = {
  pass: 'Keys and value found',
  warning: 'Partly found',
  fail: 'Nothing found',
  'not-searchable': 'No text to search',
};
/** Sorts of evidence as people read them. */
export const SORT_LABELS: Record<(typeof EVIDENCE_SORTS)[number], string> = {
  document: 'Document',
  picture: 'Picture',
  extract: 'Extract of a system',
};

/** What people see of a case, in the order of its columns. All of it is recorded by commands, none edited in a draft. */
export const FIELDS = [
  { name: 'attributeName', label: 'Attribute', kind: 'text', editable: false, grid: true },
  { name: 'attribute', label: 'Code', kind: 'text', editable: false, grid: false },
  { name: 'description', label: 'Description', kind: 'long-text', editable: false, grid: false },
  { name: 'type', label: 'Type', kind: 'text', editable: false, grid: false },
  { name: 'format', label: 'Format', kind: 'text', editable: false, grid: false },
  { name: 'source', label: 'System', kind: 'text', editable: false, grid: true, help: 'Where Planning says that it is read from.' },
  { name: 'record', label: 'Record', kind: 'text', editable: false, grid: true },
  { name: 'keys', label: 'Keys', kind: 'record', editable: false, grid: false },
  { name: 'reported', label: 'Reported', kind: 'text', editable: false, grid: true, help: 'The value in the report.' },
  { name: 'ask', label: 'Asked for', kind: 'long-text', editable: false, grid: false },
  { name: 'dueOn', label: 'Due', kind: 'date', editable: false, grid: true },
  {
    name: 'evidence',
    label: 'Evidence',
    kind: 'record',
    editable: false,
    grid: true,
    parts: [
      { name: 'fileName', label: 'File', kind: 'text', grid: true },
      {
        name: 'sort',
        label: 'Sort',
        kind: 'choice',
        grid: false,
        choices: EVIDENCE_SORTS.map((value) => ({ value, label: SORT_LABELS[value] })),
      },
      { name: 'asOf', label: 'As of', kind: 'date', grid: true },
      { name: 'stated', label: 'Stated value', kind: 'text', grid: false },
      { name: 'note', label: 'Note', kind: 'long-text', grid: false },
      { name: 'submission', label: 'Submission', kind: 'integer', grid: false },
    ],
  },
  {
    name: 'checked',
    label: 'Search',
    kind: 'choice',
    editable: false,
    grid: true,
    choices: CHECK_RESULTS.map((value) => ({ value, label: CHECK_LABELS[value] })),
    help: 'What the search of the file for the keys of the record and the value came to. It advises; the tester decides.',
  },
  { name: 'unobtainable', label: 'Cannot be had because', kind: 'long-text', editable: false, grid: false },
] as const satisfies readonly FieldDefinition<keyof RequestItem>[];
