import { PlainError } from '../machine/plain-error';

/** What `./countersign test` may be told beside kind and files. */
export interface TestOptions {
  /** Runs of each property: a number, or `all` for the full count that each names. */
  runs?: string;
  /** A whole number that properties and sampled cuts are drawn from; from the commit unless given. */
  seed?: string;
  /** Every cut of the failure tests instead of one a table. */
  all?: boolean;
  /** Only what a change since `since` can affect. */
  changed?: boolean;
  since?: string;
}

/** What tests read of the options, as environment variables. @throws PlainError where a value is no whole number. */
export function environmentOf(options: TestOptions, seedOfCommit: number): Record<string, string> {
  const { runs, seed, all } = options;
  if (runs !== undefined && runs !== 'all' && !isWhole(runs)) throw new PlainError('--runs takes a whole number above 0, or "all".');
  if (seed !== undefined && !isWhole(seed) && seed !== '0') throw new PlainError('--seed takes a whole number.');
  return {
    COUNTERSIGN_TEST_SEED: seed ?? String(seedOfCommit),
    ...(runs === undefined ? {} : { COUNTERSIGN_PROPERTY_RUNS: runs }),
    ...(all ? { COUNTERSIGN_KILLS: 'all' } : {}),
  };
}

/** The seed of a commit: its first seven hexadecimal digits, below 2^28, so that it is the same on every machine. */
export function seedOf(commit: string): number {
  return Number.parseInt(commit.slice(0, 7), 16) || 0;
}

/** Whether browser tests can tell the difference: what the product is built or started from has changed, or they themselves. */
export function affectsBrowserTests(files: readonly string[]): boolean {
  return files.some((file) => BROWSER_SEES.test(file) && !/\.(unit|property|lint|data|workflow|replay)\.test\.tsx?$/.test(file));
}
const BROWSER_SEES =
  /^(app|components|e2e|lib|prisma|worker)\/|^cli\/(build|demo|machine|play|services|temporal|up)\/|^(package-lock\.json|package\.json|proxy\.ts|instrumentation\.ts|next\.config\.js|playwright\.config\.ts|postcss\.config\.mjs)$/;

function isWhole(text: string): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text);
}
