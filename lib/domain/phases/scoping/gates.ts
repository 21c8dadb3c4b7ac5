import type { Gate, GateContext } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { TESTED, UNDECIDED } from './filters';
import { NOUN } from './scope-item';

/** What must hold before the scope of a test can be submitted. */
export async function scopingGates({ count, staleInputs }: GateContext): Promise<readonly Gate[]> {
  const declinedSkip = all(where('decision', 'is', 'decline'), where('recommendation', 'is', 'skip'));
  const overriddenTest = all(where('decision', 'is', 'override'), where('recommendation', 'is', 'test'));
  const unreasonedFilter = all(where('decision', 'in', 'decline', 'override'), where('decisionReason', 'blank'));
  const unansweredFilter = all(where('turnedDownBy', 'not_blank'), where('answer', 'blank'));
  const [total, tested, undecided, unreasoned, wrongDecline, wrongOverride, unanswered] = (await Promise.all(
    [all(), all(TESTED), UNDECIDED, unreasonedFilter, declinedSkip, overriddenTest, unansweredFilter].map(
      async (filter) => await count(filter),
    ),
  )) as [number, number, number, number, number, number, number];
  const some = (n: number, sentence: string) => (n > 0 ? sentence : null);
  const misfits = [
    ...(wrongDecline > 0
      ? [`${counted(wrongDecline, NOUN)} declined that ${wrongDecline === 1 ? 'was' : 'were'} not recommended for testing: accept instead`]
      : []),
    ...(wrongOverride > 0
      ? [`${counted(wrongOverride, NOUN)} overridden that ${wrongOverride === 1 ? 'was' : 'were'} recommended for testing: accept instead`]
      : []),
  ];
  return [
    {
      code: 'tested',
      label: 'At least one attribute is to be tested',
      blocked: tested > 0 ? null : total === 0 ? 'There are no attributes.' : 'No attribute is to be tested.',
      link: { filter: UNDECIDED },
    },
    {
      code: 'decided',
      label: 'Every attribute is decided',
      blocked: some(undecided, `${counted(undecided, NOUN)} not decided.`),
      link: { filter: UNDECIDED },
    },
    {
      code: 'fits',
      label: 'Every decision fits its recommendation',
      blocked: misfits.length === 0 ? null : `${misfits.join('; ')}.`,
      link: { filter: wrongDecline > 0 ? declinedSkip : overriddenTest },
    },
    {
      code: 'reasons',
      label: 'Declined and overridden with a reason',
      blocked: some(unreasoned, `${counted(unreasoned, NOUN)} declined or overridden without a reason.`),
      link: { filter: unreasonedFilter },
    },
    {
      code: 'answered',
      label: 'Every attribute turned down is answered',
      blocked: some(unanswered, `${counted(unanswered, NOUN)} turned down by the reviewer without an answer.`),
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
