import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestPackage } from '#data/packages/packages.commands';
import { waitingPackage } from '#data/packages/packages.queries';
import { finishPackage, type MadePackage } from '#data/packages/packages.transitions';
import { faultInWords } from '#domain/package/fault';
import { type Verified, verifyPackage } from '#domain/package/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage, type Storage } from '#storage/storage';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { TEST_KEYS } from '../../test/support/test-keys';
import { makeRecordedWorld, type RecordedWorld } from '../../test/support/world/recorded-world';
import { packReport } from './pack-report';

let database: TestDatabase;
let directory: string;
let storage: Storage;
let world: RecordedWorld;

beforeAll(async () => {
  database = await testDatabase();
  directory = path.join(tmpdir(), `countersign-packages-${process.pid}`);
  storage = openStorage(directory);
  world = await makeRecordedWorld(database.db, storage);
});

afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

/** Asks for a package, packs it and says so. */
async function packed(redacted: boolean, from: { cycleReportId: string } = world): Promise<MadePackage> {
  const { db } = database;
  const { id } = await requestPackage(db, world.tester.actor, from, redacted);
  const asked = await waitingPackage(db.pool, id);
  if (asked === null) throw new Error('no package waits');
  const made = await packReport({
    db,
    storage,
    keys: TEST_KEYS,
    asked,
    openRuns: [],
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  await finishPackage(db, id, made);
  return made;
}

async function verified({ sha256 }: Pick<MadePackage, 'sha256'>): Promise<Verified> {
  const source = await openPackageFile(storage.path(sha256));
  try {
    return await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  } finally {
    await source.close();
  }
}

const words = ({ faults }: Verified) => faults.named.map(faultInWords);

describe('a package', () => {
  it('holds the record and the files of a report, and agrees with itself', async () => {
    const made = await packed(false);
    const found = await verified(made);
    expect(words(found)).toEqual([]);
    expect(found.outcome).toBe('partial');
    expect(found.signedBy).toBe(made.fingerprint);
    expect(found.manifest?.omissions.map(({ what }) => what)).toContain('report/final-report.pdf');
    expect(Object.fromEntries(found.counts)).toMatchObject({ versions: 10, 'lines of the change log': 36 });
    if (process.env.KEEP) await (await import('node:fs/promises')).copyFile(storage.path(made.sha256), '/tmp/full.zip');
    const red = await packed(true);
    if (process.env.KEEP) await (await import('node:fs/promises')).copyFile(storage.path(red.sha256), '/tmp/red.zip');
    const foundRed = await verified(red);
    expect(words(foundRed)).toEqual([]);
  });
});
