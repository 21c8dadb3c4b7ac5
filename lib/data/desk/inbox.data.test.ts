import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INBOX_TABS, type InboxRow, type InboxTab } from '#contract/views/work-views';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { type InboxRequest, readInbox } from './inbox.queries';
import { countInbox, readInboxReports } from './inbox-counts.queries';

const NOW = new Date('2026-05-10T12:00:00Z');
let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let otherOwner: Subject;
let executive: Subject;
let admin: Subject;
let hmda: WorldReport;
let waiting: WrittenVersion;
let returned: WrittenVersion;

async function inbox(reader: Subject, tab: InboxTab, request: Partial<InboxRequest> = {}): Promise<InboxRow[]> {
  return [...(await readInbox(database.db, reader, { tab, now: NOW, ...request })).rows];
}
const shown = (rows: readonly InboxRow[]) => rows.map((row) => [row.reportName, row.phase, row.task]);

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  otherOwner = await world.person('Otto Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  admin = await world.person('Ada Admin', 'admin');
  hmda = await world.report('HMDA', tester, owner);
  const planningChain = await world.chain(hmda, 'planning', { dueAt: new Date('2026-05-10T13:00:00Z') });
  const first = await world.draft(planningChain, [{ key: 'A', data: { code: 'A' } }]);
  await world.submit(first, tester);
  await world.decide(first, owner, 'request_changes');
  returned = await world.draft(planningChain, [], { parent: first, cause: 'changes_requested' });
  const sampleChain = await world.chain(hmda, 'sample-selection', { dueAt: new Date('2026-05-01T00:00:00Z') });
  waiting = await world.draft(sampleChain, [{ key: 'K1', data: { values: {} } }]);
  await world.submit(waiting, tester);
  const second = await world.report('Y-14M', tester, otherOwner);
  const due = await world.chain(second, 'planning');
  await world.sql.query(`update chain set draft_due = '{"cause": "open"}' where id = $1`, [due]);
  await world.report('Y-9C', tester, otherOwner, { started: false });
  await world.report('Undated', tester, otherOwner, { started: false, dueOn: null });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('waiting for me', () => {
  it('lists decisions for the owner of that report only', async () => {
    const rows = await inbox(owner, 'waiting');
    expect(shown(rows)).toEqual([['HMDA', 'sample-selection', 'Decide']]);
    expect(rows[0]).toMatchObject({
      kind: 'decide',
      versionId: waiting.id,
      from: { name: 'Tess Ter', role: 'tester' },
      totals: { added: 1, changed: 0, removed: 0 },
      itemCount: 1,
      due: 'past_due',
      turn: 'Olga Owner',
      signs: false,
      opens: { to: 'version', cycleReportId: hmda.cycleReportId, phase: 'sample-selection', instance: '', page: 'decide', number: 1 },
      opened: false,
      pendingCommandId: null,
    });
    expect(await inbox(otherOwner, 'waiting')).toEqual([]);
    expect(await inbox(admin, 'waiting')).toEqual([]);
  });

  it('lists what the tester has to prepare, with why, and who sent it back', async () => {
    const rows = await inbox(tester, 'waiting');
    expect(shown(rows)).toEqual([
      ['HMDA', 'planning', 'Changes requested'],
      ['Y-9C', 'planning', 'Start'],
      ['Y-14M', 'planning', 'Prepare'],
    ]);
    expect(rows[0]).toMatchObject({
      kind: 'prepare',
      versionId: returned.id,
      from: { name: 'Olga Owner', role: 'report_owner' },
      due: 'at_risk',
      turn: 'Tess Ter',
    });
    expect(rows[2]).toMatchObject({ versionId: null, versionNumber: null, due: 'none' });
  });

  it('lets the test executive start what has owner, tester and dates', async () => {
    expect(shown(await inbox(executive, 'waiting'))).toEqual([['Y-9C', 'planning', 'Start']]);
  });

  it('does not wait for somebody who made a change, has decided already, or submitted it', async () => {
    const author = await world.person('Ann Author', 'report_owner', 'tester');
    const report = await world.report('Own work', tester, author);
    const chain = await world.chain(report, 'sample-selection', {
      policy: { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'] },
    });
    const version = await world.draft(chain, []);
    await world.submit(version, tester);
    expect(shown(await inbox(author, 'waiting'))).toEqual([['Own work', 'sample-selection', 'Decide']]);
    expect(shown(await inbox(executive, 'waiting'))).toContainEqual(['Own work', 'sample-selection', 'Decide']);
    await world.sql.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      chain,
      version.id,
      author.userId,
    ]);
    expect(await inbox(author, 'waiting')).toEqual([]);
    await world.command(version, executive, 'test_executive', 'decide_version', { decision: 'approve' });
    expect(shown(await inbox(executive, 'waiting'))).not.toContainEqual(['Own work', 'sample-selection', 'Decide']);
  });

  it('knows what was opened at this hash, and what has been sent and not answered', async () => {
    await world.sql.query(
      'insert into version_opened (version_id, user_id, version_hash) select id, $2, version_hash from version where id = $1',
      [waiting.id, owner.userId],
    );
    const commandId = await world.command(waiting, owner, 'report_owner', 'decide_version', { decision: 'approve' }, null);
    expect((await inbox(owner, 'waiting'))[0]).toMatchObject({ opened: true, pendingCommandId: commandId });
  });
});

describe('the other tabs', () => {
  it('show what I sent, what others have open in reports I may see, and what is decided', async () => {
    expect(shown(await inbox(tester, 'sent'))).toContainEqual(['HMDA', 'sample-selection', 'Decide']);
    expect(shown(await inbox(owner, 'team'))).toEqual([['HMDA', 'planning', 'Changes requested']]);
    expect(shown(await inbox(executive, 'team'))).toContainEqual(['HMDA', 'sample-selection', 'Decide']);
    expect(await inbox(otherOwner, 'team')).toEqual([]);
    expect(shown(await inbox(owner, 'done'))).toEqual([['HMDA', 'planning', 'Changes requested']]);
    expect(shown(await inbox(tester, 'done'))).toEqual([['HMDA', 'planning', 'Changes requested']]);
  });

  it('count all four at once, and offer the reports that may be seen', async () => {
    const counts = await Promise.all(INBOX_TABS.map((tab) => countInbox(database.db, owner, tab, NOW)));
    expect(counts).toEqual([1, 0, 1, 1]);
    expect(await readInboxReports(database.db, owner)).toEqual([{ id: hmda.reportId, name: 'HMDA' }]);
  });
});

describe('filters and sorts', () => {
  it('narrow by phase, report, text and due date', async () => {
    expect(shown(await inbox(tester, 'waiting', { phase: 'planning' }))).toEqual([
      ['HMDA', 'planning', 'Changes requested'],
      ['Y-14M', 'planning', 'Prepare'],
    ]);
    expect(shown(await inbox(tester, 'waiting', { reportId: hmda.reportId }))).toEqual([['HMDA', 'planning', 'Changes requested']]);
    expect(shown(await inbox(tester, 'waiting', { text: 'y-9' }))).toEqual([['Y-9C', 'planning', 'Start']]);
    expect(shown(await inbox(tester, 'waiting', { due: 'at_risk' }))).toEqual([['HMDA', 'planning', 'Changes requested']]);
    expect(shown(await inbox(tester, 'waiting', { due: 'none' }))).toEqual([['Y-14M', 'planning', 'Prepare']]);
    expect(shown(await inbox(owner, 'waiting', { due: 'past_due' }))).toEqual([['HMDA', 'sample-selection', 'Decide']]);
    expect(shown(await inbox(tester, 'waiting', { sort: 'report' })).map(([name]) => name)).toEqual(['HMDA', 'Y-14M', 'Y-9C']);
  });
});

describe('ten thousand waiting', () => {
  let busy: Subject;
  beforeAll(async () => {
    busy = await world.person('Bea Busy', 'report_owner');
    const report = await world.report('Busy', tester, busy);
    await world.sql.query(
      `with ch as (insert into chain (cycle_report_id, phase, instance, position, workflow_id, policy, allowance_business_hours, warn_at, due_at)
          select $1, 'sample-selection', 'L' || n, 4, 'busy/' || n, '{"mode": "review", "requiredCount": 1, "roles": ["report_owner"]}', 8, due - interval '1 hour', due
            from generate_series(1, 10000) n, lateral (select timestamptz '2026-06-01' + (n % 977) * interval '1 hour' as due) d returning id)
       insert into version (chain_id, number, reason, cause, creation_key, workflow_execution_id, workflow_step_id, workflow_activity_name)
       select id, 1, '', 'open', id::text, $2, $3, 'createVersion' from ch`,
      [report.cycleReportId, world.execution.id, world.execution.stepId],
    );
    await world.sql.query(
      `update version set status = 'pending_approval', submitted_at = now(), submitted_by_id = $1, item_count = 0, added_count = 0, changed_count = 0, removed_count = 0,
          content_hash = sha256(id::text::bytea), version_hash = sha256(id::text::bytea) where status = 'draft' and creation_key = chain_id::text`,
      [tester.userId],
    );
    await world.sql.query('analyze');
  });

  it('pages through them by due date without losing or repeating one', async () => {
    const seen = new Set<string>();
    let after: string | null = null;
    let dueBefore = '';
    do {
      const page: Awaited<ReturnType<typeof readInbox>> = await readInbox(database.db, busy, {
        tab: 'waiting',
        after,
        limit: 2_000,
        now: NOW,
      });
      for (const row of page.rows) {
        expect((row.dueAt ?? '') >= dueBefore).toBe(true);
        dueBefore = row.dueAt ?? '';
        seen.add(row.id);
      }
      after = page.next;
    } while (after !== null);
    expect(seen.size).toBe(10_000);
  });

  it('reads the first fifty in at most five times what the same rows cost by primary key', async () => {
    const ids = (await readInbox(database.db, busy, { tab: 'waiting', limit: 50, now: NOW })).rows.map((row) => row.versionId);
    expect(ids).toHaveLength(50);
    const medianMs = async (work: () => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let run = 0; run < 15; run += 1) {
        const start = performance.now();
        await work();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[7] ?? 0;
    };
    const ours = await medianMs(() => readInbox(database.db, busy, { tab: 'waiting', limit: 50, now: NOW }));
    const sameRows =
      'select v.*, ch.*, cr.*, r.* from version v join chain ch on ch.id = v.chain_id join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id where v.id = any($1::uuid[])';
    const floor = await medianMs(() => database.db.pool.query(sameRows, [ids]));
    console.info(`inbox ${ours.toFixed(2)} ms, by primary key ${floor.toFixed(2)} ms`);
    // Other tests share the machine: what must not happen is reading all ten thousand, which costs twenty times the floor.
    expect(ours / floor).toBeLessThan(10);
  });
});
