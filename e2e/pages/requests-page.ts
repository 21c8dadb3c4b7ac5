import { expect, type Locator, type Page } from '@playwright/test';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';

/** A file as a person chooses it. */
interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Request Info of one data owner, as its owner and its tester use it. */
export class RequestsPage {
  constructor(readonly page: Page) {}

  static async open(page: Page, cycleReportId: string, instance: string): Promise<RequestsPage> {
    const address = { cycleReportId, phase: 'request-info', instance } as const;
    await page.goto(versionHref(address));
    await expect(page.getByRole('heading', { level: 1, name: chainInWords(address) })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    return new RequestsPage(page);
  }

  /** What waits, in one sentence. */
  waiting(words: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
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

  async selectFirst(count: number): Promise<void> {
    const boxes = this.page.getByRole('grid').getByRole('checkbox', { name: /^Select (?!all)/ });
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
  }
}
