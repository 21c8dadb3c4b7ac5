import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFactKey } from '#domain/item/fact-key';
import type { Subject } from '#domain/people/permissions';
import { reportTitle } from '#domain/phase/chain-address';
import { approvalHolds } from '#domain/version/approval';
import { APPROVAL_MODES } from '#domain/version/approval-policy';
import { type AuthoredVersion, authorsSinceApproval } from '#domain/version/authors';
import { isApproved, isOpen, VERSION_STATUSES, type VersionStatus, wasEverApproved } from '#domain/version/version-status';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { WrittenWorld } from '../../../test/support/world/written-world';
import {
  activePersonSql,
  approvalHoldsSql,
  approvedSql,
  authorsSinceApprovalSql,
  CHAIN_JOINS_SQL,
  everApprovedSql,
  keyRangeSql,
  openSql,
  REPORT_JOINS_SQL,
  reportTitleSql,
  standingSql,
} from './fragments';

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('of all statuses the database knows, exactly those of the domain are', () => {
  it.each<[string, string, (status: VersionStatus) => boolean]>([
    ['open', openSql('v'), isOpen],
    ['approved', approvedSql('v'), isApproved],
    ['approved ever', everApprovedSql('v'), wasEverApproved],
    ['standing', standingSql('v'), (status) => isOpen(status) || isApproved(status)],
  ])('%s', async (_, condition, rule) => {
    const { rows } = await database.db.pool.query<{ status: VersionStatus; holds: boolean }>(
      `select v.status, ${condition} as holds from unnest(enum_range(null::"VersionStatus")) v(status)`,
    );
    expect(rows).toEqual(VERSION_STATUSES.map((status) => ({ status, holds: rule(status) })));
  });
});

/** How a version ends, or what it stands at. */
const ENDS = ['approved', 'changes_requested', 'rejected', 'withdrawn', 'discarded', 'draft', 'pending_approval'] as const;

/** Writes a version with its authors up to its end; a later version finds no open one before it. */
async function writeVersion(chainId: string, end: (typeof ENDS)[number], by: readonly Subject[]): Promise<void> {
  const version = await world.draft(chainId, []);
  for (const { userId } of by)
    await world.sql.query(`insert into version_author (chain_id, version_id, user_id, how) values ($1, $2, $3, 'edited')`, [
      chainId,
      version.id,
      userId,
    ]);
  if (end === 'draft') return;
  if (end === 'discarded') return discard(version.id);
  await world.submit(version, tester);
  if (end === 'approved') await world.decide(version, owner, 'approve');
  else if (end === 'changes_requested') await world.decide(version, owner, 'request_changes');
  else if (end === 'rejected') await world.decide(version, owner, 'reject');
  else if (end === 'withdrawn') await world.sql.query(`update version set status = 'withdrawn' where id = $1`, [version.id]);
}

async function discard(versionId: string): Promise<void> {
  await world.sql.query(
    `update version v set status = 'discarded', item_count = 0, added_count = 0, changed_count = 0, removed_count = 0,
        content_hash = content_hash(v.chain_id, v.number), version_hash = version_hash(v.id, content_hash(v.chain_id, v.number))
      where v.id = $1`,
    [versionId],
  );
}

/** The versions of a chain with their authors, as the database holds them. */
async function authoredVersions(chainId: string): Promise<AuthoredVersion[]> {
  const { rows } = await database.db.pool.query<AuthoredVersion>(
    `select v.number, v.status, array(select a.user_id::text from version_author a where a.version_id = v.id) as "authorIds"
       from version v where v.chain_id = $1`,
    [chainId],
  );
  return rows;
}

it('answers the authors since the last approval as the domain does, for the chain and for each of its versions', async () => {
  const report = await world.report('Authored', tester, owner);
  const people = [await world.person('Ann'), await world.person('Bea'), await world.person('Cem')];
  const history = fc.array(fc.tuple(fc.constantFrom(...ENDS), fc.subarray(people)), { minLength: 1, maxLength: 5 });
  // Of each kind one at least, whatever is drawn.
  const examples: [[(typeof ENDS)[number], Subject[]][]][] = [
    [[['draft', people.slice(1)]]],
    [
      [
        ['approved', people],
        ['draft', []],
      ],
    ],
  ];
  const asked = async (text: string, values: unknown[]) =>
    new Set((await database.db.pool.query<{ id: string }>(text, values)).rows.map(({ id }) => id));
  const seen = { empty: 0, some: 0 };
  await fc.assert(
    fc.asyncProperty(history, async (made) => {
      const chainId = await world.chain(report, 'planning', { instance: randomUUID() });
      for (const [at, [end, by]] of made.entries()) {
        const leavesOpen = isOpen(end) && at < made.length - 1;
        await writeVersion(chainId, leavesOpen ? 'withdrawn' : end, by);
      }
      const versions = await authoredVersions(chainId);
      expect(versions).toHaveLength(made.length);
      const expected = authorsSinceApproval(versions);
      seen[expected.size === 0 ? 'empty' : 'some'] += 1;
      expect(await asked(`select a.user_id as id ${authorsSinceApprovalSql('$1')}`, [chainId])).toEqual(expected);
      const inChain = `select u.id from app_user u join chain ch on ch.id = $1
        where exists (select ${authorsSinceApprovalSql('ch.id')} and a.user_id = u.id)`;
      expect(await asked(inChain, [chainId])).toEqual(expected);
      for (const { number } of versions)
        expect(await asked(`select a.user_id as id ${authorsSinceApprovalSql('$1', '$2')}`, [chainId, number])).toEqual(
          authorsSinceApproval(versions, number),
        );
    }),
    { ...propertyRuns(40, 20), examples },
  );
  expect(seen.empty).toBeGreaterThan(0);
  expect(seen.some).toBeGreaterThan(0);
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
  const [one] = [await world.report('One', tester, owner), await world.report('Two', tester, owner)];
  const chainId = await world.chain(one, 'planning');
  const found = { cycleReportId: one.cycleReportId, reportId: one.reportId, cycleId: one.cycleId };
  const columns = 'cr.id as "cycleReportId", r.id as "reportId", tc.id as "cycleId"';
  const report = await world.sql.query(`select ${columns} from cycle_report cr ${REPORT_JOINS_SQL} where cr.id = $1`, [one.cycleReportId]);
  const chain = await world.sql.query(`select ${columns} from chain ch ${CHAIN_JOINS_SQL} where ch.id = $1`, [chainId]);
  expect([report.rows, chain.rows]).toEqual([[found], [found]]);
});

it('takes for active whoever has an account that was not disabled', async () => {
  const leaving = await world.person('Lea Ving', 'tester');
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

it('lets an approval count as long as the domain does, to the microsecond', async () => {
  const drawn = fc.record({
    policy: fc.record(
      { mode: fc.constantFrom(...APPROVAL_MODES), approvalsHoldDays: fc.integer({ min: 1, max: 60 }) },
      { requiredKeys: ['mode'] },
    ),
    /** How long before, in days of the policy and microseconds. */
    days: fc.integer({ min: -1, max: 2 }),
    microseconds: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -90_000_000_000, max: 90_000_000_000 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 20, maxLength: 60 }), async (cases) => {
      const { rows } = await database.db.pool.query<{ at: string; given: string; holds: boolean }>(
        `select to_jsonb(now()) #>> '{}' as at, to_jsonb(rc.created_at) #>> '{}' as given, ${approvalHoldsSql('ch.policy', 'rc.created_at')} as holds
           from jsonb_array_elements($1::jsonb) with ordinality x(one, place) cross join lateral (select x.one -> 'policy' as policy) ch
          cross join lateral (select now() - interval '24 hours' * coalesce((ch.policy ->> 'approvalsHoldDays')::int, 1) * (x.one ->> 'days')::int
             - interval '1 microsecond' * (x.one ->> 'microseconds')::float as created_at) rc order by x.place`,
        [JSON.stringify(cases)],
      );
      expect(rows.map(({ holds }) => holds)).toEqual(
        rows.map(({ at, given }, nth) => approvalHolds(cases[nth]?.policy ?? { mode: 'review' }, given, at)),
      );
    }),
    propertyRuns(20),
  );
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
