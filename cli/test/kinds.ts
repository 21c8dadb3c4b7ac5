/** Kinds of test in the order they run: what fails soonest comes first. */
export const TEST_KINDS = ['lint', 'types', 'unit', 'property', 'data', 'workflow', 'replay', 'e2e'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

export function isTestKind(value: string): value is TestKind {
  return (TEST_KINDS as readonly string[]).includes(value);
}
