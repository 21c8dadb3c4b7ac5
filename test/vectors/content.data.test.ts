import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { type TestDatabase, testDatabase } from '../support/postgres';
import type { WorldReport } from '../support/world/world';
import { WrittenWorld } from '../support/world/written-world';
import { CONTENT_VECTORS_FILE, type ContentVectors } from './content-vectors';

const { cases, recipe } = JSON.parse(await readFile(CONTENT_VECTORS_FILE, 'utf8')) as ContentVectors;

let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let report: WorldReport;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  report = await world.report('HMDA', tester, await world.person('Olga Owner', 'report_owner'));
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

it.each(cases)('the database agrees, from bare items and from its log: $name', async ({ items, chunks, content }) => {
  const [keys, hashes] = [items.map(([key]) => key), items.map(([, hash]) => hash)];
  const bare = await world.sql.query<{ chunks: string[]; content: string }>(
    `select coalesce(array_agg(encode(digest, 'hex') order by first_key), '{}') as chunks,
       encode(content_root(string_agg(digest, ''::bytea order by first_key)), 'hex') as content
       from (select c.first_key collate "C" as first_key, c.digest
         from chunks_of($1::text[], array(select decode(h, 'hex') from unnest($2::text[]) with ordinality as u (h, nth) order by nth)) c) c`,
    [keys, hashes],
  );
  expect(bare.rows).toEqual([{ chunks, content }]);

  const version = await world.draft(await world.chain(report, 'sample-selection', { instance: randomUUID() }), []);
  await world.sql.query(
    `insert into version_item (chain_id, item_key, number, op, data, hash)
     select $1, u.key, 1, 'put', '{}', decode(u.hash, 'hex') from unnest($2::text[], $3::text[]) as u (key, hash)`,
    [version.chainId, keys, hashes],
  );
  await world.submit(version, tester);
  const frozen = await world.sql.query<{ content: string; rebuilt: string; recipe: string }>(
    `select encode(content_hash, 'hex') as content, encode(content_hash(chain_id, number), 'hex') as rebuilt, recipe from version where id = $1`,
    [version.id],
  );
  expect(frozen.rows).toEqual([{ content, rebuilt: content, recipe }]);
});
