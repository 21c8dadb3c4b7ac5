import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCheckpointEvidence } from '#data/checkpoints/evidence.queries';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { readKeys, signerOf } from '#storage/signing-keys';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { tamper, writeEntries } from '../test/support/signed-world';
import { run as keys } from './keys';
import { run as verify } from './verify';

let database: TestDatabase;
let folder: string;
let keyFile: string;
const outside = () => path.join(folder, 'outside');

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-keys-'));
  keyFile = path.join(folder, 'keys.json');
  await mkdir(outside());
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('COUNTERSIGN_KEYS', keyFile);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  await database.drop();
});

async function printed(run: typeof keys, ...argv: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { code: await run(argv), text };
}

/** Signs what one more entry came to, with the key of the file, and keeps the checkpoint outside. */
async function record(): Promise<void> {
  await writeEntries(database.db, null, 1);
  const file = await readKeys(keyFile);
  const number = await makeCheckpoint(database.db, { ...signerOf(file!)!, statements: file!.statements });
  await writeFile(path.join(outside(), `${number}.json`), JSON.stringify(await readCheckpointEvidence(database.db.pool, number!)));
}

const FINGERPRINT = /SHA256:[A-Za-z0-9+/]{43}/g;

describe('the life of a key', () => {
  it('is created, signs, is rotated and revoked, each in words, and what it signed until then counts', async () => {
    await expect(printed(keys)).rejects.toThrow('"./countersign keys create" makes one');
    expect((await printed(keys, 'create')).text).toMatch(/^Checkpoints are signed by SHA256:\S+ from now on\.\n$/);
    await expect(printed(keys, 'create')).rejects.toThrow('already');
    await record();
    const [old] = (await printed(keys)).text.match(FINGERPRINT) ?? [];
    await expect(printed(keys, 'revoke', old!)).rejects.toThrow('rotate first');
    await printed(keys, 'rotate');
    expect((await printed(keys, 'revoke', old!)).text).toBe(`${old} does not count from checkpoint 2 on.\n`);
    await record();
    const shown = (await printed(keys)).text;
    expect(shown).toContain(`${old}, revoked from checkpoint 2 on`);
    expect(shown).toMatch(/ {2}20\S+Z {2}SHA256:\S+ follows SHA256:\S+\n/);
    const { code, text } = await printed(verify, '--against', outside());
    expect([code, text]).toEqual([
      0,
      expect.stringContaining('Checked 2 checkpoints over 2 heads of streams. Compared with 2 checkpoints and 2 heads from outside.'),
    ]);
    expect(text).not.toContain('Nothing outside');
  });

  it('ends at a key that another keeps: nothing here is made from a setting', async () => {
    vi.stubEnv('COUNTERSIGN_KEYS_JSON', '{}');
    await expect(printed(keys, 'rotate')).rejects.toThrow('COUNTERSIGN_KEYS_JSON');
    vi.stubEnv('COUNTERSIGN_KEYS_JSON', '');
  });
});

describe('verify', () => {
  it('says what is not proven where nothing from outside is given', async () => {
    expect((await printed(verify)).text).toContain('Not proven: Nothing outside this database was compared.\n');
  });

  it('says so where only the database’s own keys were there', async () => {
    vi.stubEnv('COUNTERSIGN_KEYS', path.join(folder, 'none.json'));
    expect((await printed(verify)).text).toContain('Not proven: Signatures were checked with the keys that this database names itself');
    await expect(printed(verify, '--keys', path.join(folder, 'none.json'))).rejects.toThrow('There is no file');
    vi.stubEnv('COUNTERSIGN_KEYS', keyFile);
  });

  it('takes the public keys that keys export prints', async () => {
    const file = path.join(folder, 'public.json');
    const { text } = await printed(keys, 'export');
    await writeFile(file, text);
    expect(text).toContain('"privateKey": null');
    expect((await printed(verify, '--keys', file)).code).toBe(0);
  });

  it('fails, and names the entry, where the database lost what a file outside still has', async () => {
    await tamper(
      database,
      `delete from audit_event where seq = 2`,
      'delete from stream_head',
      'delete from checkpoint where number = 2',
      'delete from checkpoint_leaf where number = 2',
    );
    const { code, text } = await printed(verify, '--json', '--against', outside());
    expect(code).toBe(1);
    const { problems } = JSON.parse(text) as { problems: string[] };
    expect(problems).toContainEqual(
      expect.stringContaining('This database is older than what left it, or was cut: its newest checkpoint is 1'),
    );
    expect(problems).toContainEqual(expect.stringContaining('Trail of the installation: entry 2 is gone (the newest is 1)'));
    await expect(printed(verify, '--against', path.join(folder, 'nowhere'))).rejects.toThrow('There is no file and no folder');
  });
});
