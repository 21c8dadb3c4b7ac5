import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeRecordedWorld, type RecordedWorld } from '../../../test/support/world/recorded-world';
import { createUser } from '../administration/users.commands';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, openDatabase, type SqlClient } from '../sql/connection';
import { verifyInstallation, verifyTrail, verifyWithin } from './verify.queries';

let database: TestDatabase;
let owner: Database;
let sql: SqlClient;
let storage: Storage;
let directory: string;
let world: RecordedWorld;

beforeAll(async () => {
  database = await testDatabase();
  owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  sql = await owner.pool.connect();
  directory = path.join(tmpdir(), `countersign-verify-${process.pid}`);
  storage = openStorage(directory);
  world = await makeRecordedWorld(database.db, storage);
});

afterAll(async () => {
  sql.release();
  await owner.close();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

// What an intruder does is taken back after each test.
beforeEach(() => sql.query('begin'));
afterEach(() => sql.query('rollback'));

/** What an intruder with the owner's password would do: change rows while the triggers are off. */
async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  await sql.query('set local session_replication_role = replica');
  const { rowCount } = await sql.query(statement, values);
  await sql.query('set local session_replication_role = origin');
  expect(rowCount).toBeGreaterThan(0);
}

async function problems(): Promise<readonly string[]> {
  return (await verifyWithin(sql, { cycleReportIds: null, installation: true }, storage)).problems;
}

describe('an honest installation', () => {
  it('agrees everywhere, and says how much was compared and what is not proven', async () => {
    expect(await verifyInstallation(database.db, storage)).toMatchObject({
      ok: true,
      checked: {
        versions: 10,
        items: 35,
        historySegments: 2,
        decisions: 9,
        files: 2,
        rows: {
          command: 24,
          command_change: 1,
          evidence: 1,
          finding: 1,
          finding_event: 1,
          input_confirmation: 1,
          lane: 1,
          receipt: 24,
          rendition: 1,
          reviewed_row: 2,
          signature: 1,
        },
      },
      notProven: ['Nothing outside this database was compared.'],
      problems: [],
    });
    expect((await verifyInstallation(database.db, null)).notProven[0]).toBe('The bytes of the uploaded files were not read.');
  });

  it('is followed by a person as far as they may see', async () => {
    const { id } = await createUser(database.db, SYSTEM_ACTOR, {
      name: 'Sid Stranger',
      email: 'sid@bank.example',
      roles: [{ role: 'tester' }],
    });
    const stranger: Subject = { userId: id, name: 'Sid Stranger', email: 'sid@bank.example', roles: [{ role: 'tester' }] };
    const seen = await verifyTrail(database.db, world.tester, { cycleReportId: world.cycleReportId });
    expect(seen).toMatchObject({ ok: true, checked: { versions: 10, rows: { app_user: 0, chain: 6, cycle_report: 1 } } });
    expect(await verifyTrail(database.db, stranger, {})).toMatchObject({ ok: true, checked: { auditEvents: 0, versions: 0, items: 0 } });
    await expect(verifyTrail(database.db, stranger, { cycleReportId: world.cycleReportId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets no transaction commit that writes a row of the record without an entry', async () => {
    const written = inTransaction(database.db, (one) => one.query(`insert into lob (name) values ('Unsaid')`));
    await expect(written).rejects.toThrow(/without an entry of the trail: installation lob/);
    expect(await database.db.prisma.lob.count({ where: { name: 'Unsaid' } })).toBe(0);
  });
});

describe('a forced change', () => {
  it('of one byte of an item is named by version and item', async () => {
    await tamper(`update version_item set data = jsonb_set(data, '{values,AMOUNT}', '"7.6"') where item_key = 'LOAN 7'`);
    expect(await problems()).toContain(
      'Sample Selection of HMDA LAR, 2026 Q4, version 1, item LOAN 7: its content does not match its hash.',
    );
  });

  it('that takes item hash, content hash and version hash along still breaks the record of the version', async () => {
    await tamper(`update version_item set data = '{"code":"X"}', hash = sha256('{"code":"X"}') where item_key = 'A'`);
    const titled = 'Planning of HMDA LAR, 2026 Q4, version 1';
    expect(await problems()).toContain(`${titled}: its items are not those it was frozen with.`);
    await tamper('update version v set content_hash = content_hash(v.chain_id, v.number) where v.number = 1');
    expect(await problems()).toContain(`${titled}: its hash does not follow from its content, parent and inputs.`);
    await tamper('update version v set version_hash = version_hash(v.id, v.content_hash) where v.number = 1');
    expect(await problems()).toEqual(expect.arrayContaining([expect.stringMatching(/the version \S+ that it recorded was changed\.$/)]));
  });

  it('of who decided, how, and of what is said about it is named by the entry that recorded it', async () => {
    const { tester, owner: approver } = world;
    await tamper(`update command set actor_id = $1 where kind = 'decide_version' and actor_id = $2`, [tester.userId, approver.userId]);
    const named = await problems();
    expect(named).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Trail of HMDA LAR, 2026 Q4, entry \d+ \(.*the command \S+ that it recorded was changed\.$/),
      ]),
    );
    expect(named).toContain('Planning of HMDA LAR, 2026 Q4, version 1: a person who had a hand in it decided on it.');
    await tamper(`update receipt set outcome = 'refused', code = 'stale_content'`);
    expect(await problems()).toContain(
      'Planning of HMDA LAR, 2026 Q4, version 1: it is stored as changes_requested, which does not follow from the decisions made on it.',
    );
  });

  it('of rights, made by who decided and confirmed by nobody before, is named by the decision', async () => {
    const of = (at: string) => `insert into rights_change (at, by_id, kind, person_id, report_id)
      select ${at}, '${world.owner.userId}', 'roles', '${world.owner.userId}', report_id from cycle_report where id = '${world.cycleReportId}'`;
    const named =
      'Planning of HMDA LAR, 2026 Q4, version 1: a person who had changed rights there, which nobody had confirmed, decided on it.';
    await tamper(of(`clock_timestamp()`));
    expect(await problems()).not.toContain(named);
    await tamper(of(`timestamptz '2026-01-01'`));
    expect(await problems()).toContain(named);
  });

  it('of the trail is named by its entry', async () => {
    await tamper(`update audit_event set subject = 'another' where seq = 2 and stream = 'installation'`);
    expect(await problems()).toContain('Trail of the installation, entry 2: its content does not match its hash.');
    await tamper(`delete from audit_event where seq = 2 and stream = 'installation'`);
    expect(await problems()).toContain('Trail of the installation, entry 3: entry 2 is missing.');
    await tamper(`delete from audit_event where stream like '%' || $1`, [world.cycleReportId]);
    expect(await problems()).toContain('Trail of HMDA LAR, 2026 Q4: every entry is missing.');
  });

  it('that reopens a closed report, or writes after it had closed, is named', async () => {
    const stream = `cycle-report/${world.closed.cycleReportId}`;
    await tamper('update cycle_report set closed_at = null where id = $1', [world.closed.cycleReportId]);
    expect(await problems()).toContain('Trail of FR Y-9C, 2026 Q4: it ends with a closing, but the report is stored as open.');
    await writeAudit(sql, {
      cycleReportId: world.closed.cycleReportId,
      kind: 'note_changed',
      actor: world.tester.actor,
      subject: 'late',
    });
    const { rows } = await sql.query<{ seq: string }>('select max(seq) as seq from audit_event where stream = $1', [stream]);
    expect(await problems()).toContain(`Trail of FR Y-9C, 2026 Q4, entry ${rows[0]?.seq}: it was written after the report had closed.`);
  });

  it('of an archived history is named by its events', async () => {
    await tamper(`update history_segment set events = '[{"n": 4}]' where first_event_id = 3`);
    expect(await problems()).toEqual(expect.arrayContaining([expect.stringMatching(/events 3 to 3: its events do not match its hash\.$/)]));
  });

  it('of a file is named by its name', async () => {
    const { sha256 } = await database.db.prisma.storedFile.findFirstOrThrow();
    const bytes = await readFile(storage.path(sha256));
    await writeFile(storage.path(sha256), 'other bytes');
    expect(await problems()).toEqual(['File lar.csv: its bytes were changed.']);
    await rm(storage.path(sha256));
    expect(await problems()).toEqual(['File lar.csv: it is gone.']);
    await writeFile(storage.path(sha256), bytes);
  });

  it('that lists a file which nobody has uploaded is named by its hash', async () => {
    const unknown = 'f'.repeat(64);
    await tamper(`insert into stored_file (sha256, size, media_type) values ($1, 1, 'text/csv')`, [unknown]);
    expect(await problems()).toEqual([`File ${unknown}: nobody has uploaded it.`]);
  });

  it('of a command that is gone with its entry is known by the numbers', async () => {
    await tamper(`update command_counter set last_seq = last_seq + 1 where target_id = $1`, [world.planning.chainId]);
    expect(await problems()).toEqual([expect.stringMatching(/^Of the 10 commands to chain \S+ there are 9, the last with number 9\.$/)]);
  });
});

it('holds evidence of use from the decision on', async () => {
  await expect(database.db.pool.query('delete from reviewed_row')).rejects.toThrow(/part of the record/);
  await tamper('delete from version_opened where user_id = $1', [world.owner.userId]);
  expect(await problems()).toEqual([
    expect.stringMatching(/the note that somebody opened a version \S+ that it recorded is not complete\.$/),
  ]);
});
