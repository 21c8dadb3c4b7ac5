import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import { openInLane, RecordedPage } from './recorded-page';

/** A file as a person chooses it. */
interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Request Info of one data owner, as its owner and its tester use it. */
export class RequestsPage extends RecordedPage {
  static async open(page: Page, cycleReportId: string, instance: string): Promise<RequestsPage> {
    await openInLane(page, { cycleReportId, phase: 'request-info', instance });
    return new RequestsPage(page);
  }

  async choose(file: ChosenFile): Promise<void> {
    await this.dialog.getByLabel('File', { exact: true }).setInputFiles(file);
  }

  /** Downloads the list and answers it with what is typed into its rows: by what heads a column, its text; null leaves a row as it is. */
  async filledList(
    typed: (row: Readonly<Record<string, string>>) => Readonly<Record<string, string | undefined>> | null,
  ): Promise<ChosenFile> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('link', { name: 'List as workbook' }).click(),
    ]);
    const [sheet] = await readWorkbook(await readFile(await download.path()), { trim: false });
    const text = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''));
    const [heads = [], ...rows] = (sheet?.data ?? []).map((row) => row.map(text));
    const filled = rows.map((row) => {
      const said = typed(Object.fromEntries(heads.map((head, at) => [head, row[at] ?? ''])));
      return row.map((cell, at) => said?.[heads[at] ?? ''] ?? cell);
    });
    const cells = [heads, ...filled].map((row) => row.map((value) => ({ value, type: String })));
    const buffer = await writeWorkbook(cells, { sheet: sheet?.sheet ?? '' }).toBuffer();
    return { name: download.suggestedFilename(), mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer };
  }

  /** In the dialog: answers all cases with one extract, also those of which it has something only, and waits until it is recorded. */
  async recordExtract(extract: string, cases: number, patience: { timeout: number }): Promise<void> {
    await this.choose({ name: 'extract.csv', mimeType: 'text/csv', buffer: Buffer.from(extract) });
    const looked = this.dialog.getByRole('status').filter({ hasText: `Looked for ${cases.toLocaleString('en')} cases` });
    await expect(looked).toBeVisible(patience);
    await this.dialog.getByRole('radio', { name: /^Also where some was found/ }).check();
    await this.sayExtract(cases);
    await this.dialog.getByRole('button', { name: /^Record for [\d,]+ cases?$/ }).click();
    await expect(this.page.getByText(/^Evidence recorded for/)).toBeVisible(patience);
    await expect(this.waiting('to review')).toBeVisible(patience);
  }

  /** In the dialog, once a file has been read: says of an extract what it is. */
  private async sayExtract(rows: number): Promise<void> {
    const { dialog } = this;
    await dialog.getByRole('radio', { name: 'An extract that a system gave out' }).check();
    await dialog.getByLabel('As of').fill('2025-12-31');
    await dialog.getByLabel('Run on').fill('2026-11-02');
    await dialog.getByLabel('Query, or report that was run').fill('select the sampled loans');
    await dialog.getByLabel('Rows').fill(String(rows));
  }
}
