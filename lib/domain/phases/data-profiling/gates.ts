import { answeredGate, blockedBy, decidedGate, inputsGate } from '../../phase/common-gates';
import type { Gate, GateContext } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { populationFact, populationGate } from '../planning/population';
import { notRunFilter, UNDECIDED, USED } from './filters';
import { unprofiled } from './profile-facts';
import { NOUN, ruleSchema } from './rule-item';

const { where } = fieldsOf(ruleSchema);

/** What must hold before the rules of a report can be submitted. */
export async function dataProfilingGates(context: GateContext): Promise<readonly Gate[]> {
  const { count, facts } = context;
  const population = populationFact(facts);
  const total = await count(all());
  const used = await count(all(USED));
  const problemFilter = all(USED, where('problem', 'not_blank'));
  const problems = await count(problemFilter);
  const notRun = await count(notRunFilter(facts));
  const missing = unprofiled(facts);
  const profiled =
    population === null
      ? 'There is no population to profile.'
      : blockedBy(
          missing.length,
          `${counted(missing.length, { one: 'attribute is', many: 'attributes are' })} not profiled on this population.`,
        );
  return [
    populationGate(population),
    { code: 'profiled', label: 'Every attribute is profiled on this population', blocked: profiled, link: { panel: 'profile' } },
    {
      code: 'used',
      label: 'At least one rule is included',
      blocked: used > 0 ? null : total === 0 ? 'There are no rules yet: have some proposed, or write one.' : 'No rule is included.',
      link: total === 0 ? { panel: 'profile' } : { filter: UNDECIDED },
    },
    await decidedGate(context, NOUN, UNDECIDED),
    {
      code: 'usable',
      label: 'Every included rule can be read',
      blocked: blockedBy(
        problems,
        `${counted(problems, { one: 'included rule has', many: 'included rules have' })} a problem in the expression.`,
      ),
      link: { filter: problemFilter },
    },
    {
      code: 'run',
      label: 'Every included rule was run on this population',
      blocked: blockedBy(
        notRun,
        `${counted(notRun, { one: 'included rule was', many: 'included rules were' })} not run as it stands: run the rules.`,
      ),
      link: { panel: 'profile' },
    },
    await answeredGate(context, NOUN, USED),
    inputsGate(context),
  ];
}
