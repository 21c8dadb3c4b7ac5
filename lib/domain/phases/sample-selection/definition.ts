import { z } from 'zod';
import type { FieldDefinition, Gate, GateContext, PhaseDefinition } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { POPULATION_FACT, populationFact } from '../planning/population';
import { sampleSelectionEffects } from './effects';
import {
  DRAW_PREFIX,
  type DrawFact,
  drawFactSchema,
  LOB_FACT,
  type LobFact,
  lobFactSchema,
  SCOPE_FACT,
  type ScopeFact,
  scopeFactSchema,
} from './facts';
import { EXCLUDED, INCLUDED, RANDOM, sampleSummary, UNDECIDED } from './summary';

export const ORIGIN_SOURCES = ['rule', 'tester', 'approver', 'carried-forward', 'import'] as const;
export const CATEGORIES = ['clean', 'anomaly', 'boundary'] as const;

const originSchema = z.strictObject({ source: z.enum(ORIGIN_SOURCES), draw: z.string().nullable(), by: z.string().nullable() });
export type Origin = z.infer<typeof originSchema>;

/** One record drawn for testing (domain.md, "4 Sample Selection"); the item key is the record's own key. */
export const sampleSchema = z.strictObject({
  /** Attribute code → the source's text; null where the file has nothing. */
  values: z.record(z.string(), z.string().nullable()),
  lob: z.string().nullable(),
  category: z.enum(CATEGORIES).nullable(),
  stratum: z.string().nullable(),
  attributeInFocus: z.string().nullable(),
  rationale: z.string(),
  /** Every way this record was drawn. */
  origins: z.array(originSchema),
  recommendedBy: z.string().nullable(),
  decision: z.enum(['include', 'exclude']).nullable(),
  decisionReason: z.string(),
  /** The reviewer who asked for the record (e-mail) and why. */
  requestedBy: z.string().nullable(),
  requestReason: z.string(),
  /** Set when a reviewer turned the sample down: by whom (e-mail) and why. */
  turnedDownBy: z.string().nullable(),
  turnedDownReason: z.string(),
  /** What the tester answers to a request or a rejection. */
  answer: z.string(),
});
export type Sample = z.infer<typeof sampleSchema>;

const NOUN = { one: 'sample', many: 'samples' };
const RECORDS = { one: 'record', many: 'records' };

const CHOICES = { decision: ['include', 'exclude'], category: CATEGORIES };
function labelled(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }));
}

const FIELDS: readonly FieldDefinition[] = [
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: labelled(CHOICES.decision),
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
  { name: 'category', label: 'Category', kind: 'choice', choices: labelled(CHOICES.category), editable: true, grid: true },
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

/** Draws in the order they were made. */
export function drawFacts(facts: GateContext['facts']): { key: string; draw: DrawFact }[] {
  return [...facts]
    .filter(([key]) => key.startsWith(DRAW_PREFIX))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, data]) => ({ key, draw: drawFactSchema.parse(data) }));
}

/** The rule by which records get their line of business; null where no draw stated one. */
export function lobFact(facts: GateContext['facts']): LobFact | null {
  const data = facts.get(LOB_FACT);
  return data === undefined ? null : lobFactSchema.parse(data);
}

/** The attributes to test; null where the plan goes without Scoping. */
export function scopeFact(facts: GateContext['facts']): ScopeFact | null {
  const data = facts.get(SCOPE_FACT);
  return data === undefined ? null : scopeFactSchema.parse(data);
}

const WITHOUT_LOB = [where('decision', 'is_not', 'exclude'), where('lob', 'blank')] as const;

async function blockedByLob({ facts, count, countBy, lobNames }: GateContext): Promise<string | null> {
  const sentences: string[] = [];
  const rule = lobFact(facts);
  const without = await count(all(...WITHOUT_LOB));
  if (without > 0 && rule !== null) {
    for (const { value, count: n } of await countBy(`values.${rule.code}`, all(...WITHOUT_LOB)))
      sentences.push(
        `column ${rule.column}: ${value === null || value === '' ? 'a blank value' : `value ${value}`} (${counted(n, RECORDS)}) has no line of business`,
      );
  } else if (without > 0) sentences.push(`${counted(without, NOUN)} without a line of business`);
  for (const { value } of await countBy('lob', all(INCLUDED)))
    if (value !== null && value !== '' && !lobNames.includes(value)) sentences.push(`“${value}” is not a listed line of business`);
  return sentences.length === 0 ? null : `${sentences.join('; ')}.`;
}

async function gates(context: GateContext): Promise<readonly Gate[]> {
  const { count, staleInputs } = context;
  const included = await count(all(INCLUDED));
  const undecided = await count(UNDECIDED);
  const unreasonedFilter = all(EXCLUDED, RANDOM, where('decisionReason', 'blank'));
  const unreasoned = await count(unreasonedFilter);
  const refusedFilter = all(EXCLUDED, where('requestedBy', 'not_blank'), where('decisionReason', 'blank'), where('answer', 'blank'));
  const keptFilter = all(INCLUDED, where('turnedDownBy', 'not_blank'), where('answer', 'blank'));
  const refused = await count(refusedFilter);
  const kept = await count(keptFilter);
  const unanswered = [
    ...(refused > 0 ? [`${counted(refused, NOUN)} asked for by the reviewer and excluded without an answer`] : []),
    ...(kept > 0 ? [`${counted(kept, NOUN)} turned down by the reviewer and kept without an answer`] : []),
  ];
  const some = (n: number, sentence: string) => (n > 0 ? sentence : null);
  return [
    {
      code: 'population',
      label: 'Planning is approved with a data file',
      blocked: populationFact(context.facts) === null ? 'The approved Planning version pins no data file.' : null,
      link: null,
    },
    {
      code: 'included',
      label: 'At least one sample is included',
      blocked: included > 0 ? null : 'No sample is included: draw some, or decide on those drawn.',
      link: { panel: 'draws' },
    },
    { code: 'unique', label: 'No record is listed twice', blocked: null, link: null },
    {
      code: 'decided',
      label: 'Every sample is decided',
      blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`),
      link: { filter: UNDECIDED },
    },
    {
      code: 'lob',
      label: 'Every sample has a line of business',
      blocked: await blockedByLob(context),
      link: { filter: all(...WITHOUT_LOB) },
    },
    {
      code: 'exclusions',
      label: 'Random records are excluded with a reason only',
      blocked: some(unreasoned, `${counted(unreasoned, NOUN)} drawn at random and excluded without a reason.`),
      link: { filter: unreasonedFilter },
    },
    {
      code: 'answered',
      label: 'The reviewer’s requests and rejections are answered',
      blocked: unanswered.length === 0 ? null : `${unanswered.join('; ')}.`,
      link: { filter: refused > 0 ? refusedFilter : keptFilter },
    },
    {
      code: 'inputs',
      label: 'Built on what is approved',
      blocked: staleInputs.length === 0 ? null : staleInputs.join(' '),
      link: staleInputs.length === 0 ? null : { panel: 'inputs' },
    },
  ];
}

const FACT_LABELS: Record<string, string> = {
  [POPULATION_FACT]: 'Population',
  [LOB_FACT]: 'Lines of business',
  [SCOPE_FACT]: 'Attributes to test',
};

/** Sample Selection: the records to test. */
export const sampleSelection: PhaseDefinition = {
  phase: 'sample-selection',
  itemNoun: NOUN,
  keyLabel: 'Record',
  itemSchema: sampleSchema,
  fields: FIELDS,
  groupBy: [
    { label: 'Asked for by the approver', filter: all(where('requestedBy', 'not_blank')) },
    { label: 'Turned down before', filter: all(where('turnedDownBy', 'not_blank')) },
    { label: 'Random', filter: all(RANDOM) },
    { label: 'Judgmental', filter: all(where('origins', 'contains', '"tester"')) },
    { label: 'Excluded', filter: all(EXCLUDED) },
  ],
  factLabel: (key) => (key.startsWith(DRAW_PREFIX) ? `Draw ${key.slice(DRAW_PREFIX.length)}` : (FACT_LABELS[key] ?? key)),
  takesAdditions: true,
  restsOn: (key) => key.startsWith(DRAW_PREFIX) || key === LOB_FACT,
  effects: sampleSelectionEffects,
  builtFrom: ['planning', 'data-profiling', 'scoping'],
  gates,
  summary: (context) =>
    sampleSummary(context, { population: populationFact(context.facts), draws: drawFacts(context.facts), scope: scopeFact(context.facts) }),
  undecided: UNDECIDED,
};
