import { answeredGate, blockedBy, decidedGate, inputsGate } from '../../phase/common-gates';
import type { Gate, GateContext } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { WITHOUT_REASON } from '../../phase/review-fields';
import { TESTED, UNDECIDED } from './filters';
import { NOUN, scopeSchema } from './scope-item';

const { where } = fieldsOf(scopeSchema);

/** What must hold before the scope of a test can be submitted. */
export async function scopingGates(context: GateContext): Promise<readonly Gate[]> {
  const { count } = context;
  const declinedSkip = all(where('decision', 'is', 'decline'), where('recommendation', 'is', 'skip'));
  const overriddenTest = all(where('decision', 'is', 'override'), where('recommendation', 'is', 'test'));
  const unreasonedFilter = all(where('decision', 'in', 'decline', 'override'), WITHOUT_REASON);
  const total = await count(all());
  const tested = await count(all(TESTED));
  const unreasoned = await count(unreasonedFilter);
  const wrongDecline = await count(declinedSkip);
  const wrongOverride = await count(overriddenTest);
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
    await decidedGate(context, NOUN, UNDECIDED),
    {
      code: 'fits',
      label: 'Every decision fits its recommendation',
      blocked: misfits.length === 0 ? null : `${misfits.join('; ')}.`,
      link: { filter: wrongDecline > 0 ? declinedSkip : overriddenTest },
    },
    {
      code: 'reasons',
      label: 'Declined and overridden with a reason',
      blocked: blockedBy(unreasoned, `${counted(unreasoned, NOUN)} declined or overridden without a reason.`),
      link: { filter: unreasonedFilter },
    },
    await answeredGate(context, NOUN, null),
    inputsGate(context),
  ];
}
