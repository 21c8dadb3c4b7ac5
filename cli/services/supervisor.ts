import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PlainError } from '../machine/plain-error';
import { markOf, type ProcessMark, stopProcess } from '../machine/processes';
import type { ServiceSpec } from './service-spec';

/** What the supervisor tells: each start with its mark (to be recorded) and each death in words. */
export interface SupervisorEvents {
  started(name: string, mark: ProcessMark): void;
  said(sentence: string): void;
}

/**
 * Keeps one process running: starts it apart from the terminal's process group, so that Ctrl-C reaches only `up`,
 * which stops its services in order; starts it again, with growing pauses, when it dies.
 */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private mark: ProcessMark | undefined;
  private stopping = false;
  private quickDeaths = 0;

  constructor(
    private readonly spec: ServiceSpec,
    private readonly events: SupervisorEvents,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  /** Starts the process and waits until `ready` answers true. A death before that is a clear sentence. */
  async start(ready: () => Promise<boolean>, timeoutMs: number): Promise<void> {
    this.launch();
    const deadline = Date.now() + timeoutMs;
    while (!(await ready())) {
      if (this.stopping) throw new PlainError(`${this.name} was stopped while it started.`);
      if (this.quickDeaths >= 3) throw new PlainError(`${this.name} does not start. ${this.lastWords()}`);
      if (Date.now() > deadline) throw new PlainError(`${this.name} did not answer within ${timeoutMs / 1000} s. ${this.lastWords()}`);
      await wait(100);
    }
    this.quickDeaths = 0;
  }

  /** Stops the process for good. */
  async stop(): Promise<void> {
    this.stopping = true;
    const mark = this.mark;
    if (!mark || !this.child || this.child.exitCode !== null) return;
    const forced = await stopProcess(mark, this.spec.stopSignal, this.spec.stopGraceMs);
    if (forced) this.events.said(`${this.name} did not stop in ${this.spec.stopGraceMs / 1000} s and was ended.`);
  }

  private launch(): void {
    mkdirSync(path.dirname(this.spec.logFile), { recursive: true });
    const log = openSync(this.spec.logFile, 'a', 0o600);
    const begun = Date.now();
    const child = spawn(this.spec.program, this.spec.args, {
      cwd: this.spec.cwd,
      env: this.spec.env,
      uid: this.spec.ids?.uid,
      gid: this.spec.ids?.gid,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.mark = child.pid === undefined ? undefined : markOf(child.pid);
    if (this.mark) this.events.started(this.name, this.mark);
    child.once('error', (error) => this.events.said(`${this.name} could not be started: ${error.message}`));
    child.once('close', (code, signal) => void this.afterDeath(Date.now() - begun, signal ?? `exit ${code}`));
  }

  private async afterDeath(livedMs: number, how: string): Promise<void> {
    if (this.stopping) return;
    this.quickDeaths = livedMs < 10_000 ? this.quickDeaths + 1 : 0;
    const pauseMs = restartPauseMs(this.quickDeaths);
    this.events.said(`${this.name} ended (${how}); starting it again${pauseMs > 0 ? ` in ${pauseMs / 1000} s` : ''}.`);
    await wait(pauseMs);
    if (!this.stopping) this.launch();
  }

  private lastWords(): string {
    const lines = readFileSync(this.spec.logFile, 'utf8').trimEnd().split('\n');
    const tail = lines.slice(-8).join('\n');
    if (/No space left on device|ENOSPC|disk is full/i.test(tail)) return 'The disk is full: free some space and start again.';
    return `The end of ${this.spec.logFile}:\n${tail}`;
  }
}

/** Pause before starting a dead process again: none at first, then doubling up to half a minute. */
export function restartPauseMs(quickDeaths: number): number {
  return quickDeaths <= 1 ? 0 : Math.min(500 * 2 ** (quickDeaths - 2), 30_000);
}
