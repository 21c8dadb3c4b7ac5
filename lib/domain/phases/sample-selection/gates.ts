import type { Gate, GateContext } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { populationFact } from '../planning/population';
import { lobFact } from './facts';
import { EXCLUDED, INCLUDED, RANDOM, UNDECIDED } from './filters';
import { NOUN } from './sample-item';

const RECORDS = { one: 'record', many: 'records' };
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

/** What must hold before a sample can be submitted. */
export async function sampleGates(context: GateContext): Promise<readonly Gate[]> {
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
