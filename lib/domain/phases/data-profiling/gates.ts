import type { Gate, GateContext } from '../../phase/definition';
import { all, counted, where } from '../../phase/filters';
import { populationFact } from '../planning/population';
import { notRunFilter, UNDECIDED, USED } from './filters';
import { unprofiled } from './profile-facts';
import { NOUN } from './rule-item';

/** What must hold before the rules of a report can be submitted. */
export async function dataProfilingGates(context: GateContext): Promise<readonly Gate[]> {
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
