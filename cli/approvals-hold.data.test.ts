import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { verifyWithin } from '#data/record/verify.queries';
import { type Database, inTransaction, openDatabase } from '#data/sql/connection';
import { verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage, type Storage } from '#storage/storage';
import { packedReport } from '../test/support/packages/packed-world';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { amongForgedRows } from '../test/support/record-rows';
import { decide, makeChain, makeDraft, put, submit } from '../test/support/world/chain';
import { makeRecordedWorld, type RecordedWorld } from '../test/support/world/recorded-world';
import { run } from './export-record';

const VERIFIERS = fileURLToPath(new URL('../verifiers/', import.meta.url));

let database: TestDatabase;
let owner: Database;
let place: string;
let storage: Storage;
let world: RecordedWorld;
let versionId: string;

beforeAll(async () => {
  database = await testDatabase();
  owner = openDatabase(database.ownerUrl, { maxConnections: 1 });
  place = await mkdtemp(path.join(tmpdir(), 'countersign-hold-'));
  storage = openStorage(path.join(place, 'storage'));
  world = await makeRecordedWorld(database.db, storage);
  const policy = { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'], approvalsHoldDays: 7 } as const;
  const chain = await makeChain(world, 'sample-selection', policy, 'Again');
  ({ versionId } = await makeDraft(chain, [put('a', { n: 1 })]));
  await submit(chain, versionId);
  for (const person of [world.owner, world.executive]) await decide(chain, person, versionId, 'approve');
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('COUNTERSIGN_FILES', path.join(place, 'storage'));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await owner.close();
  await database.drop();
  await rm(place, { recursive: true, force: true });
});

/** Moves the first approval, triggers off, to seven days and some microseconds before the second. */
async function backdate(microseconds: number): Promise<void> {
  await owner.pool.query(
    `begin; set local session_replication_role = replica;
     update receipt r set created_at = (select l.created_at from receipt l join command d on d.id = l.command_id where d.version_id = '${versionId}' and d.actor_id = '${world.executive.userId}')
         - interval '168 hours' - interval '1 microsecond' * ${microseconds}
       from command c where c.id = r.command_id and c.version_id = '${versionId}' and c.actor_id = '${world.owner.userId}';
     commit`,
  );
}

async function python(script: string, ...argv: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('python3', [path.join(VERIFIERS, script), ...argv], { maxBuffer: 64 << 20 }, (_error, text, errors) => {
      if (errors === '') resolve(text);
      else reject(new Error(errors));
    });
  });
}

/** What each verifier says of the version's decisions: what is in the database, an export and a package of it. */
async function said() {
  const { problems } = await amongForgedRows(() =>
    inTransaction(owner, (sql) => verifyWithin(sql, { cycleReportIds: null, installation: true }, storage)),
  );
  const directory = await mkdtemp(path.join(place, 'export-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await run([world.cycleReportId, path.join(directory, 'record')])).toBe(0);
  vi.restoreAllMocks();
  const file = storage.path((await packedReport({ db: database.db, storage }, world.tester.actor, world)).sha256);
  const source = await openPackageFile(file);
  const { faults } = await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  await source.close();
  return {
    verify: problems.filter((one) => one.includes('does not follow from the decisions')),
    export: (await python('verify.py', path.join(directory, 'record'))).split('\n').filter((line) => line.includes('not what was decided')),
    package: faults.named.map(({ words }) => words).filter((words) => words.includes('not what was decided')),
    packagePython: (await python('verify_package.py', file)).split('\n').filter((line) => line.includes('not what was decided')),
  };
}

const NOTHING = { verify: [], export: [], package: [], packagePython: [] };

it('a version that an approval too old made approved is named by every verifier, and one of exactly as many days by none', async () => {
  expect(await said()).toEqual(NOTHING);
  await backdate(0);
  expect(await said()).toEqual(NOTHING);
  await backdate(1);
  expect(await said()).toEqual({
    verify: [expect.stringMatching(/^Sample Selection.* version 1: it is stored as approved, which does not follow/)],
    export: [
      expect.stringMatching(/^Broken: version 1 of sample-selection Again is approved, which is not what was decided under the policy\./),
    ],
    package: ['it is approved, which is not what was decided under its policy.'],
    packagePython: [expect.stringMatching(/not what was decided/)],
  });
});
