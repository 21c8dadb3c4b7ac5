import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** A file waits for its own servers half of the time, so that two at once pay off on two cores as well. */
const FILES_AT_ONCE = Math.max(2, availableParallelism() - 1);

/** What a file of a kind begins with. */
const BEGINNINGS: Readonly<Record<string, string[]>> = {
  unit: ['test/support/seeded-properties.ts'],
  property: ['test/support/seeded-properties.ts'],
  data: ['test/support/seeded-properties.ts', 'test/support/record-rows.ts'],
};

/**
 * Kinds whose files may share the modules of a process: pure rules, which keep nothing. Loading them anew for each file took three
 * times as long as running it. A file of these gives back what it changes of the process: environment, globals, spies.
 */
const SHARING_MODULES: readonly string[] = ['unit', 'property'];

/** One project for each kind of test; the suffix of a file names its kind. */
function kind(name: string, timeoutMs: number, serial: boolean) {
  return {
    test: {
      name,
      include: [`**/*.${name}.test.{ts,tsx}`],
      exclude: ['**/node_modules/**', '.next/**', '.countersign/**', 'dist/**'],
      environment: 'node',
      testTimeout: timeoutMs,
      hookTimeout: Math.max(timeoutMs, 60_000),
      maxWorkers: serial ? 1 : FILES_AT_ONCE,
      pool: 'forks' as const,
      isolate: !SHARING_MODULES.includes(name),
      setupFiles: BEGINNINGS[name] ?? [],
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      kind('unit', 20_000, false),
      kind('property', 120_000, false),
      kind('lint', 240_000, true),
      kind('data', 60_000, false),
      kind('workflow', 120_000, false),
      kind('replay', 120_000, true),
    ],
  },
});
