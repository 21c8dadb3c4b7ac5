import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { UnpackedPackage } from '../test/support/packages/unpacked-package';
import { stampAuthority } from '../test/support/stamps/stamp-authority';
import { stamped } from '../test/support/stamps/stamped-package';
import { expect, test } from './fixtures';
import { DEMO_REPORTS, DemoReports } from './pages/demo-reports';
import { lookAt } from './pages/page-look';

const VERIFIER = fileURLToPath(new URL('../verifiers/verify_package.py', import.meta.url));

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-packages-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Has a package made, waits until it is, and takes it home. */
async function taken(page: Page, button: string, name: string): Promise<string> {
  const lines = page
    .getByRole('list', { name: 'Packages' })
    .getByRole('listitem')
    .filter({ hasText: /^Package/ });
  const before = await lines.count();
  await page.getByRole('button', { name: button }).click();
  await expect(lines).toHaveCount(before + 1);
  await expect(lines.first()).toContainText('Partial', { timeout: 60_000 });
  await expect(lines.first()).toContainText('Left out: report/final-report.pdf: There is no final report that has been signed.');
  const download = page.waitForEvent('download');
  await lines
    .first()
    .getByRole('link', { name: /^Download package/ })
    .click();
  const file = path.join(folder, name);
  await (await download).saveAs(file);
  return file;
}

/** What the page says of a file that it is given. */
async function saidOf(page: Page, file: string): Promise<string> {
  await page.getByLabel('Package (ZIP)').setInputFiles(file);
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText(path.basename(file), { timeout: 60_000 });
  return await result.innerText();
}

test('a tester takes a package home, and it verifies without the installation, by the page inside it and without a network', async ({
  as,
  browser,
}) => {
  test.setTimeout(240_000);
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  await tester.goto(reports.path(DEMO_REPORTS.waiting));
  await tester.getByRole('link', { name: 'Packages' }).click();
  await expect(tester.getByRole('heading', { level: 1, name: 'Packages' })).toBeVisible();
  const full = await taken(tester, 'Make a package', 'full.zip');
  const redacted = await taken(tester, 'Make a redacted one', 'redacted.zip');

  const python = await new Promise<string>((resolve) => {
    execFile('python3', [VERIFIER, full, redacted], (_error, text) => resolve(text));
  });
  expect(python.match(/^Every hash agrees; something is left out\.$/gm)).toHaveLength(2);

  // The page as it lies in the package, opened from a file: this browser has no network at all.
  const unpacked = await UnpackedPackage.read(full);
  const pageFile = path.join(folder, 'verify.html');
  await writeFile(pageFile, unpacked.files.get('verify.html') ?? '');
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(pageFile).href);
  expect(await saidOf(page, full)).toMatch(/Partial\s+Every hash agrees\. The package says that something is left out of it\./);
  // The draws are made again in this browser, from the seed and the records in the package.
  const certificate = page.getByRole('article').filter({ hasText: 'Sampling certificate: draw 1' });
  await expect(certificate).toContainText('✓ The same records come out.');
  await expect(certificate).toContainText('Hash of the population');
  await expect(page.getByRole('button', { name: 'Print the certificates' })).toBeVisible();
  expect(await saidOf(page, redacted)).toMatch(/Withheld\s+[\d,]+, their hashes count/);

  // A time stamp whose certificates ended years ago is judged in this browser, too, and by a root that the reader names.
  const authority = await stampAuthority({ name: 'Early', from: new Date('2015-01-01'), until: new Date('2018-01-01') });
  const stampedFile = path.join(folder, 'stamped.zip');
  await (await stamped(unpacked, authority, { at: new Date('2016-05-01T10:00:00Z') })).write(stampedFile);
  expect(await saidOf(page, stampedFile)).toMatch(
    /stamped at 2016-05-01 10:00:00 UTC by Early Service, root Early Root .*, found in this package alone/,
  );
  const roots = path.join(folder, 'roots.pem');
  await writeFile(roots, authority.root.pem);
  await page.getByText('More that you have from elsewhere').click();
  await page.getByLabel('Root certificates that you trust to stamp (PEM)').setInputFiles(roots);
  await expect(page.getByRole('region', { name: 'Result' })).toContainText(
    'By its time stamps it was signed before 2016-05-01 10:00:00 UTC.',
  );
  await page.getByLabel('Root certificates that you trust to stamp (PEM)').setInputFiles([]);

  const items = unpacked.lines('record/items.ndjson');
  const nth = items.findIndex((line) => /"values":\{[^}]*\d/.test(line));
  const changed = unpacked.copy();
  changed.replace(
    'record/items.ndjson',
    items.with(
      nth,
      (items[nth] ?? '').replace(/("values":\{[^}]*?)(\d)/, (_all, head, digit) => `${head}${(Number(digit) + 1) % 10}`),
    ),
  );
  const item = (JSON.parse(items[nth] ?? '{}') as { key: string }).key;
  const forged = path.join(folder, 'forged.zip');
  await changed.write(forged);
  const said = await saidOf(page, forged);
  expect(said).toMatch(/Broken/);
  expect(said).toContain(`record/items.ndjson, sample-selection, version 1, item ${item}: it does not have its hash.`);

  const bytes = await readFile(full);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  const broken = path.join(folder, 'one-byte.zip');
  await writeFile(broken, bytes);
  expect(await saidOf(page, broken)).toMatch(/Broken/);
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  await context.close();
});

test('the page that verifies packages is the installation’s too, for anybody', async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(`${baseURL}/verify`);
  expect(response?.status()).toBe(200);
  const nothing = path.join(folder, 'nothing.zip');
  await writeFile(nothing, 'Not a ZIP at all.');
  expect(await saidOf(page, nothing)).toContain('package.zip: it does not end as a package does');
  await context.close();
});

test('who may have no package finds none, and the pages can be read by everybody who may', async ({ as, onPurpose }) => {
  test.setTimeout(240_000);
  const tester = await as('tester');
  const reports = await DemoReports.seenBy(tester);
  const address = `${reports.path(DEMO_REPORTS.waiting)}/packages`;
  await lookAt(tester, { name: 'packages', path: address, shows: (page) => page.getByRole('heading', { level: 1, name: 'Packages' }) });
  await lookAt(tester, { name: 'verify', path: '/verify', shows: (page) => page.getByRole('heading', { level: 1 }) });
  onPurpose.has = 'refusals';
  const admin = await as('admin');
  await admin.goto(address);
  await expect(admin.getByText('This does not exist, or you may not see it.')).toBeVisible();
});
