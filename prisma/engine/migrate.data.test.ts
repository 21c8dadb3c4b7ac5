import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../test/support/postgres';
import { findDrift } from './drift';
import { migrate } from './migrate';
import { readMigrationFiles } from './migration-files';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let owner: pg.Client;

beforeAll(async () => {
  database = await emptyDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe('migrate', () => {
  it('applies every migration once and keeps the record Prisma keeps', async () => {
    const { migrations } = await readMigrationFiles();
    expect(await migrate(database.ownerUrl)).toEqual(migrations.map((migration) => migration.name));
    expect(await migrate(database.ownerUrl)).toEqual([]);
    const { rows } = await owner.query(
      'select migration_name, applied_steps_count, rolled_back_at, finished_at is not null as finished from _prisma_migrations order by 1',
    );
    expect(rows).toEqual(
      migrations.map(({ name }) => ({ migration_name: name, applied_steps_count: 1, rolled_back_at: null, finished: true })),
    );
  });

  it('leaves no drift between schema and database', async () => {
    expect(await findDrift(database.ownerUrl)).toBeNull();
  });

  it('sees drift where there is some', async () => {
    await owner.query('alter table lob add column stray text');
    expect(await findDrift(database.ownerUrl)).toContain('stray');
    await owner.query('alter table lob drop column stray');
  });
});
