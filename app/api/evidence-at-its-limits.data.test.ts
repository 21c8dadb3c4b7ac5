import { randomFillSync } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { madePdf, madeWorkbook, workbookParts } from '../../test/support/evidence/made-files';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { as, serveActions } from '../../test/support/server-actions';
import { temporaryDirectory, timeSkippingServer } from '../../test/support/temporal';
import { ownersChain, type RequestsChain, requestsChain } from '../../test/support/world/lane';
import { makeScenario } from '../../test/support/world/scenario';
import { type Person, World } from '../../test/support/world/world';
import * as uploads from './uploads/evidence/route';

vi.mock('server-only', () => ({}));

const ORIGIN = 'http://127.0.0.1:3000';
const MEBIBYTE = 1024 ** 2;

let database: TestDatabase;
let temporal: TestWorkflowEnvironment;
let files: Awaited<ReturnType<typeof temporaryDirectory>>;
let owner: Person;
let asked: RequestsChain;

beforeAll(async () => {
  [database, temporal, files] = await Promise.all([testDatabase(), timeSkippingServer(), temporaryDirectory()]);
  serveActions(database.db, temporal, files.path);
  const scenario = await makeScenario(database.db);
  const world = new World(database.db);
  const lob = await database.db.prisma.lob.create({ data: { name: 'Retail' } });
  const executive = await world.person('Dana Data', { role: 'data_executive', lobId: lob.id });
  owner = await world.person('Olaf Owner', 'data_owner');
  asked = await requestsChain(await ownersChain(scenario, 'Retail', ['A']), { executive, owner, reported: { A: { 'L-1': '4.25' } } });
});
afterAll(async () => {
  await temporal?.teardown();
  await database?.drop();
  await files?.remove();
});

/** A file that is about to be sent. */
function sending(fileName: string, body: Uint8Array): () => Promise<Response> {
  const query = new URLSearchParams({ versionId: asked.versionId, fileName });
  const headers = { host: new URL(ORIGIN).host, origin: ORIGIN };
  const request = new Request(`${ORIGIN}/api/uploads/evidence?${query.toString()}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers,
  });
  return () => uploads.POST(request, { params: Promise.resolve({}) });
}

/** Everything that the storage holds, what is only on its way into it included. */
const stored = async () =>
  (await readdir(files.path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

/** A workbook of some 12 MB whose sheet unpacks to 120 MB. */
function packedWorkbook(): Buffer {
  const sheet = Buffer.alloc(120 * MEBIBYTE, '<row><c><v>1</v></c></row>');
  // One byte of ten is noise, in stretches: the rest packs to next to nothing.
  for (let at = 0; at < sheet.length; at += 10_240) randomFillSync(sheet, at, 1_024);
  return Buffer.from(zipSync({ ...workbookParts([['x']]), 'xl/worksheets/sheet1.xml': [sheet, { level: 1 }] }));
}

/** A workbook with a part outside its own folders. */
const climbingWorkbook = (): Buffer => Buffer.from(zipSync({ ...workbookParts([['x']]), '../../etc/cron.d/x': strToU8('* * * * *') }));

it('12 MB XLSX of 120 MB, PDF cut in half, HTML named .pdf, 0 bytes, 21 MB, a “../” entry: refused in words, storage as before, memory flat, others’ uploads unhindered', async () => {
  const loan = await madePdf([['Loan file', ['Loan no.', 'L-1']]]);
  const bomb = packedWorkbook();
  expect(bomb.length).toBeGreaterThan(10 * MEBIBYTE);
  expect(bomb.length).toBeLessThan(20 * MEBIBYTE);
  const wrong: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['extract.xlsx', bomb, /holds more than|too large|larger/i],
    ['half.pdf', loan.subarray(0, loan.length / 2), /The end of the PDF is missing/],
    ['page.pdf', Buffer.from('<!doctype html><html><body>Loan</body></html>'), /It is a web page/],
    ['empty.csv', Buffer.alloc(0), /no records|empty/i],
    ['large.txt', Buffer.alloc(21 * MEBIBYTE, 'LOAN_ID,RATE\n'), /larger than this installation accepts/],
    ['climbing.xlsx', climbingWorkbook(), /name/i],
  ];
  const others = sending(
    'rates.xlsx',
    madeWorkbook([
      ['LOAN_ID', 'A'],
      ['L-1', '4.25'],
    ]),
  );
  const sent = [others, ...wrong.map(([name, body]) => sending(name, body))];
  const before = await stored();
  const held = process.memoryUsage().arrayBuffers;
  let most = held;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }, 5);
  const [good, ...refused] = await as(owner, () => Promise.all(sent.map((send) => send()))).finally(() => clearInterval(watching));
  for (const [at, [name, , says]] of wrong.entries()) {
    const response = refused[at] ?? expect.unreachable();
    expect([name, response.status >= 400 && response.status < 500]).toEqual([name, true]);
    expect([name, ((await response.json()) as { message: string }).message]).toEqual([name, expect.stringMatching(says)]);
  }
  expect(good?.status).toBe(201);
  const after = await stored();
  expect(after.filter((name) => !before.includes(name))).toHaveLength(1);
  expect(await database.db.prisma.evidence.findMany({ select: { fileName: true } })).toEqual([{ fileName: 'rates.xlsx' }]);
  // What is unpacked is counted while it is unpacked: the 120 MB are never there.
  expect(most - held).toBeLessThan(110 * MEBIBYTE);
});
