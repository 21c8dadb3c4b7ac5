import { expect, type Locator, type Page } from '@playwright/test';
import { Hand } from './hand';

export interface FileToSend {
  name: string;
  text: string;
}

/** The import of a dictionary and a data file, as a tester uses it. */
export class ImportPage {
  constructor(
    readonly page: Page,
    private readonly hand = new Hand(),
  ) {}

  /** Chooses a file and waits until it has been sent. */
  async choose(label: 'Data file' | 'Dictionary', file: FileToSend): Promise<void> {
    await this.hand.give(this.input(label), file);
    await expect(this.page.getByRole('button', { name: `Take ${file.name} out` })).toBeVisible();
  }

  /** How the demo's registers are written: a transmittal line with the control total in its third field, no header; the bars are found out. */
  async describeRegister(): Promise<void> {
    await this.hand.fill(this.page.getByLabel('Leading lines to skip'), '1');
    await this.hand.click(this.page.getByLabel('The first line after these names the columns'));
    await this.hand.click(this.page.getByRole('button', { name: 'Read from a line of the file' }));
    await this.hand.fill(this.page.getByLabel('Field', { exact: true }), '3');
  }

  async preview(): Promise<Locator> {
    await this.hand.click(this.page.getByRole('button', { name: 'Preview', exact: true }));
    const table = this.page.getByRole('region', { name: 'Columns and attributes' }).getByRole('table');
    await expect(table).toBeVisible({ timeout: 60_000 });
    return table;
  }

  async describeSource(extractedBy: string): Promise<void> {
    await this.hand.fill(this.page.getByLabel('Source system'), 'Loan origination');
    await this.hand.fill(this.page.getByLabel('Extracted by'), extractedBy);
    await this.hand.fill(this.page.getByLabel('Extracted on'), '2026-01-05');
    await this.hand.fill(this.page.getByLabel('As-of date'), '2025-12-31');
  }

  async start(): Promise<void> {
    await this.hand.click(this.page.getByRole('button', { name: 'Import', exact: true }));
  }

  private input(label: string): Locator {
    return this.page.locator('input[type=file]').and(this.page.getByLabel(label, { exact: true }));
  }
}
