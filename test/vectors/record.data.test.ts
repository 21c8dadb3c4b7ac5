import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { canonicalOfStored } from '#domain/item/stored-json';
import { type TestDatabase, testDatabase } from '../support/postgres';
import { propertyRuns } from '../support/property-runs';
import { canonicalVectors, historyVectors, jsonText, rowsVectors, trailVectors, versionVectors } from './vector-files';

let database: TestDatabase;
let sql: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  sql = new pg.Client({ connectionString: database.ownerUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** The one value of the one row that a statement answers. */
async function value<T>(statement: string, ...parameters: unknown[]): Promise<T> {
  const { rows } = await sql.query<[T]>({ text: statement, values: parameters, rowMode: 'array' });
  expect(rows).toHaveLength(1);
  return rows[0]?.[0] as T;
}

it.each(canonicalVectors)('the database writes the canonical text: $name', async (vector) => {
  const text = jsonText(vector);
  if (vector.refused) {
    await expect(value('select canonical_json($1::jsonb)', text)).rejects.toThrow(
      /invalid input syntax for type json|Unicode escape|out of range/,
    );
    return;
  }
  if (vector.canonical !== undefined) expect(await value('select canonical_json($1::jsonb)', text)).toBe(vector.canonical);
  const hash = `select encode(sha256(convert_to(canonical_json($1::jsonb), 'UTF8')), 'hex')`;
  expect(await value(hash, text)).toBe(vector.sha256);
});

it.each(rowsVectors)('the database digests rows and their group: $name', async ({ table, records, digests, group }) => {
  const text = table === undefined ? 'canonical_json(r)' : `canonical_${table}(jsonb_populate_record(null::${table}, r))`;
  const digested = `select encode(sha256(convert_to(${text}, 'UTF8')), 'hex') as digest from jsonb_array_elements($1::jsonb) with ordinality as t (r, nth) order by nth`;
  const { rows } = await sql.query<{ digest: string }>(digested, [JSON.stringify(records)]);
  expect(rows.map(({ digest }) => digest)).toEqual(digests);
  const grouped = `select encode(sha256(coalesce(string_agg(decode(d, 'hex'), ''::bytea order by decode(d, 'hex')), ''::bytea)), 'hex') from unnest($1::text[]) as d`;
  expect(await value(grouped, digests)).toBe(group);
});

it('the database digests the rows of a key that has none', async () => {
  const none = rowsVectors.find(({ records }) => records.length === 0);
  const key = '00000000-0000-4000-8000-000000000000';
  expect(await value('select digest_version_author($1)', key)).toEqual([0, none?.group]);
});

it.each(trailVectors)('the database hashes the entries of a stream: $name', async ({ stream, entries, hashes }) => {
  let before = await value<string>(`select encode(sha256(convert_to($1, 'UTF8')), 'hex')`, stream);
  for (const [nth, entry] of entries.entries()) {
    const hashed = `select encode(sha256(convert_to(canonical_audit_event(jsonb_populate_record(null::audit_event, $1)), 'UTF8')), 'hex')`;
    before = await value<string>(hashed, JSON.stringify({ ...entry, prev_hash: `\\x${before}` }));
    expect(before).toBe(hashes[nth]);
  }
});

it.each(versionVectors)('the database hashes a version: $name', async ({ content, number, parent, inputs, hash }) => {
  const [own, before] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  // Versions of any number are nothing that the tables take: the function reads these in their place.
  await sql.query('create temporary table version as select id, number, parent_id, version_hash, recipe from public.version with no data');
  await sql.query('create temporary table version_input as select version_id, content_hash from public.version_input with no data');
  try {
    await sql.query(`insert into version values ($1, $2, $3, null, 'countersign/2')`, [own, number, parent === '' ? null : before]);
    await sql.query(`insert into version values ($1, 1, null, decode($2, 'hex'), 'countersign/2')`, [before, parent]);
    await sql.query(`insert into version_input select $1::uuid, decode(i, 'hex') from unnest($2::text[]) as i`, [own, inputs]);
    expect(await value(`select encode(version_hash($1, decode($2, 'hex')), 'hex')`, own, content)).toBe(hash);
  } finally {
    await sql.query('drop table pg_temp.version, pg_temp.version_input');
  }
});

it.each(historyVectors)('the database hashes the stretches of a history: $name', async ({ stretches, hashes }) => {
  let before = '';
  for (const [nth, events] of stretches.entries()) {
    const hashed = `select encode(sha256(decode($1, 'hex') || convert_to(canonical_json($2::jsonb), 'UTF8')), 'hex')`;
    before = await value<string>(hashed, before, JSON.stringify(events));
    expect(before).toBe(hashes[nth]);
  }
});

/** Text with what orders and escapes turn on: surrogate pairs, the characters beside them, controls, digits. */
const storable = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'é',
      'e\u0301',
      '\ud7ff',
      '\ue000',
      '\ufffd',
      '\uffff',
      '\u{10000}',
      '\u{10ffff}',
      '1',
      '"',
      '\\',
      '\n',
      '\u001f',
    ),
    maxLength: 4,
  }),
  fc.constantFrom('__proto__', '10', '9', '', '\u007f', '\u2028'),
);

/** Doubles by their bits, whole numbers, and short decimals of all sizes, of which some lie half-way between two doubles (1e23). */
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: -30, max: 30 }))
    .map(([digits, places]) => Number(`${digits}e${places}`)),
);

const { anyJson } = fc.letrec<{ anyJson: Json }>((tie) => ({
  anyJson: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(fc.constant(null), fc.boolean(), numbers, storable),
    fc.array(tie('anyJson'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(storable, tie('anyJson')), { selector: ([name]) => name, maxLength: 6 })
      .map((members) => Object.fromEntries(members)),
  ),
}));

it('database and product write the same canonical text of any JSON', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyJson, { minLength: 20, maxLength: 60 }), async (list) => {
      const { rows } = await sql.query<{ canonical: string }>(
        'select canonical_json(v) as canonical from jsonb_array_elements($1::jsonb) with ordinality as t (v, nth) order by nth',
        [JSON.stringify(list)],
      );
      expect(rows.map(({ canonical }) => canonical)).toEqual(list.map(canonicalJson));
    }),
    propertyRuns(200, 50),
  );
});

it.each(canonicalVectors.filter(({ refused }) => !refused))('what the database stores has the canonical text: $name', async (vector) => {
  const stored = await value<string>('select $1::jsonb::text', jsonText(vector));
  if (vector.canonical !== undefined) expect(canonicalOfStored(stored)).toBe(vector.canonical);
});

/** Objects as items are: the same few shapes one after the other, mostly plain values, among them some that have to be parsed. */
const flatItems = fc.uniqueArray(storable, { maxLength: 6 }).chain((names) => {
  const values = fc.tuple(...names.map(() => fc.oneof(storable, numbers, fc.boolean(), fc.constant(null), anyJson)));
  return fc
    .array(values, { minLength: 2, maxLength: 5 })
    .map((rows) => rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] as Json]))));
});

it('stored text is put in order to the same canonical text as its parsed value', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(flatItems, fc.array(anyJson, { maxLength: 4 })), { minLength: 10, maxLength: 20 }),
      async (lists) => {
        const { rows } = await sql.query<{ stored: string; value: Json }>(
          'select v::text as stored, v as value from jsonb_array_elements($1::jsonb) as v',
          [JSON.stringify(lists.flat())],
        );
        expect(rows.map(({ stored }) => canonicalOfStored(stored))).toEqual(rows.map(({ value: parsed }) => canonicalJson(parsed)));
      },
    ),
    propertyRuns(200, 50),
  );
});
