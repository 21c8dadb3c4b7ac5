import { defineConfig } from '@playwright/test';

/**
 * Run by `./countersign test e2e`, which starts a production installation of its own and names it in COUNTERSIGN_E2E_URL.
 * By role and story: specs share one installation, so they run one after the other.
 */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.COUNTERSIGN_E2E_REPORT ?? 'test-results/report.json' }]],
  use: {
    baseURL: process.env.COUNTERSIGN_E2E_URL,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.COUNTERSIGN_CHROMIUM || undefined,
      // Chromium's sandbox refuses root; as any other user it stays on.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
