import { GRADES } from '../../observing/severity';
import type { GateContext, SummaryPart, SummarySection } from '../../phase/definition';
import { capitalised } from '../../phase/labels';
import { testsFact, testsInWords } from './facts';
import { CASES, MERGED, NOT_AN_ISSUE, OBSERVATIONS, ofSeverity, UNDECIDED } from './filters';

/** What the tests came to, and the observations by severity and disposition. */
export async function observationSummary({ count, facts }: GateContext): Promise<readonly SummarySection[]> {
  const tests = testsFact(facts);
  const part = async (label: string, filter: typeof OBSERVATIONS): Promise<SummaryPart> => ({
    label,
    value: String(await count(filter)),
    filter,
  });
  const observations = await count(OBSERVATIONS);
  const whole: SummaryPart =
    tests === null ? { label: 'Tests', value: 'Not said' } : { label: 'Tests', value: String(tests.cases), help: testsInWords(tests) };
  if (observations === 0)
    return [{ title: 'Observations', parts: [{ label: 'Observations', value: 'No observation', filter: OBSERVATIONS }, whole] }];
  return [
    {
      title: 'Observations',
      parts: [
        whole,
        await part('Observations', OBSERVATIONS),
        await part('Failing cases', CASES),
        await part('No disposition yet', UNDECIDED),
        await part('Not an issue', NOT_AN_ISSUE),
        await part('Merged', MERGED),
      ],
    },
    { title: 'By severity', parts: await Promise.all(GRADES.map((grade) => part(capitalised(grade), ofSeverity(grade)))) },
  ];
}
