import 'server-only';
import { type Database, openDatabase } from '#data/sql/connection';
import { openTemporal, type TemporalGateway } from '#dispatch/temporal-gateway';
import { openStorage, type Storage } from '#storage/storage';
import { environment } from './environment';

/** What actions and handlers work with; a process has one set. */
export interface Services {
  db: Database;
  temporal: TemporalGateway;
  storage: Storage;
}

/** `next dev` loads modules anew on every change; connections are kept beside them. */
const kept = globalThis as typeof globalThis & { countersignServices?: Services };

/** Opens nothing until it is used: neither PostgreSQL nor Temporal need to be there when the process starts. */
export function services(): Services {
  kept.countersignServices ??= {
    db: openDatabase(environment().databaseUrl, { applicationName: 'countersign web' }),
    temporal: openTemporal(process.env),
    storage: openStorage(environment().filesDirectory),
  };
  return kept.countersignServices;
}

/** Provides other services before their first use: a test brings its own database and Temporal server. */
export function provideServices(set: Services): void {
  kept.countersignServices = set;
}
