import { z } from 'zod';
import { sampleSelectionEffects } from '../effects/sample-selection';
import type { FilterCondition } from '../item-filter';
import type { FieldDefinition, Gate, GateContext, PhaseDefinition, SummaryPart, SummarySection } from './definition';
import { all, counted, where } from './filters';
import { DRAW_PREFIX, type DrawFact, drawFactSchema, LOB_FACT, type LobFact, lobFactSchema, POPULATION_FACT, type Population, populationSchema } from './sample-facts';

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
const INCLUDED = where('decision', 'is', 'include');
const EXCLUDED = where('decision', 'is', 'exclude');
const UNDECIDED = all(where('decision', 'blank'));
/** Origins are compared as JSON text, so that a quoted name matches exactly one source. */
const RANDOM = where('origins', 'contains', '"rule"');

const CHOICES = { decision: ['include', 'exclude'], category: CATEGORIES };
function labelled(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }));
}

const FIELDS: readonly FieldDefinition[] = [
  { name: 'decision', label: 'Decision', kind: 'choice', choices: labelled(CHOICES.decision), editable: true, grid: true, preparerDecision: true },
  { name: 'decisionReason', label: 'Reason', kind: 'long-text', editable: true, grid: true, help: 'Required when a randomly drawn record is excluded.' },
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

/** The population this version draws from; null where Planning pinned no file. */
export function populationFact(facts: GateContext['facts']): Population | null {
  const data = facts.get(POPULATION_FACT);
  return data === undefined ? null : populationSchema.parse(data);
}

export function lobFact(facts: GateContext['facts']): LobFact | null {
  const data = facts.get(LOB_FACT);
  return data === undefined ? null : lobFactSchema.parse(data);
}

const WITHOUT_LOB = [where('decision', 'is_not', 'exclude'), where('lob', 'blank')] as const;

async function blockedByLob({ facts, count, countBy, lobNames }: GateContext): Promise<string | null> {
  const sentences: string[] = [];
  const rule = lobFact(facts);
  const without = await count(all(...WITHOUT_LOB));
  if (without > 0 && rule !== null) {
    for (const { value, count: n } of await countBy(`values.${rule.code}`, all(...WITHOUT_LOB)))
      sentences.push(`column ${rule.column}: ${value === null || value === '' ? 'a blank value' : `value ${value}`} (${counted(n, RECORDS)}) has no line of business`);
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
    { code: 'population', label: 'Planning is approved with a data file', blocked: populationFact(context.facts) === null ? 'The approved Planning version pins no data file.' : null, link: null },
    { code: 'included', label: 'At least one sample is included', blocked: included > 0 ? null : 'No sample is included: draw some, or decide on those drawn.', link: { panel: 'draws' } },
    { code: 'unique', label: 'No record is listed twice', blocked: null, link: null },
    { code: 'decided', label: 'Every sample is decided', blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`), link: { filter: UNDECIDED } },
    { code: 'lob', label: 'Every sample has a line of business', blocked: await blockedByLob(context), link: { filter: all(...WITHOUT_LOB) } },
    { code: 'exclusions', label: 'Random records are excluded with a reason only', blocked: some(unreasoned, `${counted(unreasoned, NOUN)} drawn at random and excluded without a reason.`), link: { filter: unreasonedFilter } },
    { code: 'answered', label: 'The reviewer’s requests and rejections are answered', blocked: unanswered.length === 0 ? null : `${unanswered.join('; ')}.`, link: { filter: refused > 0 ? refusedFilter : keptFilter } },
    { code: 'inputs', label: 'Built on what is approved', blocked: staleInputs.length === 0 ? null : staleInputs.join(' '), link: staleInputs.length === 0 ? null : { panel: 'inputs' } },
  ];
}

function sizeInWords(draw: DrawFact): string {
  if (draw.size?.by === 'table') return `${draw.asked} by the AICPA table: risk ${draw.size.riskPercent} %, tolerable ${draw.size.tolerablePercent} %, expected ${draw.size.expectedPercent} %`;
  if (draw.size?.by === 'hand') return `${draw.asked}: ${draw.size.reason}`;
  return String(draw.drawn);
}

const METHOD_LABELS: Record<DrawFact['method'], string> = { random: 'Random', judgmental: 'Judgmental', 'whole-population': 'Whole population', approver: 'Asked for by the approver' };

function drawParts(draws: readonly { key: string; draw: DrawFact }[], current: Population | null): SummaryPart[] {
  const made = draws.filter(({ draw }) => draw.method !== 'approver').length;
  const parts: SummaryPart[] = [{ label: 'Draws made', value: made === 0 ? 'None' : made === 1 ? 'Drawn once' : `Drawn ${made} times` }];
  for (const { key, draw } of draws) {
    const stale = current !== null && current.hash !== draw.population.hash ? ' Drawn from an earlier population.' : '';
    const seed = draw.seed === '' ? '' : ` Seed ${draw.seed}.`;
    parts.push({
      label: `Draw ${key.slice(DRAW_PREFIX.length)}: ${METHOD_LABELS[draw.method]}`,
      value: sizeInWords(draw),
      help: `${draw.drawn} drawn with ${draw.methodVersion}.${seed} ${draw.reason}${stale}`.trim(),
      filter: all(where('origins', 'contains', `"${key}"`)),
    });
  }
  return parts;
}

async function summary(context: GateContext): Promise<readonly SummarySection[]> {
  const { count, countBy, facts } = context;
  const part = async (label: string, ...conditions: readonly FilterCondition[]) => ({ label, value: String(await count(all(...conditions))), filter: all(...conditions) });
  const spread = async (field: string, missing: string): Promise<SummaryPart[]> =>
    (await countBy(field, all(INCLUDED))).map(({ value, count: n }) => ({ label: value ?? missing, value: String(n), filter: all(INCLUDED, value === null ? where(field, 'blank') : where(field, 'is', value)) }));
  const population = populationFact(facts);
  const draws = drawFacts(facts);
  const replaced = draws.flatMap(({ draw }) => draw.replaced);
  const excludedRandom = await count(all(EXCLUDED, RANDOM));
  const unreplaced = Math.max(0, excludedRandom - replaced.length);
  return [
    { title: 'Samples', parts: [await part('Included', INCLUDED), await part('Excluded', EXCLUDED), await part('Not decided', where('decision', 'blank'))] },
    { title: 'Method and size', parts: drawParts(draws, population) },
    {
      title: 'Population',
      parts:
        population === null
          ? [{ label: 'Population', value: 'None' }]
          : [
              { label: 'Records', value: String(population.count), help: `Population hash ${population.hash}` },
              { label: 'Control total', value: population.control === null ? 'None stated' : String(population.control) },
              { label: 'File', value: population.fileName, help: `SHA-256 ${population.fileSha256}` },
              { label: 'Key', value: population.key.length === 0 ? 'Record number' : population.key.join(', ') },
            ],
    },
    { title: 'Lines of business', parts: await spread('lob', 'Without') },
    { title: 'Categories', parts: await spread('category', 'Not categorised') },
    {
      title: 'Origin',
      parts: [
        await part('Random or whole population', INCLUDED, RANDOM),
        await part('Judgmental', INCLUDED, where('origins', 'contains', '"tester"')),
        await part('Asked for by the approver', INCLUDED, where('origins', 'contains', '"approver"')),
        await part('Carried forward', INCLUDED, where('origins', 'contains', '"carried-forward"')),
      ],
    },
    {
      title: 'Exceptions',
      parts: [
        await part('Random records excluded', EXCLUDED, RANDOM),
        { label: 'Replaced by the next hash rank', value: String(replaced.length), help: unreplaced === 0 ? undefined : `${counted(unreplaced, { one: 'excluded random record has', many: 'excluded random records have' })} not been replaced; one that cannot be tested counts as a deviation.` },
        await part('Turned down by the reviewer and kept', INCLUDED, where('turnedDownBy', 'not_blank')),
        await part('Asked for and not taken', EXCLUDED, where('requestedBy', 'not_blank')),
      ],
    },
  ];
}

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
  factLabel: (key) => (key.startsWith(DRAW_PREFIX) ? `Draw ${key.slice(DRAW_PREFIX.length)}` : key === POPULATION_FACT ? 'Population' : key === LOB_FACT ? 'Lines of business' : key),
  takesAdditions: true,
  effects: sampleSelectionEffects,
  builtFrom: ['planning'],
  gates,
  summary,
  undecided: UNDECIDED,
};
