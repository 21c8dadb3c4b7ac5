import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { runCommand } from '../machine/run-command';
import { findOrInstallChromium } from './browser';
import { withInstallation } from './installation-of-its-own';
import { addOutcomes, type Outcome } from './outcome';
import { fileTimesOfPlaywright, type PlaywrightTimes } from './slowest';
import { EMPTY_TALLY, type PlaywrightReport, tallyOfPlaywright } from './tally';

/** Playwright's projects in the order they run; a project that fails does not keep the next from running. */
const PROJECTS = ['stories', 'alone', 'failures'] as const;

/** The browser tests against an installation of their own. */
export async function runEndToEnd(filters: string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const chromium = await findOrInstallChromium();
  return await withInstallation(env, async (state, installationEnv) => {
    const browserEnv = {
      ...installationEnv,
      COUNTERSIGN_E2E_URL: state.webUrl,
      COUNTERSIGN_CHROMIUM: chromium,
      DATABASE_URL: state.databaseUrl,
      DATABASE_OWNER_URL: state.ownerUrl,
      TEMPORAL_ADDRESS: state.temporalAddress,
    };
    const outcomes: Outcome[] = [];
    for (const project of PROJECTS) outcomes.push(await runPlaywright(project, filters, browserEnv));
    return addOutcomes(...outcomes);
  });
}

async function runPlaywright(project: (typeof PROJECTS)[number], filters: string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const output = path.join(PROJECT_ROOT, 'test-results', project);
  const report = path.join(output, 'report.json');
  await rm(report, { force: true });
  const program = path.join(PROJECT_ROOT, 'node_modules', '.bin', 'playwright');
  const { code } = await runCommand(program, ['test', `--project=${project}`, `--output=${output}`, '--pass-with-no-tests', ...filters], {
    cwd: PROJECT_ROOT,
    env: { ...env, COUNTERSIGN_E2E_REPORT: report },
    output: 'inherit',
  });
  const found = existsSync(report) ? (JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport & PlaywrightTimes) : undefined;
  const tally = found === undefined ? EMPTY_TALLY : tallyOfPlaywright(found);
  return {
    tally: code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally,
    files: found === undefined ? [] : fileTimesOfPlaywright(found, 'e2e'),
  };
}
