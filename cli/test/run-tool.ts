import { PROJECT_ROOT } from '../machine/folders';
import { runCommand } from '../machine/run-command';
import type { TestKind } from './kinds';

/** How a kind's tools are run. */
export interface ToolRun {
  env?: NodeJS.ProcessEnv;
  /** The kind whose tool runs beside other kinds: its output comes in one piece, under the kind's heading. Else it is seen as it comes. */
  beside?: TestKind | undefined;
}

/** The heading of a kind's output. */
export function kindHeading(kind: TestKind): string {
  return `\n── ${kind} ──\n`;
}

/** Runs a program in the project and answers its exit code. */
export async function runTool(program: string, args: string[], { env, beside }: ToolRun = {}): Promise<number> {
  const { code, output } = await runCommand(program, args, {
    cwd: PROJECT_ROOT,
    ...(env === undefined ? {} : { env }),
    output: beside === undefined ? 'inherit' : 'capture',
  });
  if (beside !== undefined) process.stdout.write(`${kindHeading(beside)}${output}`);
  return code;
}
