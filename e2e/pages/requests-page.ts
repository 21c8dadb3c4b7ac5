import type { Page } from '@playwright/test';
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

  /** In the dialog, once a file has been read: says of an extract what it is. */
  async sayExtract(rows: number): Promise<void> {
    const { dialog } = this;
    await dialog.getByRole('radio', { name: 'An extract that a system gave out' }).check();
    await dialog.getByLabel('As of').fill('2025-12-31');
    await dialog.getByLabel('Run on').fill('2026-11-02');
    await dialog.getByLabel('Query, or report that was run').fill('select the sampled loans');
    await dialog.getByLabel('Rows').fill(String(rows));
  }
}
