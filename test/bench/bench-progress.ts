import { readCycleProgress } from '#data/progress/cycle-progress.queries';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { PHASES } from '#domain/phase/phase-names';
import { addPerson } from '../support/people';
import { testDatabase } from '../support/postgres';
import { type BenchLine, percentile, sideBySide, timed } from './measurement';

const REPORTS = 200;
const LANES = 10;
const ROUNDS = 60;
const COLD_ROUNDS = 40;
/** Questions that the page's data asks beside each other. */
const CONNECTIONS = 3;
const GOAL_MS = 50;

/**
 * Where a cycle of 200 reports × 9 phases × 10 instances stands, as its page is sent it, at p95: beside a count of its instances by the index and
 * beside 50 ms; as it is asked again and again, and asked first by a connection that has asked nothing of a server that holds nothing in its memory.
 */
export async function benchProgress(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  try {
    const executive = await addPerson(database.db, ['test_executive'], 'Bench Executive');
    const cycle = await writeAsOwner(owner, executive.userId);
    await owner.pool.query('create extension pg_buffercache');
    await owner.pool.query('vacuum analyze');
    const page = async (db: Database): Promise<number> => {
      const progress = await readCycleProgress(db.pool, executive, { cycle });
      if (progress.known !== REPORTS * LANES * PHASES.length) throw new Error(`The cycle shows ${progress.known} instances.`);
      return JSON.stringify(progress).length;
    };
    const count = (db: Database) => db.pool.query('select count(*) from chain_now where cycle_id = $1', [cycle]);
    const warm = await sideBySide(
      ROUNDS,
      () => timed(() => page(database.db)),
      () => timed(() => count(database.db)),
      percentile(95),
    );
    const cold = await sideBySide(
      COLD_ROUNDS,
      () => timedCold(database.url, owner, page),
      () => timedCold(database.url, owner, count),
      percentile(95),
    );
    return [...linesOf('asked again', warm), ...linesOf('asked first', cold)];
  } finally {
    await owner.close();
    await database.drop();
  }
}

function linesOf(how: string, { ours, floor }: { ours: number; floor: number }): BenchLine[] {
  const name = `progress of 18,000 instances, ${how}, p95`;
  return [
    { name: `${name}, beside their count by index`, ours, floor, goal: 10, unit: 'ms' },
    { name, ours, floor: null, goal: GOAL_MS, unit: 'ms' },
  ];
}

/** Milliseconds of a first question: its connections have planned nothing yet, and the server's memory was emptied of the tables. */
async function timedCold(url: string, owner: Database, ask: (db: Database) => Promise<unknown>): Promise<number> {
  const db = openDatabase(url, { maxConnections: CONNECTIONS });
  try {
    // Connecting is not asked for here: a web process keeps its connections.
    await Promise.all(Array.from({ length: CONNECTIONS }, () => db.pool.query('select 1')));
    await owner.pool.query('select pg_buffercache_evict_all()');
    return await timed(() => ask(db));
  } finally {
    await db.close();
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
