import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { WorkEnd } from '../../activities/run-work';
import { rootMessage } from '../failures';
import { runWork } from './activities';

export interface EndedWork {
  workId: string;
  end: WorkEnd;
}

/** Long work beside the main loop: each in a scope of its own, its end handed to the loop like a command. */
export class RunningWorks {
  private readonly scopes = new Map<string, CancellationScope>();
  private ended: EndedWork[] = [];

  /** Starts what the tables say is running, and cancels what they no longer say so. */
  follow(running: readonly { id: string; kind: string }[]): void {
    for (const [workId, scope] of this.scopes) {
      if (!running.some((work) => work.id === workId)) scope.cancel();
    }
    for (const work of running) {
      if (!this.scopes.has(work.id)) this.start(work.id, work.kind);
    }
  }

  cancelAll(): void {
    for (const scope of this.scopes.values()) scope.cancel();
  }

  /** Hands out what has ended; each end once. */
  takeEnded(): readonly EndedWork[] {
    const taken = this.ended;
    this.ended = [];
    for (const { workId } of taken) this.scopes.delete(workId);
    return taken;
  }

  get hasEnded(): boolean {
    return this.ended.length > 0;
  }

  get isIdle(): boolean {
    return this.scopes.size === 0;
  }

  private start(workId: string, kind: string): void {
    const scope = new CancellationScope();
    this.scopes.set(workId, scope);
    scope
      .run(() => runWork.executeWithOptions({ summary: kind }, [{ workId }]))
      .then(
        (end) => this.ended.push({ workId, end }),
        (error: unknown) =>
          this.ended.push({
            workId,
            end: isCancellation(error) ? { kind: 'cancelled' } : { kind: 'failed', code: 'internal_error', detail: rootMessage(error) },
          }),
      );
  }
}
