import type { FieldDefinition } from '../../phase/definition';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import type { Section } from './section-item';

/** What people see of a section, in the order of its columns. */
export const FIELDS = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, grid: true },
  { name: 'title', label: 'Title', kind: 'text', editable: true, grid: true },
  {
    name: 'body',
    label: 'Text',
    kind: 'long-text',
    editable: true,
    grid: true,
    help: 'A code in doubled braces stands for the value of that figure. A blank line begins a paragraph.',
  },
  {
    name: 'figures',
    label: 'Figures',
    kind: 'list',
    editable: false,
    grid: false,
    shownApart: true,
    help: 'Derived from approved versions.',
  },
  {
    name: 'uncited',
    label: 'Numbers without a figure',
    kind: 'list',
    editable: true,
    grid: false,
    shownApart: true,
    help: 'Each takes a reason why it rests on no figure.',
  },
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.answer,
] as const satisfies readonly FieldDefinition<keyof Section>[];
