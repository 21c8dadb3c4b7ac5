import { parentPort } from 'node:worker_threads';
import { fileRefusal } from '#domain/evidence/file-faults';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { Refusal } from '#domain/refusals';
import { boundMemory } from './bounded-memory';
import type { ExtractionAnswer } from './extract-text';
import { readEvidence } from './read-evidence';

/** The program of the thread in which files of evidence are read, one after another: whatever is in them, no other thread is harmed. */
const memory = boundMemory();

async function answer({ path, kind }: { path: string; kind: EvidenceKind }): Promise<ExtractionAnswer> {
  memory.reset();
  try {
    const text = await readEvidence(path, kind);
    // What could not be unpacked is missing from the text without a word.
    if (memory.wasMet()) throw fileRefusal('takes-too-much');
    return { kind: 'text', text };
  } catch (error) {
    const refusal = memory.wasMet() ? fileRefusal('takes-too-much') : error;
    if (refusal instanceof Refusal) return { kind: 'refused', code: refusal.code, detail: refusal.detail };
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// A reader of broken files lets go of promises that fail, some of them after it has answered. What it answers counts; where it waits for
// one of them, the time for a file ends.
process.on('unhandledRejection', () => undefined);

parentPort?.on('message', (request: { path: string; kind: EvidenceKind }) => {
  void answer(request).then((message) => parentPort?.postMessage(message));
});
