import { recordDerivedFile } from '#data/files/derived-files.commands';
import { findDerivedFile } from '#data/files/derived-files.queries';
import type { Database } from '#data/sql/connection';
import type { Storage } from '#storage/storage';
import type { AnalysisContext } from '../../analysis/files/analysis-context';
import type { WorkProgress } from './preparer';

/** What analysis works with, from what a preparer or an inquiry is given. */
export function analysisOf(context: {
  db: Database;
  storage: Storage;
  signal: AbortSignal;
  heartbeat(progress: WorkProgress): void;
}): AnalysisContext {
  const { db, storage, signal } = context;
  return {
    storage,
    signal,
    heartbeat: (progress) => context.heartbeat(progress),
    derived: {
      find: (source, recipe) => findDerivedFile(db, source, recipe),
      record: (source, recipe, sha256) => recordDerivedFile(db, source, recipe, sha256),
    },
  };
}
