import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase } from '#data/sql/connection';
import { openStorage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { makeRecordedWorld } from '../test/support/world/recorded-world';
import { run } from './verify';

let database: TestDatabase;
let files: string;

beforeAll(async () => {
  database = await testDatabase();
  files = await mkdtemp(path.join(tmpdir(), 'countersign-verify-'));
  await makeRecordedWorld(database.db, openStorage(files));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('COUNTERSIGN_FILES', files);
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await rm(files, { recursive: true, force: true });
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

it('says in words, or as JSON, what was compared, that every hash agrees, and what is not proven', async () => {
  const { code, text } = await printed([]);
  expect(code).toBe(0);
  expect(text).toMatch(
    /^Checked \d+ trail entries, 10 versions with 35 items, 9 decided versions, 2 stretches of archived history and 2 files\.\n/,
  );
  expect(text).toMatch(/\n {2}command +24\n/);
  expect(text).toContain('\nEvery hash agrees.\n');
  expect(text).toContain('Not proven: Nothing outside this database was compared.\n');
  const json = await printed(['--json']);
  expect([json.code, JSON.parse(json.text)]).toMatchObject([
    0,
    { ok: true, checked: { versions: 10, items: 35, historySegments: 2, files: 2, rows: { command: 24, receipt: 24 } }, problems: [] },
  ]);
});

it('names version and item after one byte was changed behind the triggers, and fails', async () => {
  const owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  await owner.pool.query('alter table version_item disable trigger user');
  await owner.pool.query(`update version_item set data = '{"code": "Z"}' where item_key = 'A'`);
  await owner.pool.query('alter table version_item enable trigger user');
  await owner.close();
  const { code, text } = await printed([]);
  expect(code).toBe(1);
  expect(text).toContain('Broken: Planning of HMDA LAR, 2026 Q4, version 1, item A: its content does not match its hash.\n');
  expect(text).not.toContain('Every hash agrees');
});
