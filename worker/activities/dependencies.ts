import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '#data/connection';
import type { Storage } from '#storage/storage';
import type { Preparer } from '../prepare/preparer';
import type { PhaseName } from '#domain/phases/phase-names';

/** What activities are made from; nothing in them reaches for a global. */
export interface ActivityDependencies {
  db: Database;
  storage: Storage;
  temporal: Client;
  log: Logger;
  /** How versions of a phase are built; tests bring their own. */
  preparer: (phase: PhaseName) => Preparer;
}
