import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { ifThere } from '../machine/if-there';
import type { TestKind } from './kinds';
import type { Outcome } from './outcome';
import { runTool } from './run-tool';
import { fileTimesOfVitest, type VitestTimes } from './slowest';
import { EMPTY_TALLY, tallyOfVitest, type VitestReport } from './tally';

/** Which files of a kind run, and what they see. */
export interface VitestRun {
  /** Only files whose path contains one of these; all where empty. */
  filters: string[];
  env: NodeJS.ProcessEnv;
  /** Only files that import, however far, what has changed since this commit; null runs them all. */
  changedSince: string | null;
  /** As of `ToolRun`. */
  beside?: TestKind | undefined;
}

/**
 * Runs one vitest project and counts its report. No file of the kind is a tally of zeros.
 */
export async function runVitest(project: string, { filters, env, changedSince, beside }: VitestRun): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-report-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const code = await runTool(
      process.execPath,
      [
        path.join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        `--project=${project}`,
        '--passWithNoTests',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
        ...(changedSince === null ? [] : [`--changed=${changedSince}`]),
        ...filters,
      ],
      { env, beside },
    );
    const text = await ifThere(readFile(reportFile, 'utf8'));
    const report = text === undefined ? undefined : (JSON.parse(text) as VitestReport & VitestTimes);
    const tally = report === undefined ? EMPTY_TALLY : tallyOfVitest(report);
    return {
      tally: code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally,
      files: report === undefined ? [] : fileTimesOfVitest(report, PROJECT_ROOT),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
