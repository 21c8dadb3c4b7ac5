import { randomUUID } from 'node:crypto';
import { DEFAULT_TERMS } from '#contract/default-plan';
import { INBOX_COUNT_LIMIT, INBOX_TABS } from '#contract/views/work-views';
import { readInbox } from '#data/desk/inbox.queries';
import { countInbox, readInboxReports } from '#data/desk/inbox-counts.queries';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { addPerson } from '../support/people';
import { testDatabase } from '../support/postgres';
import { type BenchLine, sideBySide, timed } from './measurement';

const PENDING = 10_000;
const ROWS = 50;
const ROUNDS = 60;

/**
 * An owner's inbox with 10,000 versions waiting: its first 50 rows beside the same rows by primary key; and all that its page asks (rows, the
 * counts of four tabs, the reports to choose from) beside those rows with one bare count and one bare list of reports.
 */
export async function benchInbox(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  try {
    const reportOwner = await addPerson(database.db, ['report_owner'], 'Bench Owner');
    const tester = await addPerson(database.db, ['tester'], 'Bench Tester');
    await writeAsOwner(owner, [reportOwner.userId, tester.userId, JSON.stringify(DEFAULT_TERMS['sample-selection'].policy), PENDING]);
    await owner.pool.query('analyze');
    const page = () => readInbox(database.db, reportOwner, { tab: 'waiting', limit: ROWS });
    const ids = (await page()).rows.map((row) => row.versionId);
    if (ids.length !== ROWS) throw new Error(`The inbox shows ${ids.length} rows.`);
    const measured = await sideBySide(
      ROUNDS,
      () => timed(page),
      () => timed(() => database.db.pool.query(BY_KEY, [ids])),
    );
    const whole = async (): Promise<void> => {
      const counts = INBOX_TABS.map((tab) => countInbox(database.db, reportOwner, tab));
      await Promise.all([page(), readInboxReports(database.db, reportOwner), ...counts]);
    };
    const again = async (): Promise<void> => {
      await Promise.all([page(), countInbox(database.db, reportOwner, 'waiting')]);
    };
    const bare = async (): Promise<void> => {
      await Promise.all([
        database.db.pool.query(BY_KEY, [ids]),
        database.db.pool.query(BARE_COUNT, [INBOX_COUNT_LIMIT]),
        database.db.pool.query(BARE_CHOICES, [reportOwner.userId]),
      ]);
    };
    const first = await sideBySide(
      ROUNDS,
      () => timed(whole),
      () => timed(bare),
    );
    const polled = await sideBySide(
      ROUNDS,
      () => timed(again),
      () => timed(bare),
    );
    return [
      { name: 'first 50 inbox rows of 10,000, beside them by primary key', ...measured, goal: 5, unit: 'ms' },
      { name: 'what an open inbox asks again, 10,000 waiting, beside rows, count, list', ...polled, goal: 2, unit: 'ms' },
      { name: 'all that the inbox page asks as it opens, 10,000 waiting, beside rows, count, list', ...first, goal: 2, unit: 'ms' },
    ];
  } finally {
    await owner.close();
    await database.drop();
  }
}

/** The triggers would refuse versions that begin as pending; only the reading is measured here. */
async function writeAsOwner(owner: Database, values: readonly unknown[]): Promise<void> {
  await inTransaction(owner, async (sql) => {
    await sql.query('set local session_replication_role = replica');
    await sql.query(PENDING_VERSIONS, [...values]);
  });
}

const BY_KEY = `select v.*, ch.phase, ch.due_at, r.name as report_name, tc.name as cycle_name, u.name as submitter
  from version v join chain ch on ch.id = v.chain_id join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
  join test_cycle tc on tc.id = cr.cycle_id join app_user u on u.id = v.submitted_by_id where v.id = any($1::uuid[])`;

const BARE_COUNT = `select count(*) from (select from version where status = 'pending_approval' limit $1) s`;
const BARE_CHOICES = 'select id, name from report where owner_id = $1 order by name, id limit 500';

/** Set by set, because only the reading is measured; the rows are what 10,000 submissions leave behind. */
const PENDING_VERSIONS = `
  with run as (insert into workflow_executions (workflow_id, run_id, workflow_type) values ('bench', '${randomUUID()}', 'phase') returning id),
  step as (insert into workflow_steps (execution_id, kind, step_key, name) select id, 'activity', '1', 'createVersion' from run returning id, execution_id),
  cycle as (insert into test_cycle (name, starts_on, ends_on) values ('Bench', '2026-01-01', '2026-12-31') returning id),
  made as (select n, gen_random_uuid() as report, gen_random_uuid() as cycle_report, gen_random_uuid() as chain, gen_random_uuid() as version from generate_series(1, $4::int) n),
  reports as (insert into report (id, name, owner_id) select report, 'Report ' || n, $1 from made),
  cycle_reports as (insert into cycle_report (id, cycle_id, report_id, tester_id, started_at) select cycle_report, cycle.id, report, $2, now() from made, cycle),
  chains as (insert into chain (id, cycle_report_id, phase, position, workflow_id, policy, allowance_business_hours, last_number, warn_at, due_at)
    select chain, cycle_report, 'sample-selection', 4, 'bench/' || n, $3::jsonb, 8, 1, now() + n * interval '1 minute' - interval '96 minutes', now() + n * interval '1 minute' from made)
  insert into version (id, chain_id, number, status, reason, cause, creation_key, item_count, added_count, changed_count, removed_count, content_hash, version_hash,
      submitted_at, submitted_by_id, workflow_execution_id, workflow_step_id, workflow_activity_name)
    select version, chain, 1, 'pending_approval', 'First version', 'open', 'bench/' || n, 60, 60, 0, 0, sha256(n::text::bytea), sha256(n::text::bytea), now(), $2, step.execution_id, step.id, 'createVersion'
    from made, step`;
