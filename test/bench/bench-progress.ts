import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { PHASES } from '#domain/phase/phase-names';
import { addPerson } from '../support/people';
import { testDatabase } from '../support/postgres';
import { type BenchLine, percentile, sideBySide, timed } from './measurement';

const REPORTS = 200;
const LANES = 10;
const ROUNDS = 60;

/** Where a cycle of 200 reports × 9 phases × 10 instances stands, as its page asks, beside a count of its instances by the index; both at p95. */
export async function benchProgress(): Promise<BenchLine> {
  const database = await testDatabase();
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  try {
    const executive = await addPerson(database.db, ['test_executive'], 'Bench Executive');
    const cycle = await writeAsOwner(owner, executive.userId);
    await owner.pool.query('vacuum analyze');
    const page = () => readCycleProgress(database.db.pool, executive, { cycle });
    const known = (await page()).known;
    if (known !== REPORTS * LANES * PHASES.length) throw new Error(`The cycle shows ${known} instances.`);
    const measured = await sideBySide(
      ROUNDS,
      () => timed(page),
      () => timed(() => database.db.pool.query('select count(*) from chain_now where cycle_id = $1', [cycle])),
      percentile(95),
    );
    return { name: 'progress of 18,000 instances, beside their count by index, p95', ...measured, goal: 10, unit: 'ms' };
  } finally {
    await owner.close();
    await database.drop();
  }
}

/** Standings alone, without the chains they are of: only the reading is measured here. Answers the cycle's id. */
async function writeAsOwner(owner: Database, ownerId: string): Promise<string> {
  const plan = { nodes: [{ kind: 'fan-out', nodes: PHASES.map((phase) => ({ kind: 'phase', phase })) }] };
  const lobs = Array.from({ length: LANES }, (_, index) => `Line ${index + 1}`);
  return await inTransaction(owner, async (sql) => {
    await sql.query('set local session_replication_role = replica');
    const { rows } = await sql.query<{ id: string }>(STANDINGS, [ownerId, JSON.stringify({ plan }), REPORTS, lobs, PHASES]);
    return rows[0]?.id ?? '';
  });
}

const STANDINGS = `
  with cycle as (insert into test_cycle (name, starts_on, ends_on) values ('Bench', '2026-01-01', '2026-12-31') returning id),
  lobs as (insert into lob (name) select unnest($4::text[]) returning id, name),
  made as (select n, gen_random_uuid() as report, gen_random_uuid() as cycle_report from generate_series(1, $3::int) n),
  reports as (insert into report (id, name, owner_id) select report, 'Report ' || n, $1 from made),
  cycle_reports as (insert into cycle_report (id, cycle_id, report_id, tester_id, start_input, started_at)
    select cycle_report, cycle.id, report, $1, $2::jsonb, now() from made, cycle),
  lanes as (insert into lane (cycle_report_id, key, lob_id, workflow_id, listed_from)
    select cycle_report, lobs.name, lobs.id, cycle_report || '/' || lobs.name, gen_random_uuid() from made, lobs),
  standings as (insert into chain_now (chain_id, cycle_id, cycle_report_id, phase, instance, state, closed, turn, turn_since, spell, reopened, steps_passed, steps_due, warn_at, due_at)
    select gen_random_uuid(), cycle.id, cycle_report, phase, lobs.name, (array['complete', 'waiting', 'in_progress'])[1 + (n + place) % 3], false, 'decide',
      now() - n * interval '1 hour', 1, false, 1, 3, now() + (n - 40) * interval '1 hour', now() + (n - 20) * interval '1 hour'
    from made, cycle, lobs, unnest($5::text[]) with ordinality p(phase, place))
  select id from cycle`;
