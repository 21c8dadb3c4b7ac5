import { expect, type Locator, type Page } from '@playwright/test';

/** The decision screen, as an approver uses it. */
export class DecisionPage {
  constructor(readonly page: Page) {}

  static async openFromInbox(page: Page, reportName: string): Promise<DecisionPage> {
    await page.goto('/inbox');
    await page
      .getByRole('grid')
      .getByRole('link', { name: new RegExp(`^${reportName}`) })
      .click();
    await page.waitForURL(/\/decide/);
    return new DecisionPage(page);
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** Opens the one line of what the changes come to. */
  async showEffects(): Promise<void> {
    await this.page.getByText('What it comes to', { exact: true }).click();
  }

  row(key: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('group', { name: `Verdict on ${key}`, exact: true }) });
  }

  /** Keys of the first rows shown, in order. */
  async shownKeys(count: number): Promise<string[]> {
    const groups = this.page.getByRole('group', { name: /^Verdict on / });
    await expect(groups.nth(count - 1)).toBeVisible();
    const names = await groups.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
    return names.slice(0, count).map((name) => name.replace('Verdict on ', ''));
  }

  async reject(key: string, reason: string): Promise<void> {
    await this.page
      .getByRole('group', { name: `Verdict on ${key}`, exact: true })
      .first()
      .getByRole('button', { name: 'Reject' })
      .click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: /^Reject/ }).click();
    await expect(dialog).toBeHidden();
  }

  async askForKey(key: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Ask for more…' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog
      .getByRole('radio', { name: 'Records by key' })
      .or(dialog.getByRole('button', { name: 'Records by key' }))
      .click();
    await dialog.getByLabel(/keys/).fill(key);
    await dialog.getByLabel('Reason').fill(reason);
    await expect(dialog.getByText(/can be taken|available|left to take/i)).toBeVisible();
    await dialog.getByRole('button', { name: 'Add to the request' }).click();
    await expect(dialog).toBeHidden();
  }

  /** Opens "ask for more" on records that meet one condition; answers the dialog, with nothing added yet. */
  async askWhere(field: string, value: string, count: number, reason: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Ask for more…' }).click();
    const dialog = this.page.getByRole('dialog').filter({ hasText: 'Ask for additional' });
    await dialog.getByLabel(/^How many/).fill(String(count));
    await dialog.getByRole('button', { name: 'Add a condition' }).click();
    await this.page.getByLabel('Field', { exact: true }).selectOption(field);
    await this.page.getByLabel('Comparison').selectOption('is');
    await this.page.getByLabel('Value', { exact: true }).fill(value);
    await this.page.getByRole('button', { name: 'Add condition' }).click();
    await dialog.getByLabel('Reason').fill(reason);
    return dialog;
  }

  async decide(button: 'Approve' | 'Request changes' | 'Reject', note: string): Promise<void> {
    if (note !== '') await this.page.getByLabel('Note').fill(note);
    await this.page.getByRole('region', { name: 'Your decision' }).getByRole('button', { name: button, exact: true }).click();
  }

  outcome(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }
}
