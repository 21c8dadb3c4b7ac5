import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { ifThere } from '../machine/if-there';
import { runCommand } from '../machine/run-command';
import { EMPTY_TALLY, type Tally, tallyOfVitest, type VitestReport } from './tally';

/** Runs one vitest project and counts its report. No file of the kind is a tally of zeros. */
export async function runVitest(project: string, filters: string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-report-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const { code } = await runCommand(
      process.execPath,
      [
        path.join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        `--project=${project}`,
        '--passWithNoTests',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
        ...filters,
      ],
      { cwd: PROJECT_ROOT, env, output: 'inherit' },
    );
    const text = await ifThere(readFile(reportFile, 'utf8'));
    const tally = text === undefined ? EMPTY_TALLY : tallyOfVitest(JSON.parse(text) as VitestReport);
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
