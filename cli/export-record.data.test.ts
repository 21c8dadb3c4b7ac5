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
  expect(text).toMatch(/^ +22 rows of command$/m);
  expect(text).toMatch(/^ +10 versions with hashes$/m);
  expect(text).toMatch(/^ +2 uploaded files$/m);
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
  const tried = fc.sample(acts, 260).flatMap(({ act, which, file, at, by }) => {
    const record = exports[which === 0 ? 1 : 0];
    const mutated = record === undefined ? null : mutate(record, act, file, at, by);
    return mutated === null ? [] : [mutated];
  });
  expect(tried.length).toBeGreaterThanOrEqual(200);
  const faults = await faultsOf(tried.map(({ changed }) => changed));
  expect(tried.flatMap(({ what }, nth) => (faults[nth]?.length === 0 ? [what] : []))).toEqual([]);
});

/** Forgeries of rows, with every binding, hash and the manifest made anew, and the sentence that gives each away. */
const FORGERIES: [what: string, table: string, forge: (records: { [column: string]: Json }[]) => void, sentence: RegExp][] = [
  ['nothing', 'version', () => undefined, /^$/],
  [
    'a status',
    'version',
    (rows) => set(rows, { status: 'approved' }, { status: 'rejected' }),
    /is not rejected after the entries of the trail/,
  ],
  ['a count', 'version', (rows) => set(rows, { status: 'approved' }, { item_count: 3 }), /its counts are not those of its items/],
  ['a count left to chance', 'version', (rows) => set(rows, { status: 'superseded' }, { removed_count: 0 }), /counts are not those/],
  [
    'a content hash',
    'version',
    (rows) => set(rows, { status: 'approved' }, { content_hash: `\\x${'0'.repeat(64)}` }),
    /items do not have its content/,
  ],
  [
    'a version hash',
    'version',
    (rows) => set(rows, { status: 'approved' }, { version_hash: `\\x${'0'.repeat(64)}` }),
    /not have its version hash/,
  ],
  ['a recipe', 'version', (rows) => set(rows, { status: 'approved' }, { recipe: 'countersign/1' }), /is of another recipe/],
  ['a receipt', 'receipt', (rows) => set(rows, { detail: 'approved' }, { outcome: 'refused' }), /not what was decided under the policy/],
  [
    'a decision',
    'command',
    (rows) => set(rows, { kind: 'decide_version', seq: 7 }, { payload: { decision: 'reject' } }),
    /not what was decided/,
  ],
  [
    'the number of a command',
    'command',
    (rows) => set(rows, { kind: 'decide_version', seq: 7 }, { seq: 8 }),
    /there twice, or none is before it/,
  ],
  [
    'the role of a decider',
    'command',
    (rows) => set(rows, { kind: 'decide_version', seq: 7 }, { actor_role: 'tester' }),
    /not what was decided/,
  ],
  ['a decider who is an author', 'version_author', (rows) => set(rows, {}, { user_id: exportedOwner() }), /was decided on by an author/],
  [
    'a policy',
    'chain',
    (rows) => set(rows, { phase: 'planning' }, { policy: { mode: 'review', requiredCount: 2, roles: ['report_owner'] } }),
    /not what was decided/,
  ],
  ['an input', 'version_input', (rows) => set(rows, {}, { content_hash: `\\x${'0'.repeat(64)}` }), /not have its version hash/],
  [
    'the events of a history',
    'history_segment',
    (rows) => set(rows, { first_event_id: 1 }, { events: [] }),
    /^Broken: the history of .* from event 1 has another hash/m,
  ],
  [
    'the end of a stretch',
    'history_segment',
    (rows) => set(rows, { first_event_id: 1 }, { last_event_id: 3 }),
    /does not follow what is before it/,
  ],
  ['a closing', 'cycle_report', (rows) => set(rows, {}, { closed_at: '2026-11-28T18:00:00+00:00' }), /disagree on whether it is closed/],
  ['an uploaded file', 'upload', (rows) => set(rows, {}, { sha256: '0'.repeat(64) }), /uploaded files are not those that the record names/],
];

/** Gives every record that has some values some others; there is at least one. */
function set(records: { [column: string]: Json }[], having: { [column: string]: Json }, values: { [column: string]: Json }): void {
  const chosen = records.filter((record) => Object.entries(having).every(([column, value]) => record[column] === value));
  expect(chosen.length).toBeGreaterThan(0);
  for (const record of chosen) Object.assign(record, values);
}

/** Who decided in the exported report. */
function exportedOwner(): Json {
  const commands = exports[0]
    ?.lines('rows/command.ndjson')
    .map((line) => (JSON.parse(line) as { record: { [column: string]: Json } }).record);
  return commands?.find(({ kind, actor_role: role }) => kind === 'decide_version' && role === 'report_owner')?.actor_id ?? null;
}

it('what does not follow from the rest is found, even where whoever forged it made every hash anew', async () => {
  const forged = FORGERIES.map(([, table, forge]) => {
    const changed = exports[0]?.copy();
    changed?.forge(table, forge);
    return changed;
  });
  const faults = await faultsOf(forged.filter((one) => one !== undefined));
  for (const [nth, [what, , , sentence]] of FORGERIES.entries()) expect(faults[nth]?.join('\n'), what).toMatch(sentence);
});

it('the newest entries, cut off with all that they bind, leave nothing to find: their number and the head are compared with others', async () => {
  const cut = exports[0]?.copy();
  const segments = cut?.lines('rows/history_segment.ndjson') ?? [];
  cut?.replace('rows/history_segment.ndjson', segments.slice(0, 1));
  cut?.replace(
    'trail.ndjson',
    cut
      .lines('trail.ndjson')
      .filter((line) => line !== '')
      .slice(0, -1),
  );
  expect(cut === undefined ? null : await faultsOf([cut])).toEqual([[]]);
});
