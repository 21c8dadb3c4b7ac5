import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUDIT_VERBS, type AuditKind } from '#domain/version/audit-kinds';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { makeScenario } from '../../../test/support/world/scenario';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { inTransaction, type SqlClient } from '../sql/connection';
import { readPulses } from './pulse.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** Looks again and again, as a process does: each look answers the streams that moved since the one before. */
async function looking(): Promise<() => Promise<string[]>> {
  const first = await readPulses(test.db.pool, null);
  let { until } = first;
  let known = new Map(first.pulses.map(({ stream, tick }) => [stream, tick]));
  return async () => {
    const reading = await readPulses(test.db.pool, until);
    const moved = reading.pulses.filter(({ stream, tick }) => known.get(stream) !== tick).map(({ stream }) => stream);
    known = new Map(reading.pulses.map(({ stream, tick }) => [stream, tick]));
    until = reading.until;
    return moved.sort();
  };
}

const streamOf = (cycleReportId: string) => `cycle-report/${cycleReportId}`;
const note = (sql: Pick<SqlClient, 'query'>, cycleReportId: string | null, kind: AuditKind = 'note_changed') =>
  writeAudit(sql, { cycleReportId, kind, actor: SYSTEM_ACTOR, subject: 'a test' });
const change = (cycleReportId: string | null, kind?: AuditKind) => inTransaction(test.db, (sql) => note(sql, cycleReportId, kind));

it('an entry of the trail moves the pulse of its report and no other, once a look', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const look = await looking();
  expect(await look()).toEqual([]);
  await change(one);
  await change(one);
  expect(await look()).toEqual([streamOf(one)]);
  expect(await look()).toEqual([]);
  await change(other);
  await change(null);
  expect(await look()).toEqual([streamOf(other), 'installation']);
  expect(await look()).toEqual([]);
});

it('what is taken back moves nothing', async () => {
  const id = randomUUID();
  const look = await looking();
  await expect(
    inTransaction(test.db, async (sql) => {
      await note(sql, id);
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
  expect(await look()).toEqual([]);
});

it('a transaction that commits long after others, and after many looks, is found by the first look after it', async () => {
  const [slow, quick] = [randomUUID(), randomUUID()];
  const look = await looking();
  const sql = await test.db.pool.connect();
  try {
    await sql.query('begin');
    await note(sql, slow);
    expect(await look()).toEqual([]);
    for (let round = 0; round < 5; round += 1) {
      await change(quick);
      expect(await look()).toEqual([streamOf(quick)]);
      expect(await look()).toEqual([]);
    }
    await sql.query('commit');
  } finally {
    sql.release();
  }
  expect(await look()).toEqual([streamOf(slow)]);
  expect(await look()).toEqual([]);
});

it('what had changed before the first look is not found, though an older transaction is under way', async () => {
  const [slow, before] = [randomUUID(), randomUUID()];
  const sql = await test.db.pool.connect();
  try {
    await sql.query('begin');
    await note(sql, slow);
    await change(before);
    const look = await looking();
    expect(await look()).toEqual([]);
    await sql.query('commit');
    expect(await look()).toEqual([streamOf(slow)]);
  } finally {
    sql.release();
  }
});

it('changes of many reports at once are all found, however looks and commits meet', async () => {
  const ids = Array.from({ length: 8 }, () => randomUUID());
  const look = await looking();
  const found = new Set<string>();
  let underWay = true;
  const changes = Promise.all(ids.map((id) => change(id))).finally(() => {
    underWay = false;
  });
  while (underWay) for (const stream of await look()) found.add(stream);
  await changes;
  for (const stream of await look()) found.add(stream);
  expect([...found].sort()).toEqual(ids.map(streamOf).sort());
});

it('what somebody read or chose for themselves moves nothing; all else does', async () => {
  const look = await looking();
  const still: AuditKind[] = [];
  for (const kind of Object.keys(AUDIT_VERBS) as AuditKind[]) {
    const id = randomUUID();
    await change(id, kind);
    if ((await look()).length === 0) still.push(kind);
  }
  expect(still.sort()).toEqual([
    'file_downloaded',
    'history_archived',
    'mail_chosen',
    'sign_in_refused',
    'signed_in',
    'values_read',
    'values_unmasked',
    'view_removed',
    'view_saved',
  ]);
});

it('a report that is started moves, and the application role can write no pulse', async () => {
  const look = await looking();
  const { cycleReportId } = await makeScenario(test.db);
  expect(await look()).toContain(streamOf(cycleReportId));
  for (const statement of [
    `insert into report_pulse (stream, tick, moved_in, changed_at) values ('x', 1, 1, now())`,
    'update report_pulse set tick = 0',
    'delete from report_pulse',
  ])
    await expect(test.db.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
});
