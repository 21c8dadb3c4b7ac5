import { z } from 'zod';
import type { FilterCondition } from '../../item/item-filter';
import type { FieldDefinition, Gate, GateContext, PhaseDefinition, SummarySection } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { ATTRIBUTE_TYPES } from '../../rules/rule-attribute';
import {
  FAULT_KINDS,
  FAULT_LABELS,
  FAULTS_FACT,
  FILE_FACT,
  type FileFact,
  faultsFactSchema,
  fileFactSchema,
  MAPPING_FACT,
  mappingFactSchema,
} from './facts';
export const SECURITY_CLASSES = ['public', 'internal', 'confidential', 'restricted', 'hrci'] as const;
/** Classes whose values are masked (domain.md, "Confidentiality"). */
export const CONFIDENTIAL_CLASSES: readonly string[] = [
  'confidential',
  'restricted',
  'hrci',
] satisfies readonly (typeof SECURITY_CLASSES)[number][];
export const PDE_MAPPINGS = ['direct', 'calculated', 'lookup', 'conditional'] as const;

const pdeSchema = z.strictObject({
  /** Name of one of the report's listed sources. */
  source: z.string(),
  /** schema.table.column */
  location: z.string(),
  mapping: z.enum(PDE_MAPPINGS),
  transformation: z.string(),
});

/** One attribute of the report (domain.md, "1 Planning"); the item key is its code. */
export const attributeSchema = z.strictObject({
  code: z.string().min(1),
  /** Number of the dictionary entry, or position of the column, both from 1: the report's own order. */
  position: z.number().int(),
  name: z.string(),
  description: z.string(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  /** A date has a pattern such as yyyymmdd, a code has "digits" where letters are a fault. */
  format: z.string(),
  requirement: z.enum(['mandatory', 'conditional', 'optional']).nullable(),
  validValues: z.array(z.string()),
  specialValues: z.array(z.string()),
  /** Whether any value that is neither valid nor special is a fault. */
  exhaustive: z.boolean(),
  keyOrder: z.number().int().min(1).nullable(),
  cde: z.boolean(),
  historicalIssue: z.boolean(),
  mdrm: z.string(),
  securityClass: z.enum(SECURITY_CLASSES).nullable(),
  pdes: z.array(pdeSchema),
  risk: z.number().int().min(1).max(10).nullable(),
  riskRationale: z.string(),
  column: z.string().nullable(),
  decision: z.enum(['include', 'exclude']).nullable(),
  decisionReason: z.string(),
  /** Set when a reviewer turned the attribute down: by whom (e-mail) and why, and what the tester answers. */
  turnedDownBy: z.string().nullable(),
  turnedDownReason: z.string(),
  answer: z.string(),
});
export type Attribute = z.infer<typeof attributeSchema>;

const NOUN = { one: 'attribute', many: 'attributes' };
const INCLUDED = where('decision', 'is', 'include');
const UNDECIDED = all(where('decision', 'blank'));

function labelled(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value === 'hrci' ? 'HRCI' : value[0]?.toUpperCase() + value.slice(1) }));
}

const FIELDS: readonly FieldDefinition[] = [
  { name: 'position', label: 'Number', kind: 'integer', editable: false, grid: true },
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
  {
    name: 'decisionReason',
    label: 'Reason',
    kind: 'long-text',
    editable: true,
    grid: false,
    help: 'Why the attribute is left out, or taken in against expectation.',
  },
  { name: 'type', label: 'Type', kind: 'choice', choices: labelled(ATTRIBUTE_TYPES), editable: true, grid: true },
  {
    name: 'format',
    label: 'Format',
    kind: 'text',
    editable: true,
    grid: false,
    help: 'Of dates, such as yyyymmdd. “digits” for codes made of digits only.',
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
    choices: labelled(SECURITY_CLASSES),
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
  { name: 'column', label: 'Column', kind: 'text', editable: false, grid: true, help: 'Column of the data file.' },
  { name: 'description', label: 'Description', kind: 'long-text', editable: true, grid: false },
  { name: 'turnedDownReason', label: 'Turned down because', kind: 'long-text', editable: false, grid: false },
  { name: 'turnedDownBy', label: 'Turned down by', kind: 'text', editable: false, grid: false },
  { name: 'answer', label: 'Answer to the reviewer', kind: 'long-text', editable: true, grid: false },
];

/** Reads the pinned data file's fact; null before the first import. Throws where the fact is not what import writes. */
export function fileFact(facts: GateContext['facts']): FileFact | null {
  const data = facts.get(FILE_FACT);
  return data === undefined ? null : fileFactSchema.parse(data);
}

/** Sentence saying how the counts fail to agree, or null: read = accepted + quarantined = control, or a reason. */
export function unreconciled(file: FileFact): string | null {
  if (file.controlReason.trim() !== '') return null;
  if (file.read !== file.accepted + file.quarantined)
    return `${file.read} records were read, but ${file.accepted} accepted and ${file.quarantined} quarantined make ${file.accepted + file.quarantined}.`;
  if (file.control !== null && file.control !== file.read)
    return `The control total says ${file.control} records, the file holds ${file.read}. Correct the file or state the reason.`;
  return null;
}

async function unlistedSources({ countBy, sourceNames }: GateContext): Promise<string[]> {
  const unlisted = new Set<string>();
  for (const { value } of await countBy('pdes')) {
    if (value === null) continue;
    for (const pde of z.array(pdeSchema).parse(JSON.parse(value))) if (!sourceNames.includes(pde.source)) unlisted.add(pde.source);
  }
  return [...unlisted].sort();
}

async function gates(context: GateContext): Promise<readonly Gate[]> {
  const { count, staleInputs } = context;
  const file = fileFact(context.facts);
  const total = await count(all());
  const included = await count(all(INCLUDED));
  const undecided = await count(UNDECIDED);
  const untypedFilter = all(INCLUDED, where('type', 'blank'));
  const untyped = await count(untypedFilter);
  const keyed = await count(all(where('keyOrder', 'not_blank')));
  const excludedKeyFilter = all(where('keyOrder', 'not_blank'), where('decision', 'is', 'exclude'));
  const excludedKeys = await count(excludedKeyFilter);
  const unlisted = await unlistedSources(context);
  const unansweredFilter = all(INCLUDED, where('turnedDownBy', 'not_blank'), where('answer', 'blank'));
  const unanswered = await count(unansweredFilter);
  const counts = file === null ? 'No data file is pinned yet: import one.' : unreconciled(file);
  const key =
    keyed === 0 && !(file?.recordNumberKey ?? false)
      ? 'No attribute is part of the record key.'
      : excludedKeys > 0
        ? `${counted(excludedKeys, { one: 'attribute of the key is', many: 'attributes of the key are' })} excluded.`
        : null;
  const some = (n: number, sentence: string) => (n > 0 ? sentence : null);
  return [
    {
      code: 'included',
      label: 'At least one attribute is included',
      blocked:
        included > 0
          ? null
          : total === 0
            ? 'There are no attributes yet: import a dictionary and a data file.'
            : 'No attribute is included.',
      link: total === 0 ? { panel: 'import' } : { filter: UNDECIDED },
    },
    {
      code: 'decided',
      label: 'Every attribute is decided',
      blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`),
      link: { filter: UNDECIDED },
    },
    {
      code: 'typed',
      label: 'Every included attribute has a type',
      blocked: some(untyped, `${counted(untyped, NOUN)} without a type.`),
      link: { filter: untypedFilter },
    },
    { code: 'key', label: 'A record key is chosen', blocked: key, link: { filter: excludedKeys > 0 ? excludedKeyFilter : all() } },
    {
      code: 'sources',
      label: 'Every source is listed',
      blocked: unlisted.length === 0 ? null : `Not among this report’s sources: ${unlisted.join(', ')}.`,
      link: { filter: all(where('pdes', 'not_blank')) },
    },
    { code: 'counts', label: 'Record counts agree or are explained', blocked: counts, link: { panel: 'import' } },
    {
      code: 'answered',
      label: 'Every attribute turned down is answered',
      blocked: some(unanswered, `${counted(unanswered, NOUN)} turned down by the reviewer and kept without an answer.`),
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

async function summary(context: GateContext): Promise<readonly SummarySection[]> {
  const { count, countBy, facts } = context;
  const part = async (label: string, ...conditions: readonly FilterCondition[]) => ({
    label,
    value: String(await count(all(...conditions))),
    filter: all(...conditions),
  });
  const sections: SummarySection[] = [
    {
      title: 'Attributes',
      parts: [
        await part('Included', INCLUDED),
        await part('Excluded', where('decision', 'is', 'exclude')),
        await part('Not decided', where('decision', 'blank')),
      ],
    },
    {
      title: 'What matters most',
      parts: [
        await part('Critical data elements', INCLUDED, where('cde', 'is', 'true')),
        await part('Historical issues', INCLUDED, where('historicalIssue', 'is', 'true')),
        await part('High risk (7 to 10)', INCLUDED, where('risk', 'gte', '7')),
        await part('Medium risk (4 to 6)', INCLUDED, where('risk', 'gte', '4'), where('risk', 'lte', '6')),
        await part('Low risk (1 to 3)', INCLUDED, where('risk', 'lte', '3')),
        await part('Risk not stated', INCLUDED, where('risk', 'blank')),
      ],
    },
  ];
  const types = await countBy('type', all(INCLUDED));
  sections.push({
    title: 'Types',
    parts: types.map(({ value, count: n }) => ({
      label: value ?? 'Not typed',
      value: String(n),
      filter: all(INCLUDED, value === null ? where('type', 'blank') : where('type', 'is', value)),
    })),
  });
  const file = fileFact(facts);
  if (file === null) return sections;
  const keys = await part('Attributes in the key', where('keyOrder', 'not_blank'));
  sections.push({
    title: 'Record key',
    parts: file.recordNumberKey ? [{ label: 'Key', value: 'Record number', help: file.keyNote }] : [keys],
  });
  const control = file.control === null ? 'None stated' : `${file.control} (${file.controlFrom})`;
  sections.push({
    title: 'Data file',
    parts: [
      { label: 'File', value: file.name, help: `SHA-256 ${file.sha256}` },
      { label: 'Records read', value: String(file.read) },
      { label: 'Accepted', value: String(file.accepted) },
      { label: 'Quarantined', value: String(file.quarantined) },
      { label: 'Control total', value: control, help: file.controlReason || (unreconciled(file) ?? 'The counts agree.') },
      { label: 'Source system', value: file.sourceSystem || 'Not stated' },
      { label: 'As of', value: file.asOfDate || 'Not stated' },
    ],
  });
  const faults = facts.get(FAULTS_FACT);
  if (faults !== undefined) {
    const { total, byKind } = faultsFactSchema.parse(faults);
    sections.push({
      title: 'Faults found on import',
      parts: [
        { label: 'All', value: String(total) },
        ...FAULT_KINDS.map((kind) => ({ label: FAULT_LABELS[kind], value: String(byKind[kind]) })),
      ],
    });
  }
  const mapping = facts.get(MAPPING_FACT);
  if (mapping !== undefined) {
    const { unmatchedColumns, unmatchedEntries } = mappingFactSchema.parse(mapping);
    sections.push({
      title: 'Dictionary',
      parts: [
        { label: 'Entries without a column', value: String(unmatchedEntries.length), help: unmatchedEntries.join(', ') },
        { label: 'Columns without an entry', value: String(unmatchedColumns.length), help: unmatchedColumns.join(', ') },
      ],
    });
  }
  return sections;
}

const FACT_LABELS: Record<string, string> = {
  [FILE_FACT]: 'Data file',
  [FAULTS_FACT]: 'Faults found on import',
  [MAPPING_FACT]: 'Dictionary',
};

/** Planning: the inventory of attributes and the data they describe. */
export const planning: PhaseDefinition = {
  phase: 'planning',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  itemSchema: attributeSchema,
  itemsByHand: true,
  fields: FIELDS,
  groupBy: [
    { label: 'Record key', filter: all(where('keyOrder', 'not_blank')) },
    { label: 'Critical data elements', filter: all(where('cde', 'is', 'true')) },
    { label: 'High risk (7 to 10)', filter: all(where('risk', 'gte', '7')) },
    { label: 'All attributes', filter: all() },
  ],
  factLabel: (key) => FACT_LABELS[key] ?? key,
  restsOn: (key) => key in FACT_LABELS,
  builtFrom: [],
  gates,
  summary,
  undecided: UNDECIDED,
};
