import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { APP_ROLE } from '../../../prisma/engine/migrate';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { openDatabase } from './connection';
import { databaseAnswers, describeDatabase, ensureDatabase } from './database-setup';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

function named(name: string): string {
  const url = new URL(test.ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

it('a database that answers says its version and as which role it was asked', async () => {
  const { rows } = await test.db.pool.query<{ version: string }>(`select current_setting('server_version') as version`);
  expect(await describeDatabase(test.url)).toEqual({ reachable: true, version: rows[0]?.version, role: APP_ROLE });
  expect(await databaseAnswers(test.url)).toBe(true);
});

it('a database that is not there says why, and one that is made answers, however often it is asked for', async () => {
  const name = `countersign_test_${randomBytes(6).toString('hex')}`;
  expect(await describeDatabase(named(name))).toEqual({ reachable: false, why: `database "${name}" does not exist` });
  expect(await databaseAnswers(named(name))).toBe(false);
  try {
    await ensureDatabase(test.ownerUrl, name);
    await ensureDatabase(test.ownerUrl, name);
    expect(await databaseAnswers(named(name))).toBe(true);
  } finally {
    const owner = openDatabase(test.ownerUrl, { maxConnections: 1 });
    await owner.pool.query(`drop database if exists ${name} with (force)`);
    await owner.close();
  }
});
