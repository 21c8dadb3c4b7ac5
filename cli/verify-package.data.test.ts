import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage } from '#storage/storage';
import { packedReport } from '../test/support/packages/packed-world';
import { type Packed, UnpackedPackage, zipOf } from '../test/support/packages/unpacked-package';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { makeRecordedWorld } from '../test/support/world/recorded-world';
import { run } from './verify';

const VERIFIER = fileURLToPath(new URL('../verifiers/verify_package.py', import.meta.url));
/** How many changed packages the verifiers are compared on; `COUNTERSIGN_MUTATIONS` names more. */
const MUTATIONS = Number(process.env.COUNTERSIGN_MUTATIONS ?? 120);

let database: TestDatabase;
let place: string;
let full: string;
let redacted: string;
let closed: string;

beforeAll(async () => {
  database = await testDatabase();
  place = await mkdtemp(path.join(tmpdir(), 'countersign-package-'));
  const storage = openStorage(path.join(place, 'storage'));
  const world = await makeRecordedWorld(database.db, storage);
  const of = { db: database.db, storage };
  const { cycleReportId } = world;
  full = storage.path((await packedReport(of, world.tester.actor, { cycleReportId })).sha256);
  redacted = storage.path((await packedReport(of, world.tester.actor, { cycleReportId, redacted: true })).sha256);
  closed = storage.path((await packedReport(of, world.tester.actor, world.closed)).sha256);
});

afterAll(async () => {
  await database.drop();
  await rm(place, { recursive: true, force: true });
});

/** What a verifier says: its verdict, and the file that it names first. */
interface Said {
  outcome: Verified['outcome'];
  first: string | null;
}

async function ours(files: readonly string[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const file of files) {
    const source = await openPackageFile(file);
    const { outcome, faults } = await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
    said.push({ outcome, first: faults.named[0]?.at.file ?? null });
    await source.close();
  }
  return said;
}

async function theirs(files: readonly string[]): Promise<Said[]> {
  const text = await new Promise<string>((resolve, reject) => {
    execFile('python3', [VERIFIER, '--json', ...files], { maxBuffer: 64 << 20 }, (_error, out, errors) => {
      if (errors === '') resolve(out);
      else reject(new Error(errors));
    });
  });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: Said['outcome']; faults: [string, string][] });
  return lines.map(({ outcome, faults }) => ({ outcome, first: faults[0]?.[0] ?? null }));
}

/** Writes packages and holds what both verifiers say of each against one another; answers what they say. */
async function agreed(packages: readonly { what: string; bytes: Buffer }[]): Promise<Said[]> {
  const folder = await mkdtemp(path.join(place, 'changed-'));
  const files = packages.map((_one, nth) => path.join(folder, `${nth}.zip`));
  for (const [nth, file] of files.entries()) await writeFile(file, packages[nth]?.bytes ?? '');
  const [one, other] = await Promise.all([ours(files), theirs(files)]);
  const named = (said: readonly Said[]) => said.map((each, nth) => ({ what: packages[nth]?.what, ...each }));
  expect(named(other)).toEqual(named(one));
  await rm(folder, { recursive: true });
  return one;
}

async function printed(argv: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const code = await run(argv);
  write.mockRestore();
  return { code, text };
}

describe('a package as it was made', () => {
  it('agrees for both verifiers, in full, redacted and of a closed report, and never passes for complete', async () => {
    const said = { outcome: 'partial', first: null };
    expect(await ours([full, redacted, closed])).toEqual([said, said, said]);
    expect(await theirs([full, redacted, closed])).toEqual([said, said, said]);
  });

  it('is told in words on the command line, with what is left out and what is not proven, and needs no installation', async () => {
    const { code, text } = await printed([full]);
    expect(code).toBe(0);
    expect(text).toMatch(/^HMDA LAR, 2026 Q4: package 2, which declares itself partial\.\nSigned by SHA256:/);
    expect(text).toContain('\nLeft out: report/final-report.pdf. There is no final report that has been signed.\n');
    expect(text).toContain('\nEvery hash agrees; something is left out.\n');
    expect(text).toContain('\nNot proven: That the clock of the installation was right.\n');
    expect((await printed([redacted])).text).toMatch(/\n\d+ are withheld; their hashes count\.\n/);
    const json = await printed([full, '--json']);
    expect(JSON.parse(json.text)).toMatchObject({ outcome: 'partial', counts: { versions: 11 }, faults: [] });
  });

  it('is refused where another key should have signed it', async () => {
    const { code, text } = await printed([full, '--key', 'SHA256:another']);
    expect(code).toBe(1);
    expect(text).toContain('\nBroken: manifest.sig: another key signed it: SHA256:');
  });
});

/** One byte of a file in a ZIP, the ZIP made anew around it. */
function changedLine(unpacked: UnpackedPackage, file: string, from: string, to: string): UnpackedPackage {
  const changed = unpacked.copy();
  const text = changed.files.get(file)?.toString('utf8') ?? '';
  expect(text).toContain(from);
  changed.files.set(file, Buffer.from(text.replace(from, to), 'utf8'));
  return changed;
}

describe('the first broken place', () => {
  it('is named by file, chain, version and item', async () => {
    const changed = changedLine(await UnpackedPackage.read(full), 'record/items.ndjson', '"AMOUNT":"700"', '"AMOUNT":"701"');
    const file = path.join(place, 'item.zip');
    await changed.write(file);
    const { code, text } = await printed([file]);
    expect(code).toBe(1);
    const [first] = text.split('\n').filter((line) => line.startsWith('Broken: '));
    expect(first).toBe('Broken: record/items.ndjson, sample-selection, version 1, item LOAN 7: it does not have its hash.');
    expect(text).toContain('Broken: record/items.ndjson: it is not the file that the manifest names.');
  });

  it('is found in an item, a receipt, a history, a file, the manifest, the signature and the directory, and is the same for both', async () => {
    const unpacked = await UnpackedPackage.read(full);
    const evidence = [...unpacked.files.keys()].find((name) => name.startsWith('record/files/')) ?? '';
    const whole = await readFile(full);
    const inDirectory = Buffer.from(whole);
    inDirectory.writeUInt8(whole.readUInt8(whole.length - 22 - 60) ^ 1, whole.length - 22 - 60);
    const [signature] = unpacked.lines('manifest.sig');
    const changes: [what: string, changed: Buffer, file: string][] = [
      ['an item', bytesOf(changedLine(unpacked, 'record/items.ndjson', '"NOTE":"ä', '"NOTE":"ö')), 'record/items.ndjson'],
      [
        'a receipt',
        bytesOf(changedLine(unpacked, 'record/rows/receipt.ndjson', '"outcome":"applied"', '"outcome":"refused"')),
        'record/rows/receipt.ndjson',
      ],
      [
        'a history',
        bytesOf(changedLine(unpacked, 'record/rows/history_segment.ndjson', '"events":[', '"events":[7,')),
        'record/rows/history_segment.ndjson',
      ],
      ['a file', bytesOf(changedLine(unpacked, evidence, '1', '2')), evidence],
      ['the manifest', bytesOf(changedLine(unpacked, 'manifest.json', '"redacted":false', '"redacted":true')), 'manifest.sig'],
      ['the signature', bytesOf(changedLine(unpacked, 'manifest.sig', signature?.slice(-12, -4) ?? '', 'AAAAAAAA')), 'manifest.sig'],
    ];
    const said = await agreed([...changes.map(([what, bytes]) => ({ what, bytes })), { what: 'the directory', bytes: inDirectory }]);
    for (const [nth, [what, , file]] of changes.entries()) expect([what, said[nth]]).toEqual([what, { outcome: 'broken', first: file }]);
    expect(said.at(-1)?.outcome).toBe('broken');
  });
});

function bytesOf(unpacked: UnpackedPackage): Buffer {
  return zipOf(unpacked.packed());
}

describe('a ZIP that is no package', () => {
  it('is refused in words by both, whatever is wrong with it', async () => {
    const whole = await readFile(full);
    const unpacked = await UnpackedPackage.read(full);
    const files = unpacked.packed();
    const [first, ...rest] = files;
    if (first === undefined) throw new Error('the package is empty');
    const like = (change: Partial<Packed>): Buffer => zipOf([{ ...first, ...change }, ...rest]);
    const cases: [string, Buffer][] = [
      ['nothing', Buffer.alloc(0)],
      ['no ZIP', Buffer.from('Not a ZIP at all, but long enough to be one, if anybody should wonder.')],
      ['cut in half', whole.subarray(0, whole.length >> 1)],
      ['without its last byte', whole.subarray(0, -1)],
      ['something appended', Buffer.concat([whole, Buffer.from('x')])],
      ['something before', Buffer.concat([Buffer.from('x'), whole])],
      ['a comment', Buffer.concat([whole.subarray(0, -2), Buffer.from([1, 0, 65])])],
      ['a file twice', zipOf([...files, first])],
      ['a path upwards', zipOf([...files, { path: '../evil', bytes: Buffer.from('x') }])],
      ['a path of a root', zipOf([...files, { path: '/etc/evil', bytes: Buffer.from('x') }])],
      ['capital letters', zipOf([...files, { path: 'Package.json', bytes: Buffer.from('x') }])],
      ['a file that is not listed', zipOf([...files, { path: 'more.json', bytes: Buffer.from('{}') }])],
      ['a file that is missing', zipOf(rest)],
      ['a size too large', like({ entry: { size: first.bytes.length + 1 } })],
      ['a size too small', like({ entry: { size: first.bytes.length - 1 } })],
      ['another checksum', like({ entry: { crc32: 7 } })],
      ['another place', like({ entry: { offset: 1 } })],
      ['a bomb that says so', zipOf([...files, { path: 'bomb', bytes: Buffer.alloc(1 << 20), pack: true, entry: { size: 2 ** 40 } }])],
      ['a bomb that says less', zipOf([...files, { path: 'bomb', bytes: Buffer.alloc(8 << 20), pack: true, entry: { size: 100 } }])],
      ['no manifest', zipOf(files.filter(({ path: name }) => name !== 'manifest.json'))],
      ['no signature', zipOf(files.filter(({ path: name }) => name !== 'manifest.sig'))],
      ['a manifest of another format', bytesOf(unpacked.copy().manifest((manifest) => void (manifest.format = 'other/1'), { sign: true }))],
      [
        'a manifest that calls itself complete',
        bytesOf(unpacked.copy().manifest((manifest) => void (manifest.state = 'complete'), { sign: true })),
      ],
      ['a manifest with a member more', bytesOf(unpacked.copy().manifest((manifest) => void (manifest.more = 1), { sign: true }))],
      [
        'no omission, unsigned',
        bytesOf(unpacked.copy().manifest((manifest) => Object.assign(manifest, { omissions: [], state: 'complete' }), { sign: false })),
      ],
    ];
    const said = await agreed(cases.map(([what, bytes]) => ({ what, bytes })));
    for (const [nth, [what]] of cases.entries()) expect([what, said[nth]?.outcome]).toEqual([what, 'broken']);
  });
});

it('both verifiers agree on changed packages, byte by byte and line by line, and miss none', async () => {
  const wholes = await Promise.all([full, redacted, closed].map((file) => readFile(file)));
  const unpackeds = await Promise.all([full, redacted, closed].map((file) => UnpackedPackage.read(file)));
  const change = fc.record({
    which: fc.nat(9),
    act: fc.constantFrom('byte', 'lose', 'swap', 'double', 'digit'),
    at: fc.nat(10_000_000),
    by: fc.nat(1_000_000),
  });
  const changed = fc.sample(change, { numRuns: MUTATIONS, seed: 20261130 }).flatMap(({ which, act, at, by }) => {
    const nth = which < 6 ? 0 : which < 9 ? 1 : 2;
    const bytes = act === 'byte' ? flipped(wholes[nth], at, by) : rewritten(unpackeds[nth], act, at, by);
    return bytes === null ? [] : [{ what: `${act} ${nth} ${at} ${by}`, bytes }];
  });
  expect(changed.length).toBeGreaterThan(MUTATIONS * 0.8);
  const said = await agreed(changed);
  expect(changed.filter((_one, nth) => said[nth]?.outcome !== 'broken').map(({ what }) => what)).toEqual([]);
});

function flipped(whole: Buffer | undefined, at: number, by: number): Buffer | null {
  if (whole === undefined) return null;
  const bytes = Buffer.from(whole);
  const place = at % bytes.length;
  bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << (by % 8)), place);
  return bytes;
}

/** A line lost, doubled, changed in one digit, or exchanged with the next, without a key to sign. */
function rewritten(unpacked: UnpackedPackage | undefined, act: string, at: number, by: number): Buffer | null {
  const changed = unpacked?.copy();
  const names = [...(changed?.files.keys() ?? [])].filter((name) => name.endsWith('.ndjson'));
  const name = names[at % names.length] ?? '';
  const lines = changed?.lines(name) ?? [];
  const nth = by % lines.length;
  const line = lines[nth] ?? '';
  if (changed === undefined || line === '') return null;
  if (act === 'lose') lines.splice(nth, 1);
  else if (act === 'double') lines.splice(nth, 0, line);
  else if (act === 'digit') lines[nth] = line.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  else {
    const next = lines[nth + 1] ?? '';
    if (next === line || next === '') return null;
    lines.splice(nth, 2, next, line);
  }
  if (lines.join('') === (unpacked?.lines(name) ?? []).join('')) return null;
  changed.replace(name, lines);
  return zipOf(changed.packed());
}
