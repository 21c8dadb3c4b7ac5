import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFactKey } from '#domain/item/diff';
import type { Subject } from '#domain/people/permissions';
import { reportTitle } from '#domain/phase/chain-address';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { addChain, addPerson, addReport, openWorld, type World } from '../../../test/support/written-versions';
import { activePersonSql, CHAIN_JOINS_SQL, keyRangeSql, REPORT_JOINS_SQL, reportTitleSql } from './fragments';

let database: TestDatabase;
let world: World;
let tester: Subject;
let owner: Subject;

beforeAll(async () => {
  database = await testDatabase();
  world = await openWorld(database);
  tester = await addPerson(world, 'Tess Ter', 'tester');
  owner = await addPerson(world, 'Olga Owner', 'report_owner');
});

afterAll(async () => {
  await world.end();
  await database.drop();
});

/** Text that PostgreSQL can hold: it refuses the character of code 0. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((drawn) => drawn.replaceAll('\0', ''));

it('writes the title of a report as the domain does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 20, maxLength: 60 }), async (names) => {
      const { rows } = await database.db.pool.query<{ title: string; other: string }>(
        `select ${reportTitleSql()} as title, ${reportTitleSql('rr')} as other
           from unnest($1::text[], $2::text[]) with ordinality x(report, cycle, place)
          cross join lateral (select x.report as name) r cross join lateral (select x.report as name) rr
          cross join lateral (select x.cycle as name) tc order by x.place`,
        [names.map(([report]) => report), names.map(([, cycle]) => cycle)],
      );
      const titles = names.map(([reportName, cycleName]) => reportTitle({ reportName, cycleName }));
      expect(rows).toEqual(titles.map((title) => ({ title, other: title })));
    }),
    propertyRuns(10),
  );
});

it('joins to a report in its cycle, and to a chain, what they belong to and nothing else', async () => {
  const [one] = [await addReport(world, 'One', tester, owner), await addReport(world, 'Two', tester, owner)];
  const chainId = await addChain(world, one, 'planning');
  const found = { cycleReportId: one.cycleReportId, reportId: one.reportId, cycleId: one.cycleId };
  const columns = 'cr.id as "cycleReportId", r.id as "reportId", tc.id as "cycleId"';
  const report = await world.sql.query(`select ${columns} from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`, [one.cycleReportId]);
  const chain = await world.sql.query(`select ${columns} from chain ch ${CHAIN_JOINS_SQL} where ch.id = $1`, [chainId]);
  expect([report.rows, chain.rows]).toEqual([[found], [found]]);
});

it('takes for active whoever has an account that was not disabled', async () => {
  const leaving = await addPerson(world, 'Lea Ving', 'tester');
  await database.db.prisma.user.update({ where: { id: leaving.userId }, data: { disabledAt: new Date() } });
  const people = await database.db.prisma.user.findMany({ select: { id: true, disabledAt: true } });
  const { rows } = await database.db.pool.query<{ id: string; u: boolean; f: boolean }>(
    `select u.id, ${activePersonSql('u')} as u, ${activePersonSql('f')} as f from app_user u join app_user f on f.id = u.id`,
  );
  const active = new Map(people.map(({ id, disabledAt }) => [id, disabledAt === null]));
  expect(new Set(active.values())).toEqual(new Set([true, false]));
  for (const row of rows) expect([row.u, row.f]).toEqual([active.get(row.id), active.get(row.id)]);
  expect(rows).toHaveLength(people.length);
});

it('takes for facts the keys that the domain does, and all others for items', async () => {
  const edge = fc.constantFrom('', '#', '$', '%', '$$', '$%', '%$', '$\u{10ffff}', '#\u{10ffff}', 'ä', 'A', '\u0001');
  const key = fc.oneof(
    edge,
    text,
    text.map((end) => `$${end}`),
    text.map((end) => `%${end}`),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(key, { minLength: 30, maxLength: 90 }), async (keys) => {
      const column = 'k.key collate "C"';
      const { rows } = await database.db.pool.query<{ facts: boolean; items: boolean; either: boolean }>(
        `select ${keyRangeSql(column, 'facts')} as facts, ${keyRangeSql(column, 'items')} as items, ${keyRangeSql(column, 'all')} as either
           from unnest($1::text[]) with ordinality k(key, place) order by k.place`,
        [keys],
      );
      expect(rows).toEqual(keys.map((one) => ({ facts: isFactKey(one), items: !isFactKey(one), either: true })));
    }),
    propertyRuns(20),
  );
});

it('asks for ranges of keys of columns that are ordered by bytes', async () => {
  const { rows } = await world.sql.query(
    `select c.table_name as of, c.collation_name as collation from information_schema.columns c
      where c.table_schema = 'public' and c.column_name = 'item_key' and c.table_name in ('version_item', 'command_verdict') order by 1`,
  );
  expect(rows).toEqual(['command_verdict', 'version_item'].map((of) => ({ of, collation: 'C' })));
});
