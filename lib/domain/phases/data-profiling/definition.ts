import type { FilterCondition } from '../../item/item-filter';
import type { Facts } from '../../item/json';
import type { FieldDefinition, FieldPart, Gate, GateContext, PhaseDefinition, SummaryPart, SummarySection } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { type ProfiledAttribute } from '../../rules/rule-attribute';
import { POPULATION_FACT, populationFact } from '../planning/population';
import { dataProfilingEffects } from './effects';
import {
  ATTRIBUTES_FACT,
  attributeProfileSchema,
  attributesFactSchema,
  PROFILE_PREFIX,
  PROPOSED_FACT,
  profileKey,
  proposedFactSchema,
  RULE_IMPORT_PREFIX,
  ruleImportSchema,
} from './profile-facts';
import { DIMENSIONS, type Dimension, RESULT_STATUSES, RULE_SOURCES, type RuleSource, ruleSchema, SEVERITIES } from './rule-item';
import { type RuleScore, ruleScore, type Score } from './score';
import { settleRule } from './settle-rule';

const NOUN = { one: 'rule', many: 'rules' };
const USED = where('decision', 'is', 'include');
const UNDECIDED = all(where('decision', 'blank'));
const FAILED = where('result.failed', 'gt', '0');

const SOURCE_LABELS: Record<RuleSource, string> = {
  type: 'Type',
  'valid-values': 'Valid values',
  mandatory: 'Mandatory',
  key: 'Record key',
  dictionary: 'Dictionary',
  data: 'Data',
  import: 'Imported',
  tester: 'Tester',
};

function capitalised(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

function labelled<Value extends string>(
  values: readonly Value[],
  label: (value: Value) => string = capitalised,
): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: label(value) }));
}

const RESULT_LABELS: Record<(typeof RESULT_STATUSES)[number], string> = {
  ran: 'Ran',
  'tested-nothing': 'Tested nothing',
  'cannot-run': 'Cannot run',
};
const RESULT_PARTS: readonly FieldPart[] = [
  { name: 'failed', label: 'Failed', kind: 'integer', grid: true },
  { name: 'tested', label: 'Tested', kind: 'integer', grid: true },
  { name: 'status', label: 'Run', kind: 'choice', choices: labelled(RESULT_STATUSES, (status) => RESULT_LABELS[status]), grid: true },
  { name: 'message', label: 'Why not', kind: 'long-text', grid: false },
];

const FIELDS: readonly FieldDefinition[] = [
  { name: 'code', label: 'Code', kind: 'key', editable: false, grid: false },
  { name: 'name', label: 'Name', kind: 'text', editable: true, grid: true },
  {
    name: 'decision',
    label: 'Decision',
    kind: 'choice',
    choices: [
      { value: 'include', label: 'Use' },
      { value: 'exclude', label: 'Leave out' },
    ],
    editable: true,
    grid: true,
    preparerDecision: true,
  },
  { name: 'result', label: 'Result', kind: 'record', editable: false, grid: true, parts: RESULT_PARTS },
  {
    name: 'decisionReason',
    label: 'Reason',
    kind: 'long-text',
    editable: true,
    grid: false,
    help: 'Why the rule is left out, or used against expectation.',
  },
  {
    name: 'attribute',
    label: 'Attribute',
    kind: 'text',
    editable: true,
    grid: true,
    help: 'Code of the attribute the rule is about; of several, the one it constrains.',
  },
  { name: 'dimension', label: 'Dimension', kind: 'choice', choices: labelled(DIMENSIONS), editable: true, grid: true },
  { name: 'severity', label: 'Severity', kind: 'choice', choices: labelled(SEVERITIES), editable: true, grid: true },
  { name: 'expression', label: 'Expression', kind: 'long-text', editable: true, grid: true, help: 'In the rule language.' },
  { name: 'problem', label: 'Problem', kind: 'long-text', editable: false, grid: false, help: 'Why the expression cannot be used.' },
  {
    name: 'source',
    label: 'Proposed from',
    kind: 'choice',
    choices: labelled(RULE_SOURCES, (source) => SOURCE_LABELS[source]),
    editable: false,
    grid: true,
  },
  { name: 'sourceDetail', label: 'Evidence', kind: 'long-text', editable: false, grid: false },
  { name: 'rationale', label: 'Rationale', kind: 'long-text', editable: true, grid: false },
  { name: 'attributes', label: 'Attributes named', kind: 'list', editable: false, grid: false },
  { name: 'turnedDownReason', label: 'Turned down because', kind: 'long-text', editable: false, grid: false },
  { name: 'turnedDownBy', label: 'Turned down by', kind: 'text', editable: false, grid: false },
  { name: 'answer', label: 'Answer to the reviewer', kind: 'long-text', editable: true, grid: false },
];

/** The attributes rules are checked against, in the file's order; none before Planning is approved with a data file. */
export function profiledAttributes(facts: Facts): readonly ProfiledAttribute[] {
  const data = facts.get(ATTRIBUTES_FACT);
  return data === undefined ? [] : attributesFactSchema.parse(data).attributes;
}

/** Codes of the rules proposed in this chain so far, those that people took out included. */
export function proposedCodes(facts: Facts): Set<string> {
  const data = facts.get(PROPOSED_FACT);
  return new Set(data === undefined ? [] : proposedFactSchema.parse(data).codes);
}

/** Attributes with a column whose profile is missing, or was made of another population. */
export function unprofiled(facts: Facts): readonly ProfiledAttribute[] {
  const population = populationFact(facts);
  return profiledAttributes(facts).filter(({ code, column }) => {
    const data = facts.get(profileKey(code));
    return column !== null && (data === undefined || attributeProfileSchema.parse(data).population !== population?.hash);
  });
}

/** Used rules that were not run on this population as they stand. */
function notRunFilter(facts: Facts) {
  return all(USED, where('problem', 'blank'), where('result.population', 'is_not', populationFact(facts)?.hash ?? ''));
}

async function gates(context: GateContext): Promise<readonly Gate[]> {
  const { count, facts, staleInputs } = context;
  const population = populationFact(facts);
  const total = await count(all());
  const used = await count(all(USED));
  const undecided = await count(UNDECIDED);
  const problemFilter = all(USED, where('problem', 'not_blank'));
  const problems = await count(problemFilter);
  const notRun = await count(notRunFilter(facts));
  const keptFilter = all(USED, where('turnedDownBy', 'not_blank'), where('answer', 'blank'));
  const kept = await count(keptFilter);
  const missing = unprofiled(facts);
  const some = (n: number, sentence: string) => (n > 0 ? sentence : null);
  const profiled =
    population === null
      ? 'There is no population to profile.'
      : some(
          missing.length,
          `${counted(missing.length, { one: 'attribute is', many: 'attributes are' })} not profiled on this population.`,
        );
  return [
    {
      code: 'population',
      label: 'Planning is approved with a data file',
      blocked: population === null ? 'The approved Planning version pins no data file.' : null,
      link: null,
    },
    { code: 'profiled', label: 'Every attribute is profiled on this population', blocked: profiled, link: { panel: 'profile' } },
    {
      code: 'used',
      label: 'At least one rule is used',
      blocked: used > 0 ? null : total === 0 ? 'There are no rules yet: have some proposed, or write one.' : 'No rule is used.',
      link: total === 0 ? { panel: 'profile' } : { filter: UNDECIDED },
    },
    {
      code: 'decided',
      label: 'Every rule is decided',
      blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`),
      link: { filter: UNDECIDED },
    },
    {
      code: 'usable',
      label: 'Every used rule can be read',
      blocked: some(problems, `${counted(problems, { one: 'used rule has', many: 'used rules have' })} a problem in the expression.`),
      link: { filter: problemFilter },
    },
    {
      code: 'run',
      label: 'Every used rule was run on this population',
      blocked: some(notRun, `${counted(notRun, { one: 'used rule was', many: 'used rules were' })} not run as it stands: run the rules.`),
      link: { panel: 'profile' },
    },
    {
      code: 'answered',
      label: 'Every rule turned down is answered',
      blocked: some(kept, `${counted(kept, NOUN)} turned down by the reviewer and kept without an answer.`),
      link: { filter: keptFilter },
    },
    {
      code: 'inputs',
      label: 'Built on what is approved',
      blocked: staleInputs.length === 0 ? null : staleInputs.join(' '),
      link: staleInputs.length === 0 ? null : { panel: 'inputs' },
    },
  ];
}

/** The score of the used rules of a version. */
export async function versionScore({ list }: Pick<GateContext, 'list'>): Promise<RuleScore> {
  return ruleScore((await list(all(USED))).map(({ data }) => ruleSchema.parse(data)));
}

/** What a score rests on, in words: rules that count, and those beside it. */
function besideScore({ counted: n, cannotRun, testedNothing, notRun }: Score): string {
  const beside = [
    ...(cannotRun > 0 ? [`${cannotRun} cannot run`] : []),
    ...(testedNothing > 0 ? [`${testedNothing} tested nothing`] : []),
    ...(notRun > 0 ? [`${notRun} not run yet`] : []),
  ];
  return `From ${counted(n, NOUN)}${beside.length === 0 ? '' : `; counted beside: ${beside.join(', ')}`}.`;
}

function scorePart(label: string, score: Score, ...conditions: readonly FilterCondition[]): SummaryPart {
  return { label, value: score.score === null ? 'None' : `${score.score} %`, help: besideScore(score), filter: all(USED, ...conditions) };
}

/** Files of rules that were imported, and what could not be said of them. */
function importedParts(facts: Facts): SummaryPart[] {
  return [...facts]
    .filter(([key]) => key.startsWith(RULE_IMPORT_PREFIX))
    .map(([, data]) => ruleImportSchema.parse(data))
    .map(({ name, expressed, edits, leftOut }) => ({
      label: name,
      value: `${expressed} of ${edits} edits expressed`,
      ...(leftOut.length > 0 ? { help: `Left out: ${leftOut.map(({ id, why }) => `${id} (${why.replace(/\.$/, '')})`).join('; ')}.` } : {}),
    }));
}

async function summary(context: GateContext): Promise<readonly SummarySection[]> {
  const { count, countBy, facts } = context;
  const part = async (label: string, ...conditions: readonly FilterCondition[]) => ({
    label,
    value: String(await count(all(...conditions))),
    filter: all(...conditions),
  });
  const score = await versionScore(context);
  const population = populationFact(facts);
  const attributes = profiledAttributes(facts).filter((attribute) => attribute.column !== null);
  const sources = await countBy('source', all(USED));
  const imported = importedParts(facts);
  const severities = await Promise.all(
    SEVERITIES.map((severity) => part(capitalised(severity), USED, FAILED, where('severity', 'is', severity))),
  );
  return [
    {
      title: 'Data quality score',
      parts: [
        scorePart('All used rules', score),
        ...score.byDimension.map((one) =>
          scorePart(capitalised(one.dimension satisfies Dimension), one, where('dimension', 'is', one.dimension)),
        ),
      ],
    },
    {
      title: 'Rules',
      parts: [
        await part('Used', USED),
        await part('Left out', where('decision', 'is', 'exclude')),
        await part('Not decided', where('decision', 'blank')),
      ],
    },
    {
      title: 'Results',
      parts: [
        await part('Rules with failures', USED, FAILED),
        await part('Passed by every record tested', USED, where('result.status', 'is', 'ran'), where('result.failed', 'is', '0')),
        await part('Tested nothing', USED, where('result.status', 'is', 'tested-nothing')),
        await part('Cannot run', USED, where('result.status', 'is', 'cannot-run')),
        { label: 'Not run yet', value: String(await count(notRunFilter(facts))), filter: notRunFilter(facts) },
      ],
    },
    { title: 'Rules with failures by severity', parts: severities },
    {
      title: 'Where the used rules come from',
      parts: sources.map(({ value, count: n }) => ({
        label: SOURCE_LABELS[value as RuleSource] ?? value ?? 'Unknown',
        value: String(n),
        filter: all(USED, value === null ? where('source', 'blank') : where('source', 'is', value)),
      })),
    },
    ...(imported.length > 0 ? [{ title: 'Imported rules', parts: imported }] : []),
    {
      title: 'Population',
      parts:
        population === null
          ? [{ label: 'Population', value: 'None' }]
          : [
              { label: 'Records', value: String(population.count), help: `Population hash ${population.hash}` },
              { label: 'File', value: population.fileName, help: `SHA-256 ${population.fileSha256}` },
              { label: 'Attributes profiled', value: `${attributes.length - unprofiled(facts).length} of ${attributes.length}` },
            ],
    },
  ];
}

const FACT_LABELS: Record<string, string> = {
  [POPULATION_FACT]: 'Population',
  [ATTRIBUTES_FACT]: 'Attributes of Planning',
  [PROPOSED_FACT]: 'Rules proposed',
};

/** Data Profiling: how good the data are, by rules that people decided on. */
export const dataProfiling: PhaseDefinition = {
  phase: 'data-profiling',
  itemNoun: NOUN,
  keyLabel: 'Rule',
  itemSchema: ruleSchema,
  itemsByHand: true,
  settle: settleRule,
  effects: dataProfilingEffects,
  fields: FIELDS,
  groupBy: [
    { label: 'Turned down before', filter: all(where('turnedDownBy', 'not_blank')) },
    { label: 'With failures', filter: all(USED, FAILED) },
    { label: 'Cannot run or tested nothing', filter: all(USED, where('result.status', 'in', 'cannot-run', 'tested-nothing')) },
    { label: 'Left out', filter: all(where('decision', 'is', 'exclude')) },
    { label: 'All rules', filter: all() },
  ],
  factLabel: (key) =>
    key.startsWith(PROFILE_PREFIX)
      ? `Profile of ${key.slice(PROFILE_PREFIX.length)}`
      : key.startsWith(RULE_IMPORT_PREFIX)
        ? 'Imported rules'
        : (FACT_LABELS[key] ?? key),
  builtFrom: ['planning'],
  gates,
  summary,
  undecided: UNDECIDED,
};
