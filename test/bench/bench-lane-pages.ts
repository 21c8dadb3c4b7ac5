import { readInbox } from '#data/desk/inbox.queries';
import { readReport } from '#data/report/report.queries';
import { openDatabase } from '#data/sql/connection';
import { testDatabase } from '../support/postgres';
import { listedLanes, ownersChainIn, requestsChain, testsChain } from '../support/world/lane';
import { makeScenario, type Scenario } from '../support/world/scenario';
import { World } from '../support/world/world';
import { type BenchLine, percentile, sideBySide, timed } from './measurement';

const LINES = 30;
const OWNERS = 10;
const ROUNDS = 60;
const ROWS = 50;
const GOAL_MS = 50;

/** What a report page and an inbox read where one report has 630 chains in lanes, at p95; each beside a bare query of its chains. */
export async function benchLanePages(): Promise<BenchLine[]> {
  const database = await testDatabase();
  try {
    const scenario = await makeScenario(database.db);
    await openLanes(scenario);
    const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
    await owner.pool.query('vacuum analyze').finally(() => owner.close());
    const { cycleReportId, tester } = scenario;
    const bare = () => timed(() => database.db.pool.query(BARE, [cycleReportId]));
    const count = (await database.db.pool.query(BARE, [cycleReportId])).rowCount ?? 0;
    const page = await sideBySide(ROUNDS, () => timed(() => readReport(database.db, tester, { cycleReportId })), bare, percentile(95));
    const inbox = await sideBySide(
      ROUNDS,
      () => timed(() => readInbox(database.db, tester, { tab: 'waiting', limit: ROWS })),
      bare,
      percentile(95),
    );
    const line = (name: string, { ours, floor }: typeof page): BenchLine => ({
      ...{ name: `${name} with ${count} chains, p95`, ours, floor: null, goal: GOAL_MS, unit: 'ms' },
      note: `beside: its chains and where they stand, by index alone, ${floor.toFixed(1)} ms`,
    });
    return [line('data of a report page', page), line('first 50 inbox rows', inbox)];
  } finally {
    await database.drop();
  }
}

const BARE = 'select c.*, n.* from chain c join chain_now n on n.chain_id = c.id where c.cycle_report_id = $1';

/** Lines of business, each with its data owners, each of whom is asked for a record and has a test of it waiting. */
async function openLanes(scenario: Scenario): Promise<void> {
  const { db } = scenario;
  const world = new World(db);
  const names = Array.from({ length: LINES }, (_, at) => `Line ${at + 1}`);
  const codes = Array.from({ length: OWNERS }, (_, at) => `A${at + 1}`);
  await db.prisma.lob.createMany({ data: names.map((name) => ({ name })) });
  const lobs = new Map((await db.prisma.lob.findMany()).map(({ name, id }) => [name, id]));
  const owners = await Promise.all(codes.map((code) => world.person(`Owner of ${code}`, 'data_owner')));
  const listed = await listedLanes(scenario, names);
  for (const name of names) {
    const executive = await world.person(`Executive of ${name}`, { role: 'data_executive', lobId: lobs.get(name) ?? null });
    const chain = await ownersChainIn(scenario, listed, name, codes);
    for (const [at, code] of codes.entries()) {
      const owner = owners[at];
      if (owner === undefined) continue;
      await testsChain(await requestsChain(chain, { executive, owner, reported: { [code]: { [`${name} L-1`]: '1' } } }));
    }
  }
}
