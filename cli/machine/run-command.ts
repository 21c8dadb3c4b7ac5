import { spawn } from 'node:child_process';
import { PlainError } from './plain-error';

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Kill the command after this many milliseconds. */
  timeoutMs?: number;
  /** 'inherit' lets the person watch; 'capture' keeps the output for the caller. */
  output?: 'inherit' | 'capture';
  uid?: number;
  gid?: number;
}

export interface CommandResult {
  code: number;
  output: string;
}

/** Runs a program to its end, or to that of this process. A program that cannot be started answers code 127, as a shell would. */
export function runCommand(program: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const capture = (options.output ?? 'capture') === 'capture';
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMs,
      uid: options.uid,
      gid: options.gid,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const endIt = (): void => void child.kill('SIGTERM');
    process.once('exit', endIt);
    child.once('close', () => process.off('exit', endIt));
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a program that must succeed; a failure becomes one sentence with the end of its output. */
export async function mustRun(what: string, program: string, args: string[], options: CommandOptions = {}): Promise<string> {
  const { code, output } = await runCommand(program, args, options);
  if (code === 0) return output;
  if (output.includes('ENOSPC') || output.includes('No space left on device')) {
    throw new PlainError(`The disk is full: ${what} failed. Free some space and run the command again.`);
  }
  throw new PlainError(`${what} failed (exit ${code}).\n${output.trimEnd().split('\n').slice(-25).join('\n')}`);
}
