import type { GateContext, SummaryPart, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { partsBy } from '../../phase/parts';
import { TURNED_DOWN } from '../../phase/review-fields';
import type { Population } from '../planning/population';
import { type EvaluationLine, evaluationLines } from './evaluation';
import { DRAW_METHOD_LABELS, DRAW_PREFIX, type DrawFact, type ScopeFact } from './facts';
import { EXCLUDED, INCLUDED, RANDOM } from './filters';
import { type Sample, sampleSchema } from './sample-item';
import { designInWords, sizeInWords } from './words';

const { where, having } = fieldsOf(sampleSchema);

/** What a summary is made of beside counts. */
interface SampleFacts {
  population: Population | null;
  draws: readonly { key: string; draw: DrawFact }[];
  scope: ScopeFact | null;
}

function drawParts(draws: readonly { key: string; draw: DrawFact }[], current: Population | null): SummaryPart[] {
  const made = draws.filter(({ draw }) => draw.method !== 'approver').length;
  const parts: SummaryPart[] = [{ label: 'Draws made', value: made === 0 ? 'None' : made === 1 ? 'Drawn once' : `Drawn ${made} times` }];
  for (const { key, draw } of draws) {
    const stale = current !== null && current.hash !== draw.population.hash ? ' Drawn from an earlier population.' : '';
    const seed = draw.seed === '' ? '' : `, seed ${draw.seed}`;
    parts.push({
      label: `Draw ${key.slice(DRAW_PREFIX.length)}: ${DRAW_METHOD_LABELS[draw.method]}`,
      value: sizeInWords(draw),
      help: [
        `${counted(draw.drawn, { one: 'record', many: 'records' })} drawn.`,
        ...(draw.design === undefined ? [] : [designInWords(draw.design)]),
        `${draw.reason}${stale}`,
      ]
        .join(' ')
        .trim(),
      proof: `Drawn with ${draw.methodVersion}${seed}. Hash of the drawn keys ${draw.keysHash}.`,
      filter: all(where('origins', 'contains', `"${key}"`)),
    });
  }
  return parts;
}

/** Test cases that follow: included samples times the attributes to test. */
function testCaseParts(included: number, { population, scope }: SampleFacts): SummaryPart[] {
  const keys = new Set(population?.key ?? []);
  const tested =
    scope?.attributes.length ?? population?.columns.filter((column) => column.included && !keys.has(column.column)).length ?? 0;
  const help =
    scope === null
      ? 'Every included attribute but the key: this plan goes without Scoping.'
      : 'Attributes in scope of the approved Scoping version, but the key.';
  return [
    { label: 'Attributes to test', value: String(tested), help },
    {
      label: 'Test cases',
      value: String(included * tested),
      help: `${counted(included, { one: 'sample', many: 'samples' })} × ${counted(tested, { one: 'attribute', many: 'attributes' })}.`,
    },
  ];
}

function boundPart({ draw, of, sample, confidencePercent, method, base, bounds }: EvaluationLine): SummaryPart {
  return {
    label: `Draw ${draw.slice(DRAW_PREFIX.length)}: ${of}`,
    value: bounds.map((bound, deviations) => `${deviations}: ${bound} %`).join(' · '),
    help: `Deviations found: upper bound of the true rate of ${base} at ${confidencePercent} % confidence, for each attribute tested on ${sample} (${method}).`,
  };
}

/** Records behind each stratum, from the designs of the draws. */
function strataRecords(draws: SampleFacts['draws']): ReadonlyMap<string, number> {
  return new Map(
    draws.flatMap(({ draw }) =>
      draw.design?.kind === 'stratified' ? draw.design.strata.map(({ stratum, records }): [string, number] => [stratum, records]) : [],
    ),
  );
}

/** What the sample is and how it came about; each part opens the records behind it. */
export async function sampleSummary({ count, countBy }: GateContext, sampleFacts: SampleFacts): Promise<readonly SummarySection[]> {
  const { population, draws } = sampleFacts;
  const part = partsBy(count);
  const spread = async (field: keyof Sample, missing: string): Promise<SummaryPart[]> =>
    (await countBy(field, all(INCLUDED))).map(({ value, count: n }) => ({
      label: value ?? missing,
      value: String(n),
      filter: all(INCLUDED, having(field, value)),
    }));
  const strata = strataRecords(draws);
  const spreadStrata = (await spread('stratum', 'Without')).map((each) => {
    const records = strata.get(each.label);
    return records === undefined
      ? each
      : { ...each, help: `Of ${counted(records, { one: 'record', many: 'records' })} in the population.` };
  });
  const focus = await spread('attributeInFocus', 'None');
  const bounds = evaluationLines(draws);
  const included = await count(all(INCLUDED));
  const replaced = draws.flatMap(({ draw }) => draw.replaced);
  const excludedRandom = await count(all(EXCLUDED, RANDOM));
  const unreplaced = Math.max(0, excludedRandom - replaced.length);
  return [
    {
      title: 'Samples',
      parts: [await part('Included', INCLUDED), await part('Excluded', EXCLUDED), await part('Not decided', where('decision', 'blank'))],
    },
    { title: 'Test cases', parts: testCaseParts(included, sampleFacts) },
    { title: 'Method and size', parts: drawParts(draws, population) },
    ...(bounds.length === 0 ? [] : [{ title: 'Upper bound by deviations found', parts: bounds.map(boundPart) }]),
    {
      title: 'Population',
      parts:
        population === null
          ? [{ label: 'Population', value: 'None' }]
          : [
              { label: 'Records', value: String(population.count), proof: `Population hash ${population.hash}` },
              { label: 'Control total', value: population.control === null ? 'None stated' : String(population.control) },
              { label: 'File', value: population.fileName, proof: `SHA-256 ${population.fileSha256}` },
              { label: 'Key', value: population.key.length === 0 ? 'Record number' : population.key.join(', ') },
            ],
    },
    { title: 'Lines of business', parts: await spread('lob', 'Without') },
    ...(spreadStrata.some(({ label }) => label !== 'Without') ? [{ title: 'Strata', parts: spreadStrata }] : []),
    { title: 'Categories', parts: await spread('category', 'Not categorised') },
    ...(focus.some(({ label }) => label !== 'None') ? [{ title: 'Attributes in focus', parts: focus }] : []),
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
        {
          label: 'Replaced by the next hash rank',
          value: String(replaced.length),
          help:
            unreplaced === 0
              ? undefined
              : `${counted(unreplaced, { one: 'excluded random record has', many: 'excluded random records have' })} not been replaced; one that cannot be tested counts as a deviation.`,
        },
        await part('Rejected by the approver and kept', INCLUDED, TURNED_DOWN),
        await part('Asked for and not taken', EXCLUDED, where('requestedBy', 'not_blank')),
      ],
    },
  ];
}
