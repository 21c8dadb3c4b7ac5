import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDrift } from '../../test/oracles/drift';
import { emptyDatabase } from '../../test/support/postgres';
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

  it('gives phases opened before allowances were business hours the instants that people were shown', async () => {
    const former = await emptyDatabase();
    const client = new pg.Client({ connectionString: former.ownerUrl });
    await client.connect();
    try {
      const { migrations } = await readMigrationFiles();
      const place = migrations.findIndex(({ name }) => name.endsWith('_business_time'));
      for (const { content } of migrations.slice(0, place)) await client.query(content);
      await client.query('set session_replication_role = replica');
      await client.query(
        `insert into chain (cycle_report_id, phase, position, workflow_id, policy, allowance_hours, due_at)
         values (gen_random_uuid(), 'planning', 1, 'dated', '{}', 10, '2026-11-20T18:00:00Z'), (gen_random_uuid(), 'planning', 1, 'undated', '{}', 10, null)`,
      );
      for (const { content } of migrations.slice(place)) await client.query(content);
      const { rows } = await client.query('select workflow_id, warn_at, due_at, allowance_business_hours as hours from chain order by 1');
      expect(rows).toEqual([
        { workflow_id: 'dated', warn_at: new Date('2026-11-20T16:00:00Z'), due_at: new Date('2026-11-20T18:00:00Z'), hours: 10 },
        { workflow_id: 'undated', warn_at: null, due_at: null, hours: 10 },
      ]);
    } finally {
      await client.end();
      await former.drop();
    }
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
