import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerHolds, WorkerQuestion, WorkerTask } from './worker-process';

/** A worker in a process of its own, of which it can be asked what it holds. */
export class ForkedWorker {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts it, and waits until it takes tasks. */
  static async start(task: WorkerTask): Promise<ForkedWorker> {
    const program = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
    const child = fork(program, [JSON.stringify(task)], { execArgv: [...process.execArgv, '--expose-gc'] });
    await answerOf(child);
    return new ForkedWorker(child);
  }

  /** What it holds after it has collected its garbage. */
  async holds(): Promise<WorkerHolds> {
    const answer = answerOf(this.child);
    this.ask('holds');
    return (await answer) as WorkerHolds;
  }

  /** Lets it finish what it carries out. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exit = once(this.child, 'exit');
    this.ask('stop');
    await exit;
  }

  private ask(question: WorkerQuestion): void {
    this.child.send(question);
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The process of the worker ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
