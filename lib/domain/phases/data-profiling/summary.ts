import type { FilterCondition } from '../../item/item-filter';
import type { Facts } from '../../item/json';
import type { GateContext, SummaryPart, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { capitalised } from '../../phase/labels';
import { partsBy } from '../../phase/parts';
import { populationFact } from '../planning/population';
import { SOURCE_LABELS } from './fields';
import { FAILED, notRunFilter, USED } from './filters';
import { profiledAttributes, RULE_IMPORT_PREFIX, ruleImportSchema, unprofiled } from './profile-facts';
import { type Dimension, NOUN, type RuleSource, ruleSchema, SEVERITIES } from './rule-item';
import { type RuleScore, ruleScore, type Score } from './score';

const { where, having, field } = fieldsOf(ruleSchema);

/** The score of the used rules of a version. */
async function versionScore({ list }: Pick<GateContext, 'list'>): Promise<RuleScore> {
  return ruleScore((await list(all(USED))).map(({ data }) => ruleSchema.parse(data)));
}

/** What a score rests on, in words: rules that count, and those beside it. */
function besideScore({ counted: n, cannotRun, misread, testedNothing, notRun }: Score): string {
  const beside = [
    ...(cannotRun > 0 ? [`${cannotRun} cannot run`] : []),
    ...(misread > 0 ? [`${misread} satisfied by no record, and so probably misread`] : []),
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
      ...(leftOut.length > 0
        ? { help: `Not imported: ${leftOut.map(({ id, why }) => `${id} (${why.replace(/\.$/, '')})`).join('; ')}.` }
        : {}),
    }));
}

/** The score of a version's rules, their results and the population they ran on. */
export async function dataProfilingSummary(context: GateContext): Promise<readonly SummarySection[]> {
  const { count, countBy, facts } = context;
  const part = partsBy(count);
  const score = await versionScore(context);
  const population = populationFact(facts);
  const attributes = profiledAttributes(facts).filter((attribute) => attribute.column !== null);
  const sources = await countBy(field('source'), all(USED));
  const imported = importedParts(facts);
  const severities = await Promise.all(
    SEVERITIES.map((severity) => part(capitalised(severity), USED, FAILED, where('severity', 'is', severity))),
  );
  return [
    {
      title: 'Data quality score',
      parts: [
        scorePart('All included rules', score),
        ...score.byDimension.map((one) =>
          scorePart(capitalised(one.dimension satisfies Dimension), one, where('dimension', 'is', one.dimension)),
        ),
      ],
    },
    {
      title: 'Rules',
      parts: [
        await part('Included', USED),
        await part('Excluded', where('decision', 'is', 'exclude')),
        await part('Not decided', where('decision', 'blank')),
      ],
    },
    {
      title: 'Results',
      parts: [
        await part('Rules with failures', USED, FAILED),
        await part('Passed by every record tested', USED, where('result.status', 'is', 'ran'), where('result.failed', 'is', '0')),
        await part('Satisfied by no record, probably misread', USED, where('result.status', 'is', 'misread')),
        await part('Tested nothing', USED, where('result.status', 'is', 'tested-nothing')),
        await part('Cannot run', USED, where('result.status', 'is', 'cannot-run')),
        { label: 'Not run yet', value: String(await count(notRunFilter(facts))), filter: notRunFilter(facts) },
      ],
    },
    { title: 'Rules with failures by severity', parts: severities },
    {
      title: 'Where the included rules come from',
      parts: sources.map(({ value, count: n }) => ({
        label: SOURCE_LABELS[value as RuleSource] ?? value ?? 'Unknown',
        value: String(n),
        filter: all(USED, having('source', value)),
      })),
    },
    ...(imported.length > 0 ? [{ title: 'Imported rules', parts: imported }] : []),
    {
      title: 'Population',
      parts:
        population === null
          ? [{ label: 'Population', value: 'None' }]
          : [
              { label: 'Records', value: String(population.count), proof: `Population hash ${population.hash}` },
              { label: 'File', value: population.fileName, proof: `SHA-256 ${population.fileSha256}` },
              { label: 'Attributes profiled', value: `${attributes.length - unprofiled(facts).length} of ${attributes.length}` },
            ],
    },
  ];
}
