import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json } from '#domain/item/json';
import { openStorage } from '#storage/storage';
import { ExportedRecord } from '../test/support/exported-record';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { makeRecordedWorld } from '../test/support/world/recorded-world';
import { run } from './export-record';

const VERIFIER = fileURLToPath(new URL('../verifiers/verify.py', import.meta.url));
const VECTORS = fileURLToPath(new URL('../test/vectors', import.meta.url));

let database: TestDatabase;
let place: string;
let exports: ExportedRecord[];
let draft: string;

beforeAll(async () => {
  database = await testDatabase();
  place = await mkdtemp(path.join(tmpdir(), 'countersign-export-'));
  const files = path.join(place, 'storage');
  const world = await makeRecordedWorld(database.db, openStorage(files));
  draft = `"chain":"${world.sample.chainId}"`;
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('COUNTERSIGN_FILES', files);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await run([world.cycleReportId, path.join(place, 'open')])).toBe(0);
  expect(await run([world.closed.cycleReportId, path.join(place, 'closed')])).toBe(0);
  vi.restoreAllMocks();
  exports = [await ExportedRecord.read(path.join(place, 'open')), await ExportedRecord.read(path.join(place, 'closed'))];
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  await rm(place, { recursive: true, force: true });
});

/** What the verifier says, and its exit code. */
async function verifier(argv: string[]): Promise<{ code: number; text: string; errors: string }> {
  return new Promise((resolve) => {
    execFile('python3', [VERIFIER, ...argv], { maxBuffer: 64 << 20 }, (error, text, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), text, errors });
    });
  });
}

/** What the verifier says of each of some changed exports, all in one process: its lines `Broken: …`. */
async function faultsOf(changed: readonly ExportedRecord[]): Promise<string[][]> {
  const directory = await mkdtemp(path.join(place, 'changed-'));
  const directories = changed.map((_one, nth) => path.join(directory, String(nth)));
  await Promise.all(changed.map((one, nth) => one.write(directories[nth] ?? directory)));
  const { text, errors } = await verifier(directories);
  expect(errors).toBe('');
  const parts = text.split(new RegExp(`^${directory}/\\d+: .*\n`, 'm')).slice(1);
  expect(parts).toHaveLength(changed.length);
  return parts.map((part) => part.split('\n').filter((line) => line.startsWith('Broken: ')));
}

it('the verifier that shares no code agrees with the exports of an open and a closed report, and counts what it checked', async () => {
  const { code, text, errors } = await verifier([path.join(place, 'open'), path.join(place, 'closed')]);
  expect(errors).toBe('');
  expect(text.match(/^Every hash agrees\.$/gm)).toHaveLength(2);
  expect(code).toBe(0);
  expect(text).toMatch(/^ +11 rows of command$/m);
  expect(text).toMatch(/^ +4 versions with hashes$/m);
  expect(text).toMatch(/^ +1 uploaded files$/m);
  expect(text).toMatch(/^Not proven: that nothing newer was cut off/m);
});

it('the verifier agrees with every vector, and says how it is used', async () => {
  expect(await verifier(['--vectors', VECTORS])).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^\d{3} vectors, 0 of them broken\.\n$/),
  });
  expect(await verifier([])).toMatchObject({ code: 2, text: '' });
  expect(await verifier([path.join(place, 'nowhere')])).toMatchObject({ code: 2, text: '' });
});

/** Another sign of the same kind, so that a changed line still looks like one. */
function another(sign: string, by: number): string {
  const kind = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((one) => one.includes(sign)) ?? 'ab';
  return kind[(kind.indexOf(sign) + 1 + (by % (kind.length - 1))) % kind.length] ?? '';
}

/** A value of another kind where a verifier may stumble. */
const ODD: readonly Json[] = [null, true, -1, 0.5, 1e300, '', '\u0000', [], [[]], {}, { a: null }, 'x'.repeat(70)];

/** Changes one value, at whatever depth, to one of another kind, or takes the member away. */
function distort(line: string, where: number, to: number): string {
  const value = JSON.parse(line) as Json;
  const places: { holder: { [name: string]: Json }; name: string }[] = [];
  const walk = (holder: Json): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const name of Object.keys(holder)) {
      const members = holder as { [name: string]: Json };
      places.push({ holder: members, name });
      walk(members[name] ?? null);
    }
  };
  walk(value);
  const at = places[where % places.length];
  if (at === undefined) return '7\n';
  const odd = ODD[to % ODD.length] ?? null;
  if (to % 5 === 0 && !Array.isArray(at.holder)) delete at.holder[at.name];
  else at.holder[at.name] = JSON.stringify(odd) === JSON.stringify(at.holder[at.name]) ? 'other' : odd;
  return `${JSON.stringify(value)}\n`;
}

const ACTS = ['byte', 'distort', 'remove', 'duplicate', 'swap', 'empty', 'lose'] as const;
type Act = (typeof ACTS)[number];

/** Does one act to one place of an export. Null where it changes nothing that anyone could miss. */
function mutate(record: ExportedRecord, act: Act, file: number, at: number, by: number): { changed: ExportedRecord; what: string } | null {
  const changed = record.copy();
  const names = changed.names();
  const name = names[file % names.length] ?? '';
  const lines = [...changed.lines(name)];
  const nth = at % lines.length;
  const line = lines[nth] ?? '';
  // A draft's items are bound by nothing until it is submitted: the second version of the samples is one.
  if (name === 'items.ndjson' && line.includes(draft) && line.includes('"number":2')) return null;
  const next = lines[nth + 1];
  if (act === 'byte') {
    const signs = [...line.matchAll(/[0-9A-Za-z]/g)];
    const sign = signs[by % signs.length];
    if (sign === undefined) return null;
    lines[nth] = line.slice(0, sign.index) + another(sign[0], at) + line.slice(sign.index + 1);
  } else if (act === 'distort') lines[nth] = name.startsWith('files/') ? `${line}x` : distort(line, at, by);
  else if (act === 'remove') lines.splice(nth, 1);
  else if (act === 'duplicate') lines.splice(nth, 0, line);
  else if (act === 'swap') {
    // The order of rows with the same key means nothing.
    if (next === undefined || next === line || keyOf(next) === keyOf(line)) return null;
    lines.splice(nth, 2, next, line);
  }
  changed.replace(name, act === 'lose' ? null : act === 'empty' ? [] : lines);
  return { changed, what: `${act}: ${name}, line ${nth + 1}: ${line.slice(0, 200)} → ${(lines[nth] ?? '').slice(0, 200)}` };
}

function keyOf(line: string): string {
  return /^\{"key":"([^"]*)","record"/.exec(line)?.[1] ?? line;
}

it('any change of a line or a file is found, even where the manifest was written anew, and none stops the verifier', async () => {
  const acts = fc.record({
    act: fc.constantFrom(...ACTS),
    which: fc.nat(9),
    file: fc.nat(10_000),
    at: fc.nat(1_000_000),
    by: fc.nat(1_000_000),
  });
  const tried = fc.sample(acts, { numRuns: 400, ...fc.readConfigureGlobal() }).flatMap(({ act, which, file, at, by }) => {
    const record = exports[which === 0 ? 1 : 0];
    const mutated = record === undefined ? null : mutate(record, act, file, at, by);
    return mutated === null ? [] : [mutated];
  });
  expect(tried.length).toBeGreaterThanOrEqual(200);
  const faults = await faultsOf(tried.map(({ changed }) => changed));
  expect(tried.flatMap(({ what }, nth) => (faults[nth]?.length === 0 ? [what] : []))).toEqual([]);
});
