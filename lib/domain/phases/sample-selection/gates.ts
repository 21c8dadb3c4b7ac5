import { blockedBy, decidedGate, inputsGate, keptUnanswered, keptUnansweredWords } from '../../phase/common-gates';
import type { Gate, GateContext } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { UNANSWERED, WITHOUT_REASON } from '../../phase/review-fields';
import { populationFact, populationGate } from '../planning/population';
import { lobFact } from './facts';
import { EXCLUDED, INCLUDED, RANDOM, UNDECIDED } from './filters';
import { NOUN, sampleSchema } from './sample-item';

const { where, field } = fieldsOf(sampleSchema);

const RECORDS = { one: 'record', many: 'records' };
const WITHOUT_LOB = [where('decision', 'is_not', 'exclude'), where('lob', 'blank')] as const;

async function blockedByLob({ facts, count, countBy, lobNames }: GateContext): Promise<string | null> {
  const sentences: string[] = [];
  const rule = lobFact(facts);
  const without = await count(all(...WITHOUT_LOB));
  if (without > 0 && rule !== null) {
    for (const { value, count: n } of await countBy(field(`values.${rule.code}`), all(...WITHOUT_LOB)))
      sentences.push(
        `column ${rule.column}: ${value === null || value === '' ? 'a blank value' : `value ${value}`} (${counted(n, RECORDS)}) has no line of business`,
      );
  } else if (without > 0) sentences.push(`${counted(without, NOUN)} without a line of business`);
  // Counted apart from the names, which not everybody may read.
  const unlisted = await count(
    all(INCLUDED, where('lob', 'not_blank'), ...(lobNames.length === 0 ? [] : [where('lob', 'is_not', ...lobNames)])),
  );
  for (const { value } of unlisted === 0 ? [] : await countBy(field('lob'), all(INCLUDED)))
    if (value !== null && value !== '' && !lobNames.includes(value)) sentences.push(`“${value}” is not a listed line of business`);
  return sentences.length === 0 ? null : `${sentences.join('; ')}.`;
}

/** What must hold before a sample can be submitted. */
export async function sampleGates(context: GateContext): Promise<readonly Gate[]> {
  const { count } = context;
  const included = await count(all(INCLUDED));
  const unreasonedFilter = all(EXCLUDED, RANDOM, WITHOUT_REASON);
  const unreasoned = await count(unreasonedFilter);
  const refusedFilter = all(EXCLUDED, where('requestedBy', 'not_blank'), WITHOUT_REASON, UNANSWERED);
  const keptFilter = keptUnanswered(INCLUDED);
  const refused = await count(refusedFilter);
  const kept = await count(keptFilter);
  const unanswered = [
    ...(refused > 0 ? [`${counted(refused, NOUN)} asked for by the approver and excluded without an answer`] : []),
    ...(kept > 0 ? [keptUnansweredWords(kept, NOUN)] : []),
  ];
  const undecided = await count(UNDECIDED);
  const includedGate: Gate = {
    code: 'included',
    label: 'At least one sample is included',
    blocked: included > 0 ? null : 'No sample is included: draw some, or include some of those drawn.',
    link: { panel: 'draws' },
  };
  return [
    populationGate(populationFact(context.facts)),
    // While samples are not decided yet, that alone is what blocks.
    ...(included === 0 && undecided > 0 ? [] : [includedGate]),
    { code: 'unique', label: 'No record is listed twice', blocked: null, link: null },
    await decidedGate(context, NOUN, UNDECIDED),
    {
      code: 'lob',
      label: 'Every sample has a line of business',
      blocked: await blockedByLob(context),
      link: { filter: all(...WITHOUT_LOB) },
    },
    {
      code: 'exclusions',
      label: 'Random records are excluded with a reason only',
      blocked: blockedBy(unreasoned, `${counted(unreasoned, NOUN)} drawn at random and excluded without a reason.`),
      link: { filter: unreasonedFilter },
    },
    {
      code: 'answered',
      label: 'The approver’s requests and rejections are answered',
      blocked: unanswered.length === 0 ? null : `${unanswered.join('; ')}.`,
      link: { filter: refused > 0 ? refusedFilter : keptFilter },
    },
    inputsGate(context),
  ];
}
