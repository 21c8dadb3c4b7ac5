import { expect, type Locator, type Page } from '@playwright/test';

/** A phase's workspace, as a tester uses it. */
export class WorkspacePage {
  constructor(readonly page: Page) {}

  /** From the inbox: the row of this report that asks for preparation. */
  static async openFromInbox(page: Page, reportName: string): Promise<WorkspacePage> {
    await page.goto('/inbox');
    await page
      .getByRole('grid')
      .getByRole('link', { name: new RegExp(`^${reportName}`) })
      .first()
      .click();
    await page.waitForURL(/\/reports\/[^/]+\/[a-z-]+/);
    return new WorkspacePage(page);
  }

  decision(key: string): Locator {
    return this.page.getByRole('group', { name: `Decision of ${key}`, exact: true });
  }

  async decide(key: string, choice: 'Include' | 'Exclude' | 'Accept' | 'Decline' | 'Override'): Promise<void> {
    await this.decision(key).getByRole('button', { name: choice }).click();
    await expect(this.decision(key).getByRole('button', { name: choice })).toHaveAttribute('aria-pressed', 'true');
  }

  /** Excludes and says why, in the row's panel, where every field of the item can be edited. */
  async excludeWithReason(key: string, reason: string): Promise<void> {
    await this.decide(key, 'Exclude');
    await this.editCell(key, 'Reason', reason);
  }

  /** The reason that a decision asks for where it was made. */
  async giveReason(key: string, reason: string): Promise<void> {
    const prompt = this.page.getByRole('group', { name: `Reason for the decision on ${key}` });
    await expect(prompt.getByRole('textbox')).toBeFocused();
    await this.page.keyboard.type(reason);
    await this.page.keyboard.press('Enter');
    await expect(prompt).toBeHidden();
  }

  /** The answer to the reviewer, beside the item that came back. */
  async answer(key: string, words: string): Promise<void> {
    const answer = this.row(key).getByRole('textbox', { name: /answer/i });
    await answer.fill(words);
    await answer.press('Enter');
    await expect(this.page.getByText('Saved').first()).toBeVisible();
  }

  row(key: string): Locator {
    return this.page.getByRole('row').filter({ has: this.decision(key) });
  }

  /** One of the filters beside "Filter", which say how many they show; rows outside the window of a long list are not there to be clicked. */
  async showOnly(filter: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${filter} [\\d,]+$`) }).click();
  }

  /** Sets the decision of every item, whose number the dialog confirms. */
  async decideAll(choice: string, count: number): Promise<void> {
    await this.page.getByRole('button', { name: 'Change all…' }).click();
    const dialog = this.page.getByRole('dialog', { name: new RegExp(`^Change all ${count} `) });
    await dialog.getByLabel('Value').selectOption({ label: choice });
    await dialog.getByRole('button', { name: /^Change \d/ }).click();
    await expect(dialog).toBeHidden();
  }

  /** Double click, type, Enter. */
  async editCell(key: string, column: string, text: string): Promise<void> {
    const headers = await this.page.getByRole('columnheader').allInnerTexts();
    const at = headers.findIndex((header) => header.trim().startsWith(column));
    const cells = this.row(key).locator('[role=gridcell], [role=rowheader]');
    await cells.nth(at).dblclick();
    const editor = this.page.getByRole('textbox', { name: `${column} of ${key}` });
    await editor.fill(text);
    await editor.press('Enter');
    await expect(this.row(key).getByText(text)).toBeVisible();
  }

  async submit(note: string): Promise<void> {
    await this.ask('Submit…', 'Submit', note);
  }

  /** A button of the header that asks for a note or a reason first. */
  async ask(button: string, confirm: string, words: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(words);
    await dialog.getByRole('button', { name: confirm, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async expectStatus(status: string): Promise<void> {
    await expect(
      this.page.getByRole('banner').or(this.page.locator('header, main')).getByText(status, { exact: true }).first(),
    ).toBeVisible({ timeout: 30_000 });
  }
}
