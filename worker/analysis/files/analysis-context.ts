import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '#storage/storage';
import { workshopPrefix } from './abandoned-workshops';
import type { DerivedFiles } from './derived-files';
import { type Duck, openDuck } from './duckdb';

export interface Progress {
  step: string;
  done: number;
  total: number;
  unit: string;
}

/** What analysis works with; nothing in it reaches for a global. */
export interface AnalysisContext {
  storage: Storage;
  derived: DerivedFiles;
  signal: AbortSignal;
  heartbeat(progress: Progress): void;
}

/** One task's room: a DuckDB and a directory for what is on its way into storage. */
export interface Workshop extends AnalysisContext {
  duck: Duck;
  directory: string;
  /** Path of a file of this task. */
  file(name: string): string;
}

/** A statement of DuckDB may run for longer than a heartbeat's time-out: the last progress is repeated meanwhile. */
const PULSE_MS = 3_000;

/** Opens a workshop, does the work in it, and clears it away whatever happens. */
export async function inWorkshop<T>(context: AnalysisContext, work: (workshop: Workshop) => Promise<T>): Promise<T> {
  const workshop = await openWorkshop(context);
  try {
    return await work(workshop);
  } finally {
    await workshop.close();
  }
}

/** Opens a workshop for work that lives as long as an iteration; the caller closes it. */
export async function openWorkshop(context: AnalysisContext): Promise<Workshop & { close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), workshopPrefix(process.pid)));
  let last: Progress = { step: 'Starting', done: 0, total: 0, unit: '' };
  const heartbeat = (progress: Progress) => {
    last = progress;
    context.heartbeat(progress);
  };
  const duck = await openDuck(directory, context.signal).catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true });
    throw error;
  });
  const pulse = setInterval(() => context.heartbeat(last), PULSE_MS);
  return {
    ...context,
    heartbeat,
    duck,
    directory,
    file: (name) => join(directory, name),
    async close() {
      clearInterval(pulse);
      duck.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
