import 'server-only';
import type { Database } from '#data/connection';
import { openDatabase } from '#data/connection';
import { openTemporal, type TemporalGateway } from '#dispatch/temporal-gateway';
import type { Subject } from '#domain/permissions';
import { openStorage, type Storage } from '#storage/storage';
import { environment } from './environment';
import { currentSubject } from './session';

/** What actions and handlers work with. One set a process; a test brings its own before it calls an action. */
export interface Dependencies {
  db: Database;
  temporal: TemporalGateway;
  storage: Storage;
  /** Who asks, as they are now; null when nobody is signed in. */
  subject: () => Promise<Subject | null>;
}

/** `next dev` loads modules anew on every change; connections are kept beside them. */
const kept = globalThis as typeof globalThis & { countersignDependencies?: Dependencies };

export function dependencies(): Dependencies {
  kept.countersignDependencies ??= {
    db: openDatabase(environment().databaseUrl, { applicationName: 'countersign web' }),
    temporal: openTemporal(process.env),
    storage: openStorage(environment().filesDirectory),
    subject: currentSubject,
  };
  return kept.countersignDependencies;
}

/** Replaces the process's set, before it is first used. */
export function provideDependencies(set: Dependencies): void {
  kept.countersignDependencies = set;
}
