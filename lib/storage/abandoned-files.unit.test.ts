import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweepAbandoned } from './abandoned-files';
import { openStorage, type Storage } from './storage';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const BEFORE = new Date('2021-01-01T00:00:00Z');
let directory: string;
let storage: Storage;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'abandoned-'));
  storage = openStorage(directory);
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Stores a text, written long ago unless said otherwise; answers its hash. */
async function stored(text: string, written: Date = LONG_AGO): Promise<string> {
  const { sha256 } = await storage.put(Readable.from([Buffer.from(text)]));
  await utimes(storage.path(sha256), written, written);
  return sha256;
}

const namedAre =
  (...named: readonly string[]) =>
  (hashes: readonly string[]) =>
    Promise.resolve(new Set(hashes.filter((each) => named.includes(each))));

it('removes what nothing names and what never arrived, once it is old, and nothing else', async () => {
  const [named, unnamed, young] = [await stored('named'), await stored('unnamed'), await stored('young', new Date())];
  const parts = { old: join(directory, 'incoming', 'old'), arriving: join(directory, 'incoming', 'arriving') };
  for (const path of Object.values(parts)) await writeFile(path, 'half');
  await utimes(parts.old, LONG_AGO, LONG_AGO);
  await writeFile(join(directory, 'README'), 'not a stored file');

  expect(await sweepAbandoned(directory, { before: BEFORE, named: namedAre(named) })).toEqual({ incoming: 1, unnamed: 1 });
  expect(await Promise.all([named, young, unnamed].map((each) => storage.has(each)))).toEqual([true, true, false]);
  expect(await readdir(join(directory, 'incoming'))).toEqual(['arriving']);
  expect(await readdir(join(directory, 'leaving'))).toEqual([]);
  expect(await readdir(directory)).toContain('README');
  expect(await sweepAbandoned(directory, { before: BEFORE, named: namedAre(named) })).toEqual({ incoming: 0, unnamed: 0 });
});

it('puts back what somebody stores or names in the moment in which it leaves', async () => {
  const again = await stored('again');
  const claimed = await stored('claimed');
  let asked = 0;
  const swept = await sweepAbandoned(directory, {
    before: BEFORE,
    named: async (hashes) => {
      asked += 1;
      // Between the question and the end: one is stored anew, the other is named.
      if (hashes.includes(again)) await storage.put(Readable.from([Buffer.from('again')]));
      return new Set(asked > 2 ? [claimed] : []);
    },
  });
  expect(swept).toEqual({ incoming: 0, unnamed: 0 });
  expect(await storage.has(again)).toBe(true);
  expect(await storage.has(claimed)).toBe(true);
});

it('goes on with what a sweep that was killed had taken aside', async () => {
  const [named, unnamed] = [await stored('named'), await stored('unnamed')];
  const { rename } = await import('node:fs/promises');
  await mkdir(join(directory, 'leaving'), { recursive: true });
  for (const each of [named, unnamed]) await rename(storage.path(each), join(directory, 'leaving', each));
  await sweepAbandoned(directory, { before: BEFORE, named: namedAre(named) });
  expect(await storage.has(named)).toBe(true);
  expect(await readdir(join(directory, 'leaving'))).toEqual([]);
});
