import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { runTool, type ToolRun } from './run-tool';
import type { Tally } from './tally';

/** ESLint (layers, style, length), Biome (format, order of imports, import cycles) and knip (what nobody uses): together the one check named lint. */
export async function runLint(run: ToolRun): Promise<Tally> {
  const eslint = await tool('eslint', ['.', '--max-warnings=0', '--no-warn-ignored'], run);
  const hand = await tool('biome', ['check', '--diagnostic-level=error', '.'], run);
  const used = await tool('knip', ['--no-progress'], run);
  return one(eslint && hand && used);
}

/** The compiler, over everything. */
export async function runTypes(run: ToolRun): Promise<Tally> {
  // Next declares its own modules and the routes' parameters in files it generates.
  return one((await tool('next', ['typegen'], run)) && (await tool('tsc', ['--noEmit', '-p', '.'], run)));
}

async function tool(name: string, args: string[], run: ToolRun): Promise<boolean> {
  return (await runTool(path.join(PROJECT_ROOT, 'node_modules', '.bin', name), args, run)) === 0;
}

function one(passed: boolean): Tally {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}
