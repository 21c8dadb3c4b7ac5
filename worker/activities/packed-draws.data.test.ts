import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultInWords } from '#domain/package/fault';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { DrawnLoans, LOB, RANKED } from '../../test/support/drawn-loans';
import { packedReport } from '../../test/support/packages/packed-world';
import { UnpackedPackage } from '../../test/support/packages/unpacked-package';
import { storesOfThisFile } from '../../test/support/stores';
import { where } from '../../test/support/where';

const VERIFIER = fileURLToPath(new URL('../../verifiers/verify_package.py', import.meta.url));
const stores = storesOfThisFile();
let folder: string;
let loans: DrawnLoans;
let full: UnpackedPackage;
let redacted: string;

const byHand = (count: number) => ({ by: 'hand', count, reason: 'Agreed.' }) as const;

/** A sample drawn in every way that is repeated, and by conditions, which is not. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-draws-'));
  loans = await DrawnLoans.begin(stores);
  const base = { seed: 's', lob: LOB } as const;
  await loans.draw({ method: 'two-stage', ...base });
  await loans.set([], { decision: 'include' });
  await loans.set([where('key', 'is', RANKED[2] ?? '')], { decision: 'exclude', decisionReason: 'Lost.' });
  await loans.draw({ method: 'replacement', draw: '$draw/001' });
  await loans.draw({ method: 'second-stage', draw: '$draw/001', reason: 'Two errors in STATE.' });
  await loans.draw({ method: 'random', size: byHand(5), ...base, seed: 'another' });
  const strata = { method: 'stratified', attribute: 'PURPOSE', bands: null, ...base } as const;
  await loans.draw({ ...strata, allocation: { by: 'proportional', size: byHand(7) } });
  const bands = { ...strata, attribute: 'AMOUNT', bands: ['0', '100.5', '300'] };
  await loans.draw({ ...bands, allocation: { by: 'proportional', size: byHand(9) } });
  for (const selection of ['fixed-interval', 'cell'] as const)
    await loans.draw({ method: 'monetary-unit', attribute: 'AMOUNT', selection, size: byHand(12), ...base });
  await loans.draw({ method: 'judgmental', keys: ['1003', '1001'], filter: null, count: null, reason: 'Asked for.', ...base });
  const { sha256 } = await packedReport({ ...stores }, loans.scenario.tester.actor, { cycleReportId: loans.scenario.cycleReportId });
  full = await UnpackedPackage.read(stores.storage.path(sha256));
  const hidden = await packedReport({ ...stores }, loans.scenario.tester.actor, {
    cycleReportId: loans.scenario.cycleReportId,
    redacted: true,
  });
  redacted = stores.storage.path(hidden.sha256);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function ours(file: string): Promise<Verified> {
  const source = await openPackageFile(file);
  try {
    return await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  } finally {
    await source.close();
  }
}

async function theirs(file: string): Promise<{ outcome: string; draws: [string, string, string][]; faults: [string, string][] }> {
  const text = await new Promise<string>((resolve, reject) => {
    execFile('python3', [VERIFIER, '--json', file], (_error, out, errors) => {
      if (errors === '') resolve(out);
      else reject(new Error(errors));
    });
  });
  return JSON.parse(text) as Awaited<ReturnType<typeof theirs>>;
}

async function written(name: string, unpacked: UnpackedPackage): Promise<string> {
  const file = path.join(folder, `${name}.zip`);
  await unpacked.write(file);
  return file;
}

const told = ({ draws }: Verified) => draws.map(({ key, outcome, words }) => [key, outcome, words]);
const population = () => [...full.files.keys()].find((name) => name.startsWith('population/')) ?? '';

it('makes every draw again from its seed, rule and population, alike in both verifiers and the installation', async () => {
  const file = await written('whole', full);
  const found = await ours(file);
  expect(found.faults.named.map(faultInWords)).toEqual([]);
  const same = Array.from({ length: 8 }, (_, at) => [`$draw/00${at + 1}`, 'same', '']);
  expect(told(found)).toEqual(same);
  expect((await theirs(file)).draws).toEqual(same);
  expect((await loans.redrawn()).draws.map(({ difference }) => difference)).toEqual(same.map(() => null));
  expect(full.lines(population()).filter((line) => line !== '')).toHaveLength(200);
});

it('names the first record that comes out otherwise, where a seed is another', async () => {
  const changed = full.copy();
  const lines = changed.lines('record/items.ndjson').map((line) => line.replace('"seed":"another"', '"seed":"a third one"'));
  changed.replace('record/items.ndjson', lines);
  const file = await written('seed', changed.sealed());
  const [found, python] = [await ours(file), await theirs(file)];
  expect(found.outcome).toBe('broken');
  const differs = found.draws.find(({ outcome }) => outcome === 'differs');
  expect(differs?.key).toBe('$draw/003');
  expect(differs?.words).toMatch(/^at record \d+: \d{4} comes out, and no sample says that it was drawn so\.$/);
  expect(python.draws).toEqual(told(found));
});

it('finds a record of the population that was changed, left out or put elsewhere', async () => {
  const lines = full.lines(population()).filter((line) => line !== '');
  const [first = '', second = '', ...rest] = lines;
  const forged = { value: [first.replace('"-5"', '"-6"'), second, ...rest], gone: [second, ...rest], order: [second, first, ...rest] };
  for (const [name, changed] of Object.entries(forged)) {
    const unpacked = full.copy();
    unpacked.replace(population(), changed);
    const file = await written(name, unpacked.sealed());
    const [found, python] = [await ours(file), await theirs(file)];
    expect([name, found.outcome, found.faults.named[0]?.at.file]).toEqual([name, 'broken', population()]);
    expect([name, python.outcome, python.faults[0]?.[0]]).toEqual([name, 'broken', population()]);
  }
});

it('says what it does not repeat: a population that is not there, and draws that are withheld', async () => {
  const without = full.copy();
  without.files.delete(population());
  const file = await written('without', without.sealed());
  const found = await ours(file);
  expect(new Set(found.draws.map(({ outcome, words }) => `${outcome}: ${words}`))).toEqual(
    new Set(['not repeated: the records of its population are not in the package.']),
  );
  expect((await theirs(file)).draws).toEqual(told(found));
  const hidden = await ours(redacted);
  expect([hidden.outcome, hidden.draws, hidden.withheldDraws]).toEqual(['partial', [], 8]);
  const bytes = (await UnpackedPackage.read(redacted)).files;
  expect([...bytes.keys()].filter((name) => name.startsWith('population/'))).toEqual([]);
});
