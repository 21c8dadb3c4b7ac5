import { Worker } from 'node:worker_threads';
import type { ExtractedText } from '#domain/evidence/extracted-text';
import { fileRefusal } from '#domain/evidence/file-faults';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { Refusal, type RefusalCode } from '#domain/refusals';

/** What the thread answers to a file. */
export type ExtractionAnswer =
  | { kind: 'text'; text: ExtractedText }
  | { kind: 'refused'; code: RefusalCode; detail: string | undefined }
  | { kind: 'failed'; message: string };

export interface ExtractionLimits {
  heapMb: number;
  timeoutMs: number;
}

/** Time and memory that reading one file may take. */
const EXTRACTION_LIMITS: ExtractionLimits = { heapMb: 512, timeoutMs: 60_000 };

/** The compiled worker has its thread beside it; where sources run as they are, the thread compiles its own. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const THREAD = new URL(IS_SOURCE ? './extraction-thread.ts' : './extraction-thread.mjs', import.meta.url);
const COMPILING = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(THREAD.href)}, ${JSON.stringify(import.meta.url)}))`;

function startThread({ heapMb }: ExtractionLimits): Worker {
  const thread = new Worker(IS_SOURCE ? COMPILING : THREAD, {
    eval: IS_SOURCE,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
    // Nothing of the worker's settings is needed to read a file.
    env: {},
  });
  // One that comes after the answer concerns nobody, and must not end the process.
  thread.on('error', () => undefined);
  return thread;
}

/** A thread that reads files of evidence, one after another. One that met a limit is ended, and the next file gets a new one. */
export class ExtractionThread {
  private thread: Worker | null = null;

  constructor(private readonly limits: ExtractionLimits = EXTRACTION_LIMITS) {}

  /**
   * Text of a stored file. Refuses with one of FILE_FAULTS what cannot be read, or not within the limits; rejects with `signal`'s reason.
   * The next file may be given once this one is answered.
   */
  async extract(path: string, kind: EvidenceKind, signal?: AbortSignal): Promise<ExtractedText> {
    signal?.throwIfAborted();
    this.thread ??= startThread(this.limits);
    const answer = await this.answerOf(this.thread, { path, kind }, signal).catch(async (error: unknown) => {
      await this.close();
      throw error;
    });
    switch (answer.kind) {
      case 'text':
        return answer.text;
      case 'refused':
        throw new Refusal(answer.code, answer.detail);
      case 'failed':
        await this.close();
        throw new Error(`A file of evidence could not be read: ${answer.message}`);
    }
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.terminate();
  }

  private answerOf(
    thread: Worker,
    request: { path: string; kind: EvidenceKind },
    signal: AbortSignal | undefined,
  ): Promise<ExtractionAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(fileRefusal('takes-too-long'))), this.limits.timeoutMs);
      const aborted = () => end(() => reject(signal?.reason as Error));
      const failed = (error: NodeJS.ErrnoException) =>
        end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? fileRefusal('takes-too-much') : error));
      const exited = () => end(() => reject(new Error('The thread that reads evidence ended by itself.')));
      const answered = (answer: ExtractionAnswer) => end(() => resolve(answer));
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        thread.off('message', answered).off('error', failed).off('exit', exited);
        settle();
      };
      signal?.addEventListener('abort', aborted, { once: true });
      thread.on('message', answered).on('error', failed).on('exit', exited);
      thread.postMessage(request);
    });
  }
}

/** Text of one stored file, read in a thread of its own. Refuses as `ExtractionThread.extract` does. */
export async function extractText(path: string, kind: EvidenceKind, signal?: AbortSignal): Promise<ExtractedText> {
  const thread = new ExtractionThread();
  try {
    return await thread.extract(path, kind, signal);
  } finally {
    await thread.close();
  }
}
