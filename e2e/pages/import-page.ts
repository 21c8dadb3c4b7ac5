import { expect, type Locator, type Page } from '@playwright/test';

export interface FileToSend {
  name: string;
  text: string;
}

/** The import of a dictionary and a data file, as a tester uses it. */
export class ImportPage {
  constructor(readonly page: Page) {}

  /** Chooses a file and waits until it has been sent. */
  async choose(label: 'Data file' | 'Dictionary', file: FileToSend): Promise<void> {
    await this.input(label).setInputFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text, 'utf8') });
    await expect(this.page.getByRole('button', { name: `Take ${file.name} out` })).toBeVisible();
  }

  /** How the demo's registers are written: bars, a transmittal line with the control total, no header. */
  async describeRegister(): Promise<void> {
    await this.page.getByLabel('Separator').selectOption({ label: 'Vertical bar' });
    await this.page.getByLabel('Leading lines to skip').fill('1');
    await this.page.getByLabel('The first line after these names the columns').uncheck();
    await this.page.getByRole('button', { name: 'Read from a line of the file' }).click();
    await this.page.getByLabel('Line', { exact: true }).fill('1');
    await this.page.getByLabel('Field', { exact: true }).fill('3');
  }

  async preview(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Preview', exact: true }).click();
    const table = this.page.getByRole('region', { name: 'Columns and attributes' }).getByRole('table');
    await expect(table).toBeVisible({ timeout: 60_000 });
    return table;
  }

  async describeSource(extractedBy: string): Promise<void> {
    await this.page.getByLabel('Source system').fill('Loan origination');
    await this.page.getByLabel('Extracted by').fill(extractedBy);
    await this.page.getByLabel('Extracted on').fill('2026-01-05');
    await this.page.getByLabel('As-of date').fill('2025-12-31');
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Import', exact: true }).click();
  }

  private input(label: string): Locator {
    return this.page.locator('input[type=file]').and(this.page.getByLabel(label, { exact: true }));
  }
}
