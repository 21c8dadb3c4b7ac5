import pg from 'pg';
import { expect, it } from 'vitest';
import { emptyDatabase } from '../../test/support/postgres';
import { migrateDatabase } from './migrate';

it('tells an installation of an earlier record to start with --reset, and touches nothing of it', async () => {
  const database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query('create table audit_event (stream text, seq bigint)');
    await client.query(`insert into audit_event values ('installation', 1)`);
    await expect(migrateDatabase(database.ownerUrl)).rejects.toThrow(
      /^This installation was made by an earlier state .* start it with --reset/,
    );
    const { rows } = await client.query(`select table_name from information_schema.tables where table_schema = 'public'`);
    expect(rows).toEqual([{ table_name: 'audit_event' }]);
  } finally {
    await client.end();
    await database.drop();
  }
});

it('brings an empty database to the present schema, and finds it up to date afterwards', async () => {
  const database = await emptyDatabase();
  try {
    expect(await migrateDatabase(database.ownerUrl)).toContain('20261128200000_record');
    expect(await migrateDatabase(database.ownerUrl)).toEqual([]);
  } finally {
    await database.drop();
  }
});
