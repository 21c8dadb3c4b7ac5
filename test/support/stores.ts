import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '#data/sql/connection';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from './postgres';

/** What the tests of one file keep things in. */
export interface Stores {
  readonly db: Database;
  readonly storage: Storage;
}

/** Gives the file that calls it at its top a database and a file storage of its own, from before its first test to after its last. */
export function storesOfThisFile(): Stores {
  let database: TestDatabase | undefined;
  let directory = '';
  let storage: Storage | undefined;
  beforeAll(async () => {
    database = await testDatabase();
    directory = await mkdtemp(join(tmpdir(), 'countersign-stores-'));
    storage = openStorage(directory);
  });
  afterAll(async () => {
    await database?.drop();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    get db() {
      if (database === undefined) throw new Error('Stores are there while a test runs.');
      return database.db;
    },
    get storage() {
      if (storage === undefined) throw new Error('Stores are there while a test runs.');
      return storage;
    },
  };
}
