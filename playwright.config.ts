import { defineConfig } from '@playwright/test';

/**
 * Stories that look at what the whole installation holds (an inbox, the differences from Temporal) or sends (somebody's mail, which is one
 * message for all that is due at once) meet nobody else's.
 */
const ALONE = ['**/inbox.spec.ts', '**/four-phases.spec.ts', '**/mail.spec.ts'];
const FAILURES = '**/failures/**/*.spec.ts';

/**
 * Run by `./countersign test e2e`, which starts a production installation of its own and names it in COUNTERSIGN_E2E_URL.
 * Stories with reports of their own run two at a time; then those that need the installation to themselves, one after the
 * other, and last of all those in which processes die.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  // A test that failed is repeated once, to be traced; it has failed all the same (cli/test/tally.ts).
  retries: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.COUNTERSIGN_E2E_REPORT ?? 'test-results/report.json' }]],
  projects: [
    { name: 'stories', testIgnore: [...ALONE, FAILURES] },
    { name: 'alone', testMatch: ALONE, workers: 1 },
    { name: 'failures', testMatch: FAILURES, workers: 1 },
  ],
  use: {
    baseURL: process.env.COUNTERSIGN_E2E_URL,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // A trace of every test took as much of the processor as browser and test themselves.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.COUNTERSIGN_CHROMIUM || undefined,
      // Chromium's sandbox refuses root; as any other user it stays on.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
