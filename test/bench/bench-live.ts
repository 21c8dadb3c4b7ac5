import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveChange } from '#contract/live';
import { insertCommand } from '#data/chain/command.commands';
import { type Database, openDatabase } from '#data/sql/connection';
import { buildWeb } from '../../cli/build/web';
import { readEvents } from '../support/event-reader';
import { testDatabase } from '../support/postgres';
import { versionInStatus } from '../support/version-in-status';
import { startWebProcess, type WebProcess } from '../support/web-process';
import { drain } from '../support/world/chain';
import { type Person, World } from '../support/world/world';
import { type BenchLine, median } from './measurement';

const STREAMS = 500;
const STREAMS_A_PERSON = 10;
/** Reports of which a change is looked for. */
const REPORTS = 1_000;
const IDLE_MS = 20_000;
const DECISIONS = 5;
const QUIET_MS = 1_500;
const ASKED_AGAIN = 20;
/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100;

/**
 * 500 open streams of one process of pages, all of people who see every report: what it asks PostgreSQL while nothing happens, its
 * processor, how long after its commit a decision is known to the last of them, and how long the process takes to end under them.
 */
export async function benchLive(): Promise<BenchLine[]> {
  await buildWeb();
  const database = await testDatabase();
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  const web = await startWebProcess(database.url);
  let stoppedMs = Number.NaN;
  try {
    await owner.pool.query(
      `insert into report_pulse (stream, tick, moved_in, changed_at) select 'cycle-report/' || gen_random_uuid(), 1, 1, now() from generate_series(1, $1::int)`,
      [REPORTS],
    );
    const listeners = await openStreams(database.db, web);
    await pause(QUIET_MS);
    const idle = await statementsDuring(owner, () => pause(IDLE_MS));
    const busy = processorSeconds(web.pid);
    await pause(IDLE_MS);
    const processor = ((processorSeconds(web.pid) - busy) * 1_000 * 100) / IDLE_MS;
    const told: number[] = [];
    for (let nth = 0; nth < DECISIONS; nth += 1) told.push(await untilAllKnow(database.db, listeners));
    const costs = await costsOfAskingAgain(owner, database.db, web);
    const begun = performance.now();
    const said = await web.stop();
    stoppedMs = performance.now() - begun;
    return [
      {
        name: `${STREAMS} open streams, ${REPORTS.toLocaleString('en')} reports: statements a second while nothing happens`,
        ours: (idle * 1_000) / IDLE_MS,
        floor: null,
        goal: 10,
        unit: 'statements',
      },
      { name: `${STREAMS} open streams: processor of the pages while nothing happens`, ours: processor, floor: null, goal: 5, unit: '%' },
      {
        name: `${STREAMS} open streams: a decision's commit until the last is told`,
        ours: median(told),
        floor: null,
        goal: 1_000,
        unit: 'ms',
        note: `slowest of ${DECISIONS}: ${Math.round(Math.max(...told))} ms; a page that shows the report then asks ${costs}`,
      },
      {
        name: `${STREAMS} open streams: the process is told to end until it has`,
        ours: stoppedMs,
        floor: null,
        goal: 10_000,
        unit: 'ms',
        ...(said.length === 0 ? {} : { note: said.join(' ') }),
      },
    ];
  } finally {
    if (Number.isNaN(stoppedMs)) await web.stop();
    await owner.close();
    await database.drop();
  }
}

/** When each of the streams was told last of which report, by its id (`performance.now`). */
type Listeners = Map<string, number>[];

async function openStreams(db: Database, web: WebProcess): Promise<Listeners> {
  const world = new World(db);
  const listeners: Listeners = [];
  for (let nth = 0; nth < STREAMS / STREAMS_A_PERSON; nth += 1) {
    const person = await world.person(`Bench Executive ${nth}`, 'test_executive');
    await Promise.all(Array.from({ length: STREAMS_A_PERSON }, async () => listeners.push(await openStream(web, person))));
  }
  return listeners;
}

async function openStream(web: WebProcess, person: Person): Promise<Map<string, number>> {
  const answer = await fetch(`${web.url}/api/live`, { headers: { cookie: await web.cookieOf(person) } });
  if (!answer.ok) throw new Error(`A stream was refused: ${answer.status} ${await answer.text()}`);
  const told = new Map<string, number>();
  void follow(readEvents(answer), told);
  return told;
}

async function follow(events: ReturnType<typeof readEvents>, told: Map<string, number>): Promise<void> {
  try {
    for (let next = await events.next(); next.event !== null; next = await events.next())
      if (next.event === 'changed')
        for (const { cycleReportId } of (next.data as LiveChange).reports) told.set(cycleReportId, performance.now());
  } catch (error) {
    // The process that is told to end may cut the last of them off.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Milliseconds from the commit of a decision until every stream was told of it. */
async function untilAllKnow(db: Database, listeners: Listeners): Promise<number> {
  const { scenario, chain, versionId } = await versionInStatus(db, 'pending_approval');
  const { cycleReportId, owner } = scenario;
  const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  await insertCommand(db, owner.actor, {
    commandId: randomUUID(),
    kind: 'decide_version',
    targetId: chain.chainId,
    versionId,
    seenVersionHash: Buffer.from(versionHash ?? []).toString('hex'),
    payload: { decision: 'approve' },
  });
  // What led there has been told before the decision is carried out.
  while (!listeners.every((told) => told.has(cycleReportId))) await pause(50);
  await pause(QUIET_MS);
  for (const told of listeners) told.delete(cycleReportId);
  await drain(chain);
  const committed = performance.now();
  while (!listeners.every((told) => told.has(cycleReportId))) await pause(5);
  return Math.max(...listeners.map((told) => told.get(cycleReportId) ?? Number.POSITIVE_INFINITY)) - committed;
}

/** How many transactions of PostgreSQL each of the requests takes by which a page brings itself up to date, in words. */
async function costsOfAskingAgain(owner: Database, db: Database, web: WebProcess): Promise<string> {
  const { scenario } = await versionInStatus(db, 'pending_approval');
  const cookie = await web.cookieOf(scenario.owner);
  const addresses = {
    report: `/api/reports/${scenario.cycleReportId}`,
    'count of the inbox': '/api/inbox/count?tab=waiting',
    notices: '/api/notices',
  };
  const costs: string[] = [];
  for (const [name, address] of Object.entries(addresses)) {
    const asked = await statementsDuring(owner, async () => {
      for (let nth = 0; nth < ASKED_AGAIN; nth += 1) {
        const answer = await fetch(`${web.url}${address}`, { headers: { cookie } });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
      }
    });
    costs.push(`${name} ${Math.round(asked / ASKED_AGAIN)}`);
  }
  return `by transactions of PostgreSQL: ${costs.join(', ')}`;
}

/** How many statements others ran meanwhile; each outside of a transaction is one of its own. Backends tell theirs a second late. */
async function statementsDuring(owner: Database, work: () => Promise<unknown>): Promise<number> {
  const count = async (): Promise<number> => {
    await pause(QUIET_MS);
    const { rows } = await owner.pool.query<{ ran: string }>(
      'select xact_commit + xact_rollback as ran from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.ran);
  };
  const before = await count();
  await work();
  return (await count()) - before - 1;
}

/** Seconds of a processor that a process has had; NaN where the system does not tell. */
function processorSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
