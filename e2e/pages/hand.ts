import type { Locator } from '@playwright/test';

/** What a person does with mouse and keyboard, counted: each click, pick, filled field and chosen file is one input. */
export class Hand {
  inputs = 0;

  async click(at: Locator): Promise<void> {
    this.inputs += 1;
    await at.click();
  }

  async fill(field: Locator, text: string): Promise<void> {
    this.inputs += 1;
    await field.fill(text);
  }

  async pick(list: Locator, label: string): Promise<void> {
    this.inputs += 1;
    await list.selectOption({ label });
  }

  async give(input: Locator, file: { name: string; text: string }): Promise<void> {
    this.inputs += 1;
    await input.setInputFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text, 'utf8') });
  }
}
