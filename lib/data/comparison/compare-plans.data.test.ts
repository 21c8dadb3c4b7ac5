import type { QueryConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import type { Database } from '../sql/connection';
import { type DiffRequest, readDiff } from './diff.queries';

const ITEMS = 100_000;
const FEW = 1_000;
const PAGE = 200;

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let first: WrittenVersion;
let few: WrittenVersion;
let all: WrittenVersion;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  const owner = await world.person('Olga Owner', 'report_owner');
  const chain = await world.chain(await world.report('HMDA', tester, owner), 'sample-selection');
  first = await written(chain, 'added', 1, null, owner);
  few = await written(chain, 'few', ITEMS / FEW, first, owner);
  all = await written(chain, 'all', 1, few, owner);
  await world.sql.query('vacuum analyze version_item');
}, 120_000);

afterAll(async () => {
  await world.close();
  await database.drop();
});

/** A version that writes every n-th of the items. */
async function written(chain: string, note: string, every: number, parent: WrittenVersion | null, owner: Subject): Promise<WrittenVersion> {
  const version = await world.draft(chain, [], { parent });
  await world.sql.query(
    `insert into version_item (chain_id, item_key, number, op, data, hash)
     select $1, to_char(n, 'FM000000'), $2, 'put', d.data, sha256(convert_to(d.data::text, 'UTF8'))
       from generate_series(1, $3::int) n cross join lateral (select jsonb_build_object('note', $4::text, 'values', jsonb_build_object('AMOUNT', n::text)) as data) d
      where n % $5 = 0`,
    [chain, version.number, ITEMS, note, every],
  );
  await world.submit(version, tester);
  await world.decide(version, owner, 'request_changes');
  return version;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** Rows of items that a plan takes from the table or its indexes, those it throws away included. */
function rowsRead(node: PlanNode): number {
  const own =
    node['Relation Name'] === 'version_item' ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0;
  return own + (node.Plans ?? []).reduce((sum, one) => sum + rowsRead(one), 0);
}

function sequentialScans(node: PlanNode): number {
  const own = node['Node Type'].includes('Seq Scan') && node['Relation Name'] === 'version_item' ? 1 : 0;
  return own + (node.Plans ?? []).reduce((sum, one) => sum + sequentialScans(one), 0);
}

/** Reads a page and what its statements cost the database. */
async function measured(request: DiffRequest) {
  const plans: PlanNode[] = [];
  const pool = new Proxy(database.db.pool, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return async (asked: string | QueryConfig, given: unknown[] = []) => {
        const { text, values } = typeof asked === 'string' ? { text: asked, values: given } : asked;
        if (text.includes('version_item')) {
          const explained = await target.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (analyze, format json) ${text}`, values);
          plans.push(...explained.rows.flatMap((row) => row['QUERY PLAN'].map((one) => one.Plan)));
        }
        return typeof asked === 'string' ? target.query(asked, given) : target.query(asked);
      };
    },
  });
  const watched: Database = { ...database.db, pool };
  const page = await readDiff(watched, tester, { limit: PAGE, ...request });
  return {
    page,
    rows: plans.reduce((sum, plan) => sum + rowsRead(plan), 0),
    sequential: plans.reduce((sum, plan) => sum + sequentialScans(plan), 0),
  };
}

describe('a comparison of two versions of 100,000 items', () => {
  it('costs what changed, not what exists', async () => {
    const { page, rows, sequential } = await measured({ versionId: few.id, base: first.id });
    expect(page.counts).toEqual({ added: 0, removed: 0, changed: FEW, unchanged: ITEMS - FEW });
    expect(rows).toBeLessThan(12 * FEW);
    expect(sequential).toBe(0);
  });

  it('costs a page for every further page, wherever it is and however much changed', async () => {
    const start = await measured({ versionId: all.id, base: few.id });
    expect(start.page.counts).toEqual({ added: 0, removed: 0, changed: ITEMS, unchanged: 0 });
    let after = start.page.next;
    for (let pages = 0; pages < 3; pages += 1) {
      const { page, rows } = await measured({ versionId: all.id, base: few.id, after });
      expect(page.rows).toHaveLength(PAGE);
      expect(rows).toBeLessThan(20 * PAGE);
      after = page.next;
    }
    const linked = await measured({ versionId: all.id, base: few.id, from: '090000' });
    const further = await measured({ versionId: all.id, base: few.id, from: '090000', after: linked.page.next });
    expect(further.page.rows[0]?.key).toBe('090200');
    expect(further.rows).toBeLessThan(20 * PAGE);
  });

  it('folds what lies between differences by counting the stretch of its page alone', async () => {
    const page = await measured({ versionId: few.id, base: first.id, context: 3, limit: 20, from: '050000' });
    expect(page.page.rows).toHaveLength(20 * 7 - 6);
    expect(page.page.rows[4]?.folded).toBe(100 - 7);
    const further = await measured({ versionId: few.id, base: first.id, context: 3, limit: 20, after: page.page.next });
    expect(further.page.rows).toHaveLength(20 * 7);
    expect(further.page.rows.reduce((sum, row) => sum + row.folded, 0)).toBe(20 * (100 - 7));
    expect(further.rows).toBeLessThan(20 * 100 * 8);
  });
});
