import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { runCommand } from '../machine/run-command';
import type { Tally } from './tally';

/** ESLint (layers, style, length), Biome (format, order of imports, import cycles) and knip (what nobody uses): together the one check named lint. */
export async function runLint(): Promise<Tally> {
  const eslint = await tool('eslint', ['.', '--max-warnings=0', '--no-warn-ignored']);
  const hand = await tool('biome', ['check', '--diagnostic-level=error', '.']);
  const used = await tool('knip', ['--no-progress']);
  return one(eslint && hand && used);
}

export async function runTypes(): Promise<Tally> {
  // Next declares its own modules and the routes' parameters in files it generates.
  return one((await tool('next', ['typegen'])) && (await tool('tsc', ['--noEmit', '-p', '.'])));
}

async function tool(name: string, args: string[]): Promise<boolean> {
  const program = path.join(PROJECT_ROOT, 'node_modules', '.bin', name);
  const { code } = await runCommand(program, args, { cwd: PROJECT_ROOT, output: 'inherit' });
  return code === 0;
}

function one(passed: boolean): Tally {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}
