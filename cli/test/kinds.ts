/** Kinds of test in the order they run: what fails soonest comes first. */
export const TEST_KINDS = ['lint', 'types', 'unit', 'property', 'data', 'workflow', 'replay', 'e2e'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** Kinds that only read the sources, one after the other on one core: they run beside those that wait for servers half of the time. */
export const READING_KINDS = ['lint', 'types'] as const satisfies readonly TestKind[];
export const RUNNING_KINDS = ['unit', 'property', 'data', 'workflow', 'replay'] as const satisfies readonly TestKind[];

export function isTestKind(value: string): value is TestKind {
  return (TEST_KINDS as readonly string[]).includes(value);
}
