import { randomUUID } from 'node:crypto';
import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { compare } from '#domain/comparing/compare';
import type { ItemData } from '#domain/item/json';
import { phaseDefinition } from '#domain/phases/registry';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { listTests, type RequestedCase } from '#domain/phases/test-execution/list-tests';
import { type TestItem, testSchema } from '#domain/phases/test-execution/test-item';
import { completer } from '#worker/prepare/registry';
import { testDatabase } from '../support/postgres';
import { type ChainHandle, send } from '../support/world/chain';
import { ownersChain, requestsChain } from '../support/world/lane';
import { makeScenario, type Scenario, trackedStep } from '../support/world/scenario';
import { World } from '../support/world/world';
import { type BenchLine, sideBySide, timed } from './measurement';

const TESTS = 10_000;
const MANY = 400;
const FEW = 4;
const ROUNDS = 25;
const RUNS = 5;
const HASH = 'ab'.repeat(32);
const RULES = {
  definition: phaseDefinition,
  completer: (phase: Parameters<typeof completer>[0]) => completer(phase)?.({} as never) ?? null,
};

/**
 * What recording costs where a chain holds 10,000 tests: running all of them beside the comparisons and a bare copy of the same rows; one
 * of them at version 400 beside the row and its receipt alone, and beside the same at version 4.
 */
export async function benchRecorded(): Promise<BenchLine[]> {
  const database = await testDatabase();
  try {
    const scenario = await makeScenario(database.db);
    const tests = await Tests.open(scenario);
    await makeBareTables(database.ownerUrl);
    const all = await benchRunning(tests);
    await tests.recordUpTo(MANY);
    const young = await Tests.open(await makeScenario(database.db));
    await young.recordUpTo(FEW);
    const bare = await sideBySide(
      ROUNDS,
      () => tests.recordOne(),
      (round) => timed(() => insertBare(database.db, round)),
    );
    const flat = await sideBySide(
      ROUNDS,
      () => tests.recordOne(),
      () => young.recordOne(),
    );
    return [
      { name: 'run 10,000 tests, beside comparing and copying the same rows', ...all, goal: 1.5, unit: 'ms' },
      { name: 'record one of 10,000 tests at version 400, beside its row and receipt', ...bare, goal: 5, unit: 'ms' },
      { name: 'record one of 10,000 tests at version 400, beside version 4', ...flat, goal: 1.2, unit: 'ms' },
    ];
  } finally {
    await database.drop();
  }
}

/** Test Execution of a data owner of their own line, with 10,000 tests that can be run. */
class Tests {
  private turn = 0;

  private constructor(
    private readonly chain: ChainHandle,
    private readonly keys: readonly string[],
  ) {}

  static async open(scenario: Scenario): Promise<Tests> {
    const { db, cycleReportId } = scenario;
    const lob = `Line ${randomUUID().slice(0, 8)}`;
    const { id: lobId } = await db.prisma.lob.create({ data: { name: lob } });
    const world = new World(db);
    const executive = await world.person(`Executive of ${lob}`, { role: 'data_executive', lobId });
    const owner = await world.person(`Owner in ${lob}`, 'data_owner');
    const listed = await ownersChain(scenario, lob, ['A']);
    const requests = await requestsChain(listed, { executive, owner, reported: { A: { 'LN-0': '1' } } });
    const { laneId } = await db.prisma.chain.findUniqueOrThrow({ where: { id: requests.chainId }, select: { laneId: true } });
    const step = await trackedStep(db, 'listInstance');
    if (laneId === null) throw new Error('the requests are in no lane');
    const policy = { mode: 'recorded', requiredCount: 1, roles: [] } as const;
    const planPhase = { kind: 'phase', phase: 'test-execution', allowanceBusinessHours: 16, opensAfter: [], policy } as const;
    const opened = await openChain(db, { cycleReportId, planPhase, position: 7, instance: requests.instance, laneId, step });
    const cases = new Map(Array.from({ length: TESTS }, (_, at) => [`A/LN-${at}`, requestedCase(at)]));
    const planned = new Map([['A', { specialValues: [], confidential: false }]]);
    await listChain(db, {
      chainId: opened.chainId,
      inputs: [requests.versionId],
      derive: (before) => listTests(before, cases, { requestVersion: 1, planned }),
      step,
    });
    return new Tests({ scenario, chainId: opened.chainId }, [...cases.keys()]);
  }

  get db(): Database {
    return this.chain.scenario.db;
  }

  /** What it holds now of these keys. */
  async items(keys: readonly string[] = this.keys): Promise<Map<string, { hash: string; data: TestItem }>> {
    const rows = await this.db.pool.query<{ key: string; hash: string; data: ItemData }>(
      `select distinct on (item_key) item_key as key, encode(hash, 'hex') as hash, data from version_item where chain_id = $1 and item_key = any ($2::text[]) order by item_key, number desc`,
      [this.chain.chainId, keys],
    );
    return new Map(rows.rows.map(({ key, hash, data }) => [key, { hash, data: testSchema.parse(data) }]));
  }

  /** Runs these tests; answers the milliseconds from the command to its receipt. */
  async run(keys: readonly string[], because: string): Promise<number> {
    const items = await this.items(keys);
    const fields = { run: { method: 'automatic', because } };
    const changes = keys.map((itemKey) => ({ itemKey, seenHash: items.get(itemKey)?.hash ?? '', fields }));
    return await timed(async () => {
      const { outcome, detail } = await send(this.chain, this.chain.scenario.tester, 'record_changes', { changes }, RULES);
      if (outcome !== 'applied') throw new Error(`the tests were not run: ${detail ?? ''}`);
    });
  }

  async runAll(): Promise<number> {
    this.turn += 1;
    return await this.run(this.keys, `Turn ${this.turn}`);
  }

  async recordOne(): Promise<number> {
    this.turn += 1;
    return await this.run([this.keys[this.turn % this.keys.length] ?? ''], `Turn ${this.turn}`);
  }

  async recordUpTo(versions: number): Promise<void> {
    const { lastNumber } = await this.db.prisma.chain.findUniqueOrThrow({ where: { id: this.chain.chainId } });
    for (let number = lastNumber; number < versions; number += 1) await this.recordOne();
  }
}

function requestedCase(at: number): RequestedCase {
  const evidence = {
    ...{
      sort: 'document',
      sha256: HASH,
      fileName: 'rates.pdf',
      mediaType: 'application/pdf',
      size: 1,
    },
    ...{ asOf: '2026-09-30', extraction: null, at: { page: 1 }, stated: `${at}.5`, note: '', submission: 1 },
    check: { recipe: 'match/2', keys: [], value: 'found', result: 'pass', read: null },
  };
  const request = requestSchema.parse({
    ...{ attribute: 'A', attributeName: 'Rate', description: '', type: 'decimal', format: '', source: '', record: `LN-${at}`, keys: {} },
    ...{ reported: at % 50 === 0 ? `${at}50` : `${at}.5`, ask: '', dueOn: '2026-12-01', checked: 'pass', unobtainable: '', judged: HASH },
    evidence,
  });
  return { request, standing: 'accepted' };
}

/** Where the floors write: tables on the disk, of one index each. */
async function makeBareTables(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl, { maxConnections: 1 });
  try {
    await owner.pool.query(`create table bare_copy (key text, data jsonb);
      create table bare_item (key text primary key, data jsonb);
      create table bare_receipt (id uuid primary key, outcome text);
      grant insert on bare_copy, bare_item, bare_receipt to public`);
  } finally {
    await owner.close();
  }
}

/** The floor: the same comparisons, and the rows that they come to written by one statement into a table that keeps nothing else. */
async function benchRunning(tests: Tests): Promise<{ ours: number; floor: number }> {
  const { pool } = tests.db;
  const rows = [...(await tests.items()).entries()];
  return await sideBySide(
    RUNS,
    () => tests.runAll(),
    () =>
      timed(async () => {
        const made = rows.map(([key, { data }]) => {
          const outcome = compare({ ...data, ...data.setting }, data.reported, data.shown);
          return { key, data: JSON.stringify({ ...data, outcome }) };
        });
        await pool.query(
          'insert into bare_copy select r.key, r.data::jsonb from jsonb_to_recordset($1::jsonb) as r (key text, data text)',
          [JSON.stringify(made)],
        );
      }),
  );
}

/** One row and one receipt, in a transaction of their own that waits for the disk as ours does, into tables that keep nothing else. */
async function insertBare(db: Database, round: number): Promise<void> {
  await inTransaction(db, async (sql) => {
    await sql.query('insert into bare_item values ($1, $2)', [randomUUID(), JSON.stringify({ round })]);
    await sql.query('insert into bare_receipt values ($1, $2)', [randomUUID(), 'applied']);
  });
}
