import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { type WrittenVersion, WrittenWorld } from '../test/support/world/written-world';
import { run } from './verify';

let database: TestDatabase;
let world: WrittenWorld;
let version: WrittenVersion;

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  const tester = await world.person('Tess Ter', 'tester');
  const report = await world.report('HMDA', tester, await world.person('Olga Owner', 'report_owner'));
  version = await world.draft(await world.chain(report, 'planning'), [{ key: 'A', data: { code: 'A' } }]);
  await world.submit(version, tester);
  vi.stubEnv('DATABASE_URL', database.url);
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
  await database.drop();
});

async function printed(argv: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const code = await run(argv);
  return { code, text };
}

it('says in words, or as JSON, that every hash agrees', async () => {
  expect(await printed([])).toEqual({
    code: 0,
    text: 'Checked 0 trail entries, 1 versions, 1 items and 0 stretches of archived history.\nEvery hash agrees.\n',
  });
  const { code, text } = await printed(['--json']);
  expect([code, JSON.parse(text)]).toEqual([
    0,
    { ok: true, checked: { auditEvents: 0, versions: 1, items: 1, historySegments: 0 }, problems: [] },
  ]);
});

it('names version and item after one byte was changed behind the triggers, and fails', async () => {
  await world.sql.query('alter table version_item disable trigger user');
  await world.sql.query(`update version_item set data = '{"code": "B"}' where chain_id = $1`, [version.chainId]);
  await world.sql.query('alter table version_item enable trigger user');
  const { code, text } = await printed([]);
  expect(code).toBe(1);
  expect(text).toContain('Broken: Planning of HMDA, Cycle of HMDA, version 1, item A: its content does not match its hash.\n');
});
