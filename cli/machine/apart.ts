import { type ChildProcess, fork } from 'node:child_process';
import { PlainError, plainSentence } from './plain-error';

/** What a process apart tells: sentences on the way, and at its end what came of it. */
type Told = { said: string } | { answer: unknown } | { failed: string; plain: boolean };

/** Work that a process of its own does, so that what it loads and holds goes with it. Begins at once. */
export class Apart<T> {
  readonly answer: Promise<T>;
  private readonly child: ChildProcess;

  /** @param program a module that calls `answerApart` */
  constructor(program: string, task: unknown, say: (sentence: string) => void) {
    const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    this.answer = new Promise<T>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if ('said' in told) say(told.said);
        else if ('answer' in told) resolve(told.answer as T);
        else reject(told.plain ? new PlainError(told.failed) : new Error(told.failed));
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`${program} ended (${signal ?? `exit ${code}`}) before it was done.`)));
    });
    child.send({ task });
  }

  /** Ends it, whatever it has come to. */
  end(): void {
    this.child.kill('SIGTERM');
  }
}

/** The other side: does the task that this process was started for, tells what came of it, and ends. */
export function answerApart<Task>(work: (task: Task, say: (sentence: string) => void) => Promise<unknown>): void {
  const tell = (told: Told) => new Promise<void>((resolve) => process.send?.(told, () => resolve()));
  // Whoever started it is gone: nobody waits for what comes of it.
  process.on('disconnect', () => process.exit());
  // An exit of its own ends what it has started, too.
  process.on('SIGTERM', () => process.exit(143));
  // Ctrl-C reaches the whole group; whoever started it ends it in its turn.
  process.on('SIGINT', () => undefined);
  process.once('message', ({ task }: { task: Task }) => {
    work(task, (sentence) => void tell({ said: sentence }))
      .then(
        (answer) => tell({ answer }),
        (error: unknown) => {
          const plain = plainSentence(error);
          return tell({
            failed: plain ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)),
            plain: plain !== undefined,
          });
        },
      )
      .finally(() => process.disconnect());
  });
}
