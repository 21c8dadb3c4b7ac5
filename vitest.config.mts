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

/** Which files of a kind a project runs, and how, where it is not all of them. */
interface Choice {
  /** Folders whose files it runs, and no other's; all where null. */
  only?: string | null;
  /** Folders whose files it leaves to another project of the kind. */
  not?: string;
  /**
   * Whether its files share the modules of a process. Loading them anew for each file takes two to three times as long as running
   * it. A file of these gives back what it changes of the process: environment, globals, spies; modules there keep nothing.
   */
  sharing?: boolean;
  serial?: boolean;
}

/** A project that runs the files whose suffix names their kind. */
function project(name: string, kind: string, timeoutMs: number, { only = null, not, sharing = false, serial = false }: Choice = {}) {
  return {
    test: {
      name,
      include: [`${only ?? '**'}/*.${kind}.test.{ts,tsx}`],
      exclude: ['**/node_modules/**', '.next/**', '.countersign/**', 'dist/**', ...(not === undefined ? [] : [not])],
      environment: 'node',
      testTimeout: timeoutMs,
      hookTimeout: Math.max(timeoutMs, 60_000),
      maxWorkers: serial ? 1 : FILES_AT_ONCE,
      pool: 'forks' as const,
      isolate: !sharing,
      setupFiles: BEGINNINGS[kind] ?? [],
    },
  };
}

/** What reads and writes tables, given its database: the other tests of data go through an environment that a process reads once. */
const TABLES = 'lib/data/**';

export default defineConfig({
  test: {
    projects: [
      project('unit', 'unit', 20_000, { sharing: true }),
      project('property', 'property', 120_000, { sharing: true }),
      project('lint', 'lint', 240_000, { serial: true }),
      project('data-tables', 'data', 60_000, { only: TABLES, sharing: true }),
      project('data-doors', 'data', 60_000, { not: TABLES }),
      project('workflow', 'workflow', 120_000),
      project('replay', 'replay', 120_000, { serial: true }),
    ],
  },
});
