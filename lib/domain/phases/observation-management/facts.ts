import { z } from 'zod';
import type { Facts, ItemData } from '../../item/json';
import { counted } from '../../phase/filters';

/** What the version was made from, and what the tests came to. */
export const TESTS_FACT = '$tests';

export const testsFactSchema = z.strictObject({
  /** Cases that were tested and reviewed, by what they came to. */
  cases: z.number().int(),
  failed: z.number().int(),
  inconclusive: z.number().int(),
  /** The approved versions of Test Execution, by the key of their lane. */
  tests: z.array(z.strictObject({ instance: z.string(), number: z.number().int(), versionHash: z.string() })),
});
export type TestsFact = z.infer<typeof testsFactSchema>;

/** Reads what the tests came to; null where the version does not say. */
export function testsFact(facts: Facts): TestsFact | null {
  const data = facts.get(TESTS_FACT);
  return data === undefined ? null : testsFactSchema.parse(data);
}

const CASES = { one: 'case', many: 'cases' };

/** "40 cases were reviewed, 3 failed, 1 inconclusive." */
export function testsInWords({ cases, failed, inconclusive }: TestsFact): string {
  const said = `${counted(cases, CASES)} ${cases === 1 ? 'was' : 'were'} reviewed`;
  const doubtful = inconclusive > 0 ? `, ${inconclusive.toLocaleString('en-US')} inconclusive` : '';
  return failed === 0
    ? `${said}, none failed${doubtful}: no observation.`
    : `${said}, ${failed.toLocaleString('en-US')} failed${doubtful}.`;
}

/** A fact of the version in a sentence; null where its values say it. */
export function factWords(key: string, data: ItemData): string | null {
  const tests = key === TESTS_FACT ? testsFactSchema.safeParse(data).data : undefined;
  return tests === undefined ? null : testsInWords(tests);
}
