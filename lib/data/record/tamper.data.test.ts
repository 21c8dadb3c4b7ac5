import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { amongForgedRows } from '../../../test/support/record-rows';
import { signed, testKey, writeEntries } from '../../../test/support/signed-world';
import { type Act, actsOn, type Column, readTables } from '../../../test/support/tampering';
import { makeRecordedWorld } from '../../../test/support/world/recorded-world';
import { verifyCheckpoints } from '../checkpoints/verify-checkpoints.queries';
import { type Database, openDatabase, type SqlClient } from '../sql/connection';
import { RECORD_RELATIONS } from './record-relations';
import { verifyWithin } from './verify.queries';

/** Tables that no change of is named, each with the reason. */
const OUTSIDE_TABLES: Readonly<Record<string, string>> = {
  _prisma_migrations: 'which migrations were applied: the schema, not what happened',
  caught_mail: 'what the mail server of the demo received',
  chain_figures: 'how far recorded chains are: computed from content and verdicts, and compared with them by the reconciler',
  chain_person: 'whom recorded chains name: computed from their content, and compared with it by the reconciler',
  chain_task: 'what waits in recorded chains: computed from content and verdicts, and compared with them by the reconciler',
  checkpoint_sink: 'how far sinks have come: what they hold is the evidence',
  chain_now: 'where chains stand: computed from versions and ledger, and compared with them by the reconciler',
  content_chunk: 'a cache of the newest content’s chunks: made again where it is missing',
  content_ledger: 'a cache of the newest content’s chunks: made again where it is missing',
  ended_session: 'credentials, no record',
  derived_file: 'what was made of a file: made again at any time',
  key_statement: 'a copy for pages of what the file of keys says, which verify reads',
  one_time_link: 'credentials, no record',
  pseudonym_secret: 'what pseudonyms are made with: they stand in no record',
  rate_limit: 'wrong sign-ins of the last minutes',
  record_relation: 'how tables are bound; verify has a list of its own',
  record_pseudonym: 'what is shown in place of keys: the record holds the keys',
  absence: 'who is away: it grants nothing, and the trail says who noted it',
  reconcile_difference: 'what the reconciler found: found again',
  reconcile_mark: 'what the reconciler has looked at: looked at again',
  reconcile_pass: 'when the reconciler last looked',
  report_pulse: 'whether anything has changed, for open pages: pages ask again where it is missing',
  removed_item: 'what was taken out of a draft, for putting it back: gone when the draft ends',
  mail: 'what became of messages; the trail says what was told',
  mail_outbox: 'what of the notices goes by mail; the trail says what was told',
  mail_preference: 'somebody’s own choice; the trail says what it was',
  mail_service: 'whether the mail server answers',
  notification: 'what somebody was told and whether they read it; the trail says what was told',
  saved_view: 'somebody’s own filters',
  signing_key: 'a copy for pages of public keys: verify trusts those of the file of keys',
  task_claim: 'marks for colleagues, which give no right',
  work_staging: 'what long work prepares beside a draft: gone when it ends',
  workflow_executions: 'a mirror of Temporal, compared with it by the reconciler; archived histories are the record',
  workflow_step_attempts: 'a mirror of Temporal, for pages; archived histories are the record',
  workflow_steps: 'a mirror of Temporal, compared with it by the reconciler; archived histories are the record',
  workflow_transitions: 'a mirror of Temporal, compared with it by the reconciler; archived histories are the record',
};

/** Columns that no change of is named, each with the reason; those of `RECORD_RELATIONS` come to them. */
const OUTSIDE_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  installation: { one: 'keeps a second row out' },
  stored_file: { created_at: 'when a file came stands with its upload', media_type: 'what a browser said of it' },
  version_item: { restored_from: 'a hint for readers; what was restored is hashed' },
};

/** Columns that no digest covers and that are checked otherwise: names open the commitments that are covered. */
const CHECKED_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  app_user: ['name', 'email'],
  person_name: ['name', 'email', 'salt'],
};

/** Which rows of a table count: what a draft holds is not recorded before it is submitted. */
const WHICH: Readonly<Record<string, string>> = {
  version_item: `exists (select from version f where f.chain_id = t.chain_id and f.number = t.number and f.status <> 'draft')`,
};

/** Tables whose rows are not bound by entries, but computed again or counted. */
const RECOMPUTED = [
  'audit_event',
  'checkpoint',
  'checkpoint_leaf',
  'command_counter',
  'installation',
  'stored_file',
  'stream_head',
  'version_item',
];

const key = testKey();
let test: TestDatabase;
let owner: Database;
let storage: Storage;
let directory: string;
let sql: SqlClient;
let tables: Map<string, Column[]>;

beforeAll(async () => {
  test = await testDatabase();
  directory = path.join(tmpdir(), `countersign-tamper-${process.pid}`);
  storage = openStorage(directory);
  await makeRecordedWorld(test.db, storage);
  for (let n = 1; n <= 3; n += 1) {
    await signed(test.db, key.signer);
    await writeEntries(test.db, null, 1);
  }
  owner = openDatabase(test.ownerUrl, { maxConnections: 1 });
  sql = await owner.pool.connect();
  tables = await readTables(sql);
});

afterAll(async () => {
  sql.release();
  await owner.close();
  await test.drop();
  await rm(directory, { recursive: true, force: true });
});

/** What is wrong: of the checkpoints only where the record itself has nothing wrong, since one fault is enough to be noticed. */
async function problems(): Promise<readonly string[]> {
  const links = await verifyWithin(sql, { cycleReportIds: null, installation: true }, storage);
  return links.problems.length > 0 ? links.problems : (await verifyCheckpoints(sql, key.trusted)).problems;
}

/** Does something as the owner of the database, triggers and checks off, and answers how many rows it took and what is said of it. */
async function after(table: string, act: Act): Promise<{ rows: number; named: readonly string[] }> {
  await sql.query('begin');
  try {
    await sql.query('set local session_replication_role = replica');
    const { rows: checks } = await sql.query<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [table],
    );
    for (const { name } of checks) await sql.query(`alter table "${table}" drop constraint "${name}"`);
    const { rows: unique } = await sql.query<{ name: string; constraint: boolean }>(
      `select c.relname as name, exists (select from pg_constraint k where k.conindid = i.indexrelid) as constraint
         from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and i.indisunique and not i.indisprimary`,
      [table],
    );
    for (const { name, constraint } of unique)
      await sql.query(constraint ? `alter table "${table}" drop constraint "${name}"` : `drop index "${name}"`);
    const { rows: optional } = await sql.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull
          and attnum <> all((select indkey from pg_index where indrelid = attrelid and indisprimary)::int2[])`,
      [table],
    );
    for (const { name } of optional) await sql.query(`alter table "${table}" alter column "${name}" drop not null`);
    const rows = await act.run(sql);
    return { rows, named: rows === 0 ? [] : await amongForgedRows(problems) };
  } finally {
    await sql.query('rollback');
  }
}

describe('an installation whose rows were all written by the product', () => {
  it('is without fault', async () => {
    await sql.query('begin');
    expect(await problems()).toEqual([]);
    await sql.query('rollback');
  });

  it('has rows in every table of the record', async () => {
    const empty: string[] = [];
    for (const table of recorded()) if (!(await sql.query(`select from "${table}" limit 1`)).rowCount) empty.push(table);
    expect(empty).toEqual([]);
  });
});

function recorded(): string[] {
  return [...Object.keys(RECORD_RELATIONS), ...RECOMPUTED].sort();
}

describe('what the owner of the database may do behind the triggers', () => {
  it('concerns tables that are of the record, or named as outside of it', () => {
    expect([...tables.keys()].sort()).toEqual([...recorded(), ...Object.keys(OUTSIDE_TABLES)].sort());
  });

  it('is named: every table, every column, every act', async () => {
    const silent: string[] = [];
    let tried = 0;
    let columns = 0;
    for (const table of recorded()) {
      const outside = { ...RECORD_RELATIONS[table]?.leftOut, ...OUTSIDE_COLUMNS[table] };
      const all = tables.get(table) ?? [];
      const counted = all.filter(({ name }) => outside[name] === undefined || CHECKED_OTHERWISE[table]?.includes(name));
      expect(Object.keys(outside).filter((name) => !all.some((column) => column.name === name))).toEqual([]);
      columns += counted.length;
      for (const act of actsOn(table, counted, WHICH[table] ?? 'true')) {
        const { rows, named } = await after(table, act);
        if (rows === 0) continue;
        tried += 1;
        if (named.length === 0) silent.push(`${table}: ${act.name}`);
      }
    }
    process.stdout.write(`Tampering: ${recorded().length} tables, ${columns} columns, ${tried} acts tried, ${silent.length} unnoticed.\n`);
    expect(silent).toEqual([]);
    expect(tried).toBeGreaterThan(columns + 4 * recorded().length);
  }, 600_000);
});
