import type { FieldDefinition } from '../../phase/definition';
import type { OwnerAssignment } from './assignment-item';

/** What people see of an attribute's owner, in the order of its columns. All of it is recorded by commands, none edited in a draft. */
export const FIELDS = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, grid: true },
  { name: 'code', label: 'Code', kind: 'key', editable: false, grid: false },
  { name: 'name', label: 'Name', kind: 'text', editable: false, grid: true },
  { name: 'sources', label: 'Read from', kind: 'list', editable: false, grid: true, help: 'Where Planning says that it is read from.' },
  {
    name: 'owner',
    label: 'Data owner',
    kind: 'text',
    editable: false,
    grid: true,
    help: 'Who supplies its evidence in this line of business.',
  },
  { name: 'previousOwner', label: 'Owner before', kind: 'text', editable: false, grid: false },
  { name: 'ownerReason', label: 'Reason of the change', kind: 'long-text', editable: false, grid: false },
  {
    name: 'suggestedOwner',
    label: 'Suggested',
    kind: 'text',
    editable: false,
    grid: true,
    help: 'Who owned it when this report was last tested. Nobody is assigned by a suggestion.',
  },
  { name: 'suggestedBecause', label: 'Suggested because', kind: 'text', editable: false, grid: false },
] as const satisfies readonly FieldDefinition<keyof OwnerAssignment>[];
