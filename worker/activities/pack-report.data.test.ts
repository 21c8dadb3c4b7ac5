import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseUser } from '#data/administration/erase-user.commands';
import { makeCheckpoint } from '#data/checkpoints/make-checkpoint.commands';
import { requestPackage } from '#data/packages/packages.commands';
import { waitingPackage } from '#data/packages/packages.queries';
import { failPackage, finishPackage, type MadePackage } from '#data/packages/packages.transitions';
import type { Json } from '#domain/item/json';
import { faultInWords } from '#domain/package/fault';
import { certificatesOfPem } from '#domain/package/stamps/certificate';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { readEnd } from '#domain/package/zip-directory';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { signerOf } from '#storage/signing-keys';
import { stampBy } from '#storage/stamp-service';
import { openStorage, type Storage } from '#storage/storage';
import { packedReport } from '../../test/support/packages/packed-world';
import { UnpackedPackage } from '../../test/support/packages/unpacked-package';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { stampAuthority } from '../../test/support/stamps/stamp-authority';
import { StampServer } from '../../test/support/stamps/stamp-server';
import { TEST_KEYS } from '../../test/support/test-keys';
import { makeRecordedWorld, type RecordedWorld } from '../../test/support/world/recorded-world';
import { packReport } from './pack-report';

let database: TestDatabase;
let directory: string;
let storage: Storage;
let world: RecordedWorld;

beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'countersign-packages-'));
  storage = openStorage(path.join(directory, 'storage'));
  world = await makeRecordedWorld(database.db, storage);
});

afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const packed = (redacted = false) =>
  packedReport({ db: database.db, storage }, world.tester.actor, { cycleReportId: world.cycleReportId, redacted });

async function verified(file: string): Promise<Verified> {
  const source = await openPackageFile(file);
  try {
    return await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  } finally {
    await source.close();
  }
}

const words = ({ faults }: Verified) => faults.named.map(faultInWords);
const unpackedOf = ({ sha256 }: Pick<MadePackage, 'sha256'>) => UnpackedPackage.read(storage.path(sha256));

describe('a package', () => {
  it('holds record and files of a report, agrees with itself, and stands in row and trail with number, hash and what is left out', async () => {
    const made = await packed();
    const found = await verified(storage.path(made.sha256));
    expect([words(found), found.outcome, found.signedBy]).toEqual([[], 'partial', made.fingerprint]);
    expect(Object.fromEntries(found.counts)).toMatchObject({ versions: 11, 'lines of the change log': 37 });
    const row = await database.db.prisma.package.findUniqueOrThrow({ where: { id: made.packageId } });
    expect(row).toMatchObject({ state: 'partial', sha256: made.sha256, size: BigInt(made.size), entries: made.entries, progress: null });
    const [entry] = await database.db.prisma.auditEvent.findMany({
      where: { kind: 'package_finished' },
      orderBy: { seq: 'desc' },
      take: 1,
    });
    expect(entry?.changes).toEqual(
      expect.arrayContaining([
        { field: 'state', from: null, to: 'partial' },
        { field: 'sha256', from: null, to: made.sha256 },
        { field: 'left out: report/final-report.pdf', from: null, to: 'There is no final report that has been signed.' },
      ]),
    );
  });

  it('differs from the one before by what happened since, and both can be told apart', async () => {
    const [one, other] = [await packed(), await packed()];
    const [before, after] = [await unpackedOf(one), await unpackedOf(other)];
    expect(JSON.parse(after.lines('package.json').join(''))).toMatchObject({ trail: { entries: one.entries + 2 } });
    expect(before.files.get('record/items.ndjson')).toEqual(after.files.get('record/items.ndjson'));
    expect(one.sha256).not.toBe(other.sha256);
  });

  it('has the same bytes in another time zone', async () => {
    const { id } = await requestPackage(database.db, world.tester.actor, world, false);
    const asked = await waitingPackage(database.db.pool, id);
    if (asked === null) throw new Error('no package waits');
    const request = {
      db: database.db,
      storage,
      keys: TEST_KEYS,
      askForStamp: null,
      verifyPage: null,
      asked,
      openRuns: [],
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const zone = process.env.TZ;
    const hashes = [];
    for (const TZ of ['UTC', 'America/New_York']) {
      process.env.TZ = TZ;
      hashes.push((await packReport(request)).sha256);
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(new Set(hashes).size).toBe(1);
    await failPackage(database.db, id, 'It was a trial.');
    expect(await waitingPackage(database.db.pool, id)).toBeNull();
  });

  it('has the same bytes with a time stamp, which lies behind them', async () => {
    const authority = await stampAuthority({ name: 'Harbour', from: new Date('2026-01-01'), until: new Date('2040-01-01') });
    const server = await StampServer.start(authority, new Date('2026-11-30T09:30:00Z'));
    const service = { address: server.address, roots: certificatesOfPem(authority.root.pem) };
    const { id } = await requestPackage(database.db, world.tester.actor, world, false);
    const asked = await waitingPackage(database.db.pool, id);
    if (asked === null) throw new Error('no package waits');
    const request = {
      ...{ db: database.db, storage, keys: TEST_KEYS, askForStamp: null, verifyPage: null, asked, openRuns: [] },
      ...{ signal: new AbortController().signal, progress: () => undefined },
    };
    const without = await packReport(request);
    const made = await packReport({ ...request, askForStamp: (message) => stampBy(service, message) });
    await server.close();
    await failPackage(database.db, id, 'It was a trial.');
    expect(made).toMatchObject({ ...without, sha256: made.sha256, size: made.size, stamped: { by: 'Harbour Service' } });
    const [before, after] = await Promise.all([without, made].map(({ sha256 }) => readFile(storage.path(sha256))));
    const { offset } = readEnd(before?.subarray(-98) ?? Buffer.alloc(0), without.size);
    expect(after?.subarray(0, offset).equals(before?.subarray(0, offset) ?? Buffer.alloc(0))).toBe(true);
    const stamped = await UnpackedPackage.read(storage.path(made.sha256));
    expect([...stamped.files.keys()].slice(-2)).toEqual(['stamps/1.tsr', 'stamps/1.json']);
  });

  it('is said once: what an attempt that was killed and made again says does nothing', async () => {
    const made = await packed();
    await finishPackage(database.db, made.packageId, { ...made, sha256: 'f'.repeat(64) });
    await failPackage(database.db, made.packageId, 'too late');
    expect(await database.db.prisma.package.findUniqueOrThrow({ where: { id: made.packageId } })).toMatchObject({
      sha256: made.sha256,
      failure: null,
    });
    await expect(database.db.pool.query(`update package set state = 'complete' where id = $1`, [made.packageId])).rejects.toThrow(
      /insert-only/,
    );
  });

  it('says that it cannot be made without a key, and asks for none while one of its kind is being made', async () => {
    const { id } = await requestPackage(database.db, world.tester.actor, world, false);
    await expect(requestPackage(database.db, world.owner.actor, world, false)).rejects.toMatchObject({ code: 'package_running' });
    const asked = await waitingPackage(database.db.pool, id);
    if (asked === null) throw new Error('no package waits');
    const signal = new AbortController().signal;
    const request = {
      db: database.db,
      storage,
      keys: null,
      askForStamp: null,
      verifyPage: null,
      asked,
      openRuns: [],
      signal,
      progress: () => undefined,
    };
    await expect(packReport(request)).rejects.toThrow(/^There is no key that can sign it\./);
    await failPackage(database.db, id, 'There is no key.');
    expect(await database.db.prisma.package.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      failure: 'There is no key.',
    });
  });
});

describe('a file of a report', () => {
  it('that is gone from storage, or was changed there, is left out and said to be, and the package still agrees', async () => {
    const [gone, changed] = (await database.db.prisma.storedFile.findMany({ orderBy: { sha256: 'asc' } })).map(({ sha256 }) => sha256);
    if (gone === undefined || changed === undefined) throw new Error('no file is stored');
    const kept = await Promise.all([gone, changed].map((sha256) => readFile(storage.path(sha256))));
    await rm(storage.path(gone));
    await writeFile(storage.path(changed), 'other bytes');
    const made = await packed();
    await Promise.all([gone, changed].map((sha256, nth) => writeFile(storage.path(sha256), kept[nth] ?? '')));
    expect(made.omissions).toEqual(
      expect.arrayContaining([
        { what: `record/files/${gone}`, reason: 'It is gone from storage.' },
        { what: `record/files/${changed}`, reason: 'Its stored bytes are not those that its hash names: they were changed.' },
      ]),
    );
    const found = await verified(storage.path(made.sha256));
    expect([words(found), found.outcome]).toEqual([[], 'partial']);
    const silent = (await unpackedOf(made)).manifest((manifest) => void (manifest.omissions = []), { sign: false });
    const file = path.join(directory, 'silent.zip');
    await silent.manifest((manifest) => Object.assign(manifest, { state: 'complete' }), { sign: true }).write(file);
    expect((await verified(file)).outcome).toBe('broken');
  });
});

describe('a redacted package', () => {
  it('agrees with itself, has no file, and none of the values, words and names that may be confidential', async () => {
    const { sha256, withheld } = await packed(true);
    const found = await verified(storage.path(sha256));
    expect([words(found), found.outcome]).toEqual([[], 'partial']);
    expect(found.withheld).toBeGreaterThan(100);
    expect(withheld).toBe(found.withheld + 2);
    const unpacked = await UnpackedPackage.read(storage.path(sha256));
    expect([...unpacked.files.keys()].filter((name) => name.startsWith('record/files/'))).toEqual([]);
    const text = Buffer.concat([...unpacked.files.values()]).toString('utf8');
    for (const told of [
      'ä é 漢',
      '"AMOUNT"',
      'No loan is touched',
      'The largest',
      'Why this one?',
      'lar.csv',
      'evidence.txt',
      '@bank.example',
      'Once more',
    ])
      expect([told, text.includes(told)]).toEqual([told, false]);
    expect(text).toContain('LOAN 7');
  });
});

describe('whoever forges a package and signs it by a key of the installation', () => {
  const forgeries: [what: string, path: string, from: string | RegExp, to: string, sentence: RegExp][] = [
    [
      'an item',
      'record/items.ndjson',
      '"AMOUNT":"700"',
      '"AMOUNT":"701"',
      /^record\/items\.ndjson, sample-selection, version 1, item LOAN 7: it does not have its hash\.$/,
    ],
    [
      'an outcome',
      'record/rows/receipt.ndjson',
      '"outcome":"applied"',
      '"outcome":"refused"',
      /^record\/rows\/receipt\.ndjson: receipt \S+ was changed/,
    ],
    [
      'an entry',
      'record/trail.ndjson',
      '"kind":"report_started"',
      '"kind":"report_stopped"',
      /^record\/trail\.ndjson: entry \d+ \(report_stopped\) does not have its hash\.$/,
    ],
    ['a name', 'people.ndjson', 'Tess Ter', 'Tess Bar', /^people\.ndjson: line \d: \S+ was called otherwise\.$/],
    [
      'a key',
      'keys.json',
      /"fingerprint":"SHA256:./,
      '"fingerprint":"SHA256:_',
      /^keys\.json: the key that signed is not among the keys of the installation\.$/,
    ],
  ];
  it.each(forgeries)('is given away by %s', async (_what, name, from, to, sentence) => {
    const unpacked = await unpackedOf(await packed());
    const before = unpacked.files.get(name)?.toString('utf8') ?? '';
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    unpacked.files.set(name, Buffer.from(after, 'utf8'));
    const file = path.join(directory, 'forged.zip');
    await unpacked.sealed().write(file);
    expect(words(await verified(file))[0]).toMatch(sentence);
  });
});

it('a key that was revoked counts for packages of earlier checkpoints and for none of later ones', async () => {
  const signer = signerOf(TEST_KEYS);
  if (signer === null) throw new Error('no key signs');
  await makeCheckpoint(database.db, { ...signer, statements: [] });
  const made = await unpackedOf(await packed());
  const keys = JSON.parse(made.lines('keys.json').join('')) as { keys: { revokedFrom: Json }[] };
  expect(keys.keys.map(({ revokedFrom }) => revokedFrom)).toEqual([null]);
  const outcomeWhere = async (from: number): Promise<string[]> => {
    const changed = made.copy();
    changed.files.set('keys.json', Buffer.from(made.lines('keys.json').join('').replace('"revokedFrom":null', `"revokedFrom":${from}`)));
    await changed.sealed().write(path.join(directory, 'revoked.zip'));
    return words(await verified(path.join(directory, 'revoked.zip')));
  };
  expect(await outcomeWhere(2)).toEqual([]);
  expect(await outcomeWhere(1)).toEqual([expect.stringMatching(/^keys\.json: the key that signed was revoked from checkpoint 1 on/)]);
});

it('a package that was made before somebody was erased still agrees, and one made afterwards says nothing of them', async () => {
  const before = await packed();
  await eraseUser(database.db, world.admin.actor, { userId: world.executive.userId, reason: 'They left' });
  expect(words(await verified(storage.path(before.sha256)))).toEqual([]);
  const after = await packed();
  expect(words(await verified(storage.path(after.sha256)))).toEqual([]);
  expect((await unpackedOf(after)).lines('people.ndjson').join('')).not.toContain('Theo Exec');
});
