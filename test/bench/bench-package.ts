import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { recordUpload } from '#data/files/uploads.commands';
import { requestPackage } from '#data/packages/packages.commands';
import { waitingPackage } from '#data/packages/packages.queries';
import type { ItemChange } from '#domain/item/diff';
import { readEntry } from '#domain/package/read-entry';
import { verifyPackage } from '#domain/package/verify/verify-package';
import { readDirectory, readEnd } from '#domain/package/zip-directory';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { packageZip } from '#storage/package-zip';
import { openStorage, type Storage } from '#storage/storage';
import { packReport } from '#worker/activities/pack-report';
import { testDatabase } from '../support/postgres';
import { TEST_KEYS } from '../support/test-keys';
import { type BenchChain, createDue, firstDue, freeze, openBenchChain } from './bench-chain';
import { itemContent, itemKey } from './bench-content';
import { type BenchLine, sideBySide, timed } from './measurement';

const ITEMS = 100_000;
const FILES = 1_000;
const FILE_BYTES = 100 * 1024;
const ROUNDS = 3;
const MIB = 1024 * 1024;

/** Packing 1,000 files and 100,000 items beside a plain ZIP of the same bytes, and verifying the package beside hashing it. */
export async function benchPackage(): Promise<BenchLine[]> {
  const database = await testDatabase();
  const chain = await openBenchChain(database);
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-package-'));
  const storage = openStorage(folder);
  try {
    await freeze(chain, await createDue(chain, firstDue(chain), 'empty', generated()));
    for (let nth = 0; nth < FILES; nth += 1) await uploadOne(chain, storage, nth);
    let file = '';
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    const packing = await sideBySide(
      ROUNDS,
      () => timed(async () => (file = storage.path(await packed(chain, storage)))),
      async (round) => {
        if (round === 0) file = storage.path(await packed(chain, storage));
        const contents = await contentsOf(file);
        return await timed(() => plainZip(contents, storage));
      },
    );
    clearInterval(watch);
    const verifying = await sideBySide(
      ROUNDS,
      () => timed(() => verified(file)),
      () => timed(() => hashed(file)),
    );
    const note = `peak memory ${Math.round(peak / MIB)} MiB, with the files of the plain ZIP in it`;
    return [
      { name: 'package of 1,000 files and 100,000 items, beside a plain ZIP of the same bytes', ...packing, goal: 1.5, unit: 'ms', note },
      { name: 'verify that package, beside unpacking and hashing its files', ...verifying, goal: 2, unit: 'ms' },
    ];
  } finally {
    await chain.owner.close();
    await database.drop();
    await rm(folder, { recursive: true });
  }
}

async function* generated(): AsyncGenerator<ItemChange> {
  for (let index = 0; index < ITEMS; index += 1) yield { key: itemKey(index), op: 'put', data: itemContent(index, 1) };
}

/** A file of bytes that pack badly, as pictures and documents do. */
async function uploadOne({ db, cycleReportId, tester }: BenchChain, storage: Storage, nth: number): Promise<void> {
  const parts = Array.from({ length: FILE_BYTES / 32 }, (_none, part) => createHash('sha256').update(`${nth}/${part}`).digest());
  const { sha256, size } = await storage.put(Readable.from([Buffer.concat(parts)]));
  const actor = { id: tester.userId, role: 'tester' } as const;
  await recordUpload(db, actor, { cycleReportId, sha256, size, fileName: `${nth}.pdf`, mediaType: 'application/pdf' });
}

async function packed({ db, cycleReportId, tester, owner }: BenchChain, storage: Storage): Promise<string> {
  const { id } = await requestPackage(db, { id: tester.userId, role: 'tester' }, { cycleReportId }, false);
  const asked = await waitingPackage(db.pool, id);
  if (asked === null) throw new Error('no package waits');
  const signal = new AbortController().signal;
  const { sha256 } = await packReport({
    db,
    storage,
    keys: TEST_KEYS,
    askForStamp: null,
    verifyPage: '',
    asked,
    openRuns: [],
    signal,
    progress: () => undefined,
  });
  // The row goes, so that the next one may be asked for; what it says is of no interest here.
  await owner.pool.query('begin; set local session_replication_role = replica; delete from package; commit');
  return sha256;
}

interface PlainFile {
  path: string;
  bytes: Buffer;
  pack: boolean;
}

async function contentsOf(file: string): Promise<PlainFile[]> {
  const source = await openPackageFile(file);
  const place = readEnd(await source.read(source.size - 98, 98), source.size);
  const files: PlainFile[] = [];
  for (const entry of readDirectory(await source.read(place.offset, place.size), place)) {
    const parts: Uint8Array[] = [];
    for await (const part of readEntry(source, NODE_TOOLS, entry)) parts.push(Buffer.from(part));
    files.push({ path: entry.path, bytes: Buffer.concat(parts), pack: entry.method === 8 });
  }
  await source.close();
  return files;
}

async function plainZip(files: readonly PlainFile[], storage: Storage): Promise<void> {
  const zip = packageZip();
  const stored = storage.put(zip.bytes);
  for (const { path: name, bytes, pack } of files) await zip.add(name, Readable.from([bytes]), { pack });
  zip.end();
  await stored;
}

async function verified(file: string): Promise<void> {
  const source = await openPackageFile(file);
  const { faults } = await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  await source.close();
  // What a bench puts into tables beside the product is bound by no entry, and what it takes away is missed.
  const wrong = faults.named.find(
    ({ words }) => !/is bound by no entry of the trail|is gone: entry|was changed: it is not as entry/.test(words),
  );
  if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
}

/** The floor: the ZIP hashed as it lies, then each of its files unpacked and hashed. */
async function hashed(file: string): Promise<void> {
  const whole = createHash('sha256');
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) whole.update(part);
  const source = await openPackageFile(file);
  const place = readEnd(await source.read(source.size - 98, 98), source.size);
  for (const entry of readDirectory(await source.read(place.offset, place.size), place))
    for await (const _part of readEntry(source, NODE_TOOLS, entry));
  await source.close();
}
