import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FILE_NAMES, installationId } from '#data/files/named-files.queries';
import { openStorage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { sweepFilesOnce } from './sweep-files';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
/** A hash that is no file's: what was consented to is kept by its text. */
const NO_FILE = ['signature.consent_sha256'];
let database: TestDatabase;
let filesDirectory: string;
beforeAll(async () => {
  database = await testDatabase();
  filesDirectory = await mkdtemp(join(tmpdir(), 'swept-'));
});
afterAll(async () => {
  await database.drop();
  await rm(filesDirectory, { recursive: true, force: true });
});

it('knows every column in which a row names a file', async () => {
  const { rows } = await database.db.pool.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%sha256%' order by 1`,
  );
  const known = [...FILE_NAMES.map(({ table, column }) => `${table}.${column}`), ...NO_FILE].sort();
  expect(rows.map(({ place }) => place)).toEqual(known);
});

it('removes an old file that no row names, keeps one that any does, and touches no other installation’s', async () => {
  const { db } = database;
  const storage = openStorage(filesDirectory);
  const stored = async (text: string): Promise<string> => {
    const { sha256 } = await storage.put(Readable.from([Buffer.from(text)]));
    await utimes(storage.path(sha256), LONG_AGO, LONG_AGO);
    return sha256;
  };
  const [named, derived, unnamed] = [await stored('a register'), await stored('its records'), await stored('left behind')];
  await db.pool.query(`insert into stored_file (sha256, size, media_type) values ($1, 10, 'text/csv')`, [named]);
  await db.pool.query(`insert into derived_file (source_sha256, recipe_hash, sha256) values ($1, 'made/1', $2)`, [named, derived]);
  const dependencies = { db, filesDirectory, log: pino({ enabled: false }) };

  expect(await sweepFilesOnce(dependencies)).toEqual({ incoming: 0, unnamed: 1 });
  expect(await Promise.all([named, derived, unnamed].map((each) => storage.has(each)))).toEqual([true, true, false]);

  const others = await stored('of another installation');
  await writeFile(join(filesDirectory, 'installation'), 'another');
  expect(await sweepFilesOnce(dependencies)).toBeNull();
  expect(await storage.has(others)).toBe(true);
  await writeFile(join(filesDirectory, 'installation'), await installationId(db.pool));
  expect(await sweepFilesOnce(dependencies)).toEqual({ incoming: 0, unnamed: 1 });
});
