import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { SYSTEM_ACTOR } from '../people/actor';
import { appendHistory } from '../tracking/history.transitions';
import { writeAudit } from './audit';
import { verifyInstallation, verifyTrail } from './verify.queries';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let stranger: Subject;
let report: WorldReport;
let planning: WrittenVersion;
let second: WrittenVersion;

beforeEach(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  stranger = await world.person('Sid Stranger', 'tester');
  report = await world.report('HMDA', tester, owner);
  planning = await world.draft(await world.chain(report, 'planning'), [{ key: 'A', data: { code: 'A' } }]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  const chain = await world.chain(report, 'sample-selection');
  const records = Array.from({ length: 1_200 }, (_none, n) => ({ key: `K${n}`, data: { values: { AMOUNT: String(n), NOTE: 'ä é 漢' } } }));
  const first = await world.draft(chain, records, { inputs: [planning] });
  await world.submit(first, tester);
  await world.decide(first, owner, 'request_changes');
  second = await world.draft(
    chain,
    [
      { key: 'K7', data: { values: { AMOUNT: '7.5' } } },
      { key: 'K8', remove: true },
    ],
    { parent: first, inputs: [planning] },
  );
  await world.submit(second, tester);
  for (const entry of ['one', 'two', 'three']) {
    await writeAudit(world.sql, {
      cycleReportId: report.cycleReportId,
      kind: 'phase_opened',
      actor: SYSTEM_ACTOR,
      subject: entry,
      changes: [{ field: 'x', from: null, to: entry }],
    });
  }
  await writeAudit(world.sql, { cycleReportId: null, kind: 'lob_saved', actor: SYSTEM_ACTOR, subject: 'Retail' });
  const run = { workflowId: `cycle-report/${report.cycleReportId}/planning`, runId: randomUUID() };
  await appendHistory(database.db, run, [
    { eventId: 1, event: { n: 1 } },
    { eventId: 2, event: { n: 2 } },
  ]);
  await appendHistory(database.db, run, [{ eventId: 3, event: { n: 3 } }]);
});

afterEach(async () => {
  await world.close();
  await database.drop();
});

/** What an intruder with the owner's password would do: switch the triggers of a table off and change its rows. */
async function tamper(table: string, statement: string, values: unknown[]): Promise<void> {
  await world.sql.query(`alter table ${table} disable trigger user`);
  const { rowCount } = await world.sql.query(statement, values);
  await world.sql.query(`alter table ${table} enable trigger user`);
  expect(rowCount).toBeGreaterThan(0);
}

describe('an honest installation', () => {
  it('agrees everywhere, and says how much was followed', async () => {
    expect(await verifyInstallation(database.db)).toEqual({
      ok: true,
      checked: { auditEvents: 4, versions: 3, items: 1_202, historySegments: 2 },
      problems: [],
    });
  });

  it('is followed by a person as far as they may see', async () => {
    expect(await verifyTrail(database.db, tester, {})).toMatchObject({ ok: true, checked: { auditEvents: 3, versions: 3 } });
    expect(await verifyTrail(database.db, stranger, {})).toMatchObject({
      ok: true,
      checked: { auditEvents: 0, versions: 0, items: 0, historySegments: 0 },
    });
    await expect(verifyTrail(database.db, stranger, { cycleReportId: report.cycleReportId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a forced change', () => {
  it('is refused while the triggers are on', async () => {
    await expect(
      world.sql.query(`update version_item set data = '{}' where chain_id = $1 and item_key = 'K7' and number = 2`, [second.chainId]),
    ).rejects.toThrow(/frozen/);
  });

  it('of one byte of an item is named by version and item', async () => {
    await tamper(
      'version_item',
      `update version_item set data = jsonb_set(data, '{values,AMOUNT}', '"7.6"') where chain_id = $1 and item_key = 'K7' and number = 2`,
      [second.chainId],
    );
    const result = await verifyInstallation(database.db);
    expect(result.ok).toBe(false);
    expect(result.problems).toEqual(['Sample Selection of HMDA, Cycle of HMDA, version 2, item K7: its content does not match its hash.']);
  });

  it('that takes its hash along still breaks the version', async () => {
    const row = `update version_item set data = '{"values": {}}', hash = sha256('{"values":{}}') where chain_id = $1 and item_key = 'K7' and number = 2`;
    await tamper('version_item', row, [second.chainId]);
    expect((await verifyInstallation(database.db)).problems).toEqual([
      'Sample Selection of HMDA, Cycle of HMDA, version 2: its items are not those it was frozen with.',
    ]);
  });

  it('that takes the content hash along still breaks the chain of versions', async () => {
    await tamper('version', `update version set content_hash = sha256('x') where id = $1`, [planning.id]);
    const { problems } = await verifyInstallation(database.db);
    expect(problems).toContain('Planning of HMDA, Cycle of HMDA, version 1: its items are not those it was frozen with.');
    expect(problems).toContain('Planning of HMDA, Cycle of HMDA, version 1: its hash does not follow from its content, parent and inputs.');
    expect(problems).toContain(
      'Sample Selection of HMDA, Cycle of HMDA, version 1: it was built from other content than Planning, version 1, holds.',
    );
  });

  it('of a row removed from a frozen version is found', async () => {
    await tamper('version_item', `delete from version_item where chain_id = $1 and item_key = 'K9'`, [second.chainId]);
    expect((await verifyInstallation(database.db)).problems[0]).toMatch(/^Sample Selection of HMDA.*version 1: its items/);
  });

  it('of the trail is named by its entry', async () => {
    await tamper('audit_event', `update audit_event set subject = 'another' where seq = 2 and stream <> 'installation'`, []);
    expect((await verifyInstallation(database.db)).problems).toEqual([
      'Trail of HMDA, Cycle of HMDA, entry 2: its content does not match its hash.',
    ]);
    await tamper('audit_event', `delete from audit_event where seq = 2 and stream <> 'installation'`, []);
    expect((await verifyInstallation(database.db)).problems).toEqual(['Trail of HMDA, Cycle of HMDA, entry 3: entry 2 is missing.']);
  });

  it('of an archived history is named by its events', async () => {
    await tamper('history_segment', `update history_segment set events = '[{"n": 4}]' where first_event_id = 3`, []);
    expect((await verifyInstallation(database.db)).problems[0]).toMatch(/events 3 to 3: its events do not match its hash\.$/);
  });
});
