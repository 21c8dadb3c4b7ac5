import type { FieldDefinition } from '../../phase/definition';
import { labelled } from '../../phase/labels';
import { REVIEW_FIELDS } from '../../phase/review-fields';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';
import type { Attribute } from './attribute-item';
import { SECURITY_CLASSES } from './attribute-item';

/** What people see and edit of an attribute, in the order of its columns. */
export const FIELDS = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, byHand: 0, grid: true },
  { name: 'code', label: 'Code', kind: 'key', editable: false, grid: false },
  { name: 'name', label: 'Name', kind: 'text', editable: true, grid: true },
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: labelled(['include', 'exclude']),
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  { ...REVIEW_FIELDS.decisionReason, help: 'Why the attribute is excluded, or included against expectation.' },
  { name: 'type', label: 'Type', kind: 'choice', choices: labelled(ATTRIBUTE_TYPES), editable: true, grid: true },
  {
    name: 'format',
    label: 'Format',
    kind: 'text',
    editable: true,
    grid: false,
    help: 'Of dates, such as yyyymmdd; of numbers, such as 1.234,56 or scientific. “digits” for codes made of digits only.',
  },
  {
    name: 'keyOrder',
    label: 'PK',
    kind: 'integer',
    editable: true,
    grid: true,
    help: 'Place in the record key, from 1. Blank: not part of the key.',
  },
  { name: 'cde', label: 'CDE', kind: 'boolean', editable: true, grid: true, help: 'Critical data element.' },
  { name: 'risk', label: 'Risk', kind: 'integer', editable: true, grid: true, help: 'From 1, low, to 10, high.' },
  { name: 'riskRationale', label: 'Risk rationale', kind: 'long-text', editable: true, grid: false },
  { name: 'historicalIssue', label: 'Historical issue', kind: 'boolean', editable: true, grid: false },
  {
    name: 'requirement',
    label: 'Requirement',
    kind: 'choice',
    choices: labelled(['mandatory', 'conditional', 'optional']),
    editable: true,
    grid: false,
  },
  {
    name: 'securityClass',
    label: 'Security class',
    kind: 'choice',
    choices: labelled(SECURITY_CLASSES, { hrci: 'HRCI' }),
    editable: true,
    grid: true,
    help: 'Confidential and above are masked for most people.',
  },
  { name: 'validValues', label: 'Valid values', kind: 'list', editable: true, grid: false },
  {
    name: 'specialValues',
    label: 'Special values',
    kind: 'list',
    editable: true,
    grid: false,
    help: 'NA, Exempt and the like: allowed whatever the type.',
  },
  { name: 'exhaustive', label: 'List is exhaustive', kind: 'boolean', editable: true, grid: false },
  {
    name: 'pdes',
    label: 'PDEs',
    kind: 'record',
    editable: true,
    grid: false,
    help: 'The source, schema.table.column and mapping the attribute is read from.',
  },
  { name: 'mdrm', label: 'MDRM', kind: 'text', editable: true, grid: false },
  { name: 'column', label: 'Column', kind: 'text', editable: false, byHand: null, grid: true, help: 'Column of the data file.' },
  { name: 'description', label: 'Description', kind: 'long-text', editable: true, grid: false },
  REVIEW_FIELDS.turnedDownReason,
  REVIEW_FIELDS.turnedDownBy,
  REVIEW_FIELDS.answer,
] as const satisfies readonly FieldDefinition<keyof Attribute>[];
