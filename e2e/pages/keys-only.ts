import { expect, type Locator, type Page } from '@playwright/test';

const MOST_STEPS = 120;

/** Somebody without a mouse: everything goes by keys, and a pointer that is pressed is noted. */
export class KeysOnly {
  private constructor(readonly page: Page) {}

  static async with(page: Page): Promise<KeysOnly> {
    await page.addInitScript(() => {
      window.addEventListener('pointerdown', () => sessionStorage.setItem('pressed', 'yes'), { capture: true });
    });
    return new KeysOnly(page);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes on by Tab (backwards: by Shift Tab) until something has the focus; as far as a person would ever go. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${target.toString()} is not reached by ${MOST_STEPS} steps of ${key}.`);
  }

  /** Goes to a button or link by Tab and presses it. */
  async activate(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.tabTo(target, key);
    await this.press('Enter');
  }

  /** From the inbox to what a report asks for; `onRow` is done while the row has the focus. */
  async openFromInbox(reportName: string, onRow: () => Promise<void> = async () => {}): Promise<void> {
    await this.page.goto('/inbox');
    const rows = this.page
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') });
    const row = rows.filter({ hasText: reportName });
    await expect(row).toBeVisible();
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await this.press('j');
      if (await row.evaluate((element) => element.contains(document.activeElement))) break;
    }
    await onRow();
    await this.press('Enter');
    await this.page.waitForURL(/\/reports\/[^/]+\/[a-z-]+/);
  }

  /** As `openFromInbox`, where the window is too narrow for a table: by Tab to the card's link. */
  async openFromCards(reportName: string): Promise<void> {
    await this.page.goto('/inbox');
    await this.activate(this.page.getByRole('link', { name: new RegExp(reportName) }).first());
    await this.page.waitForURL(/\/reports\/[^/]+\/[a-z-]+/);
  }

  /** Past all that stands above the table, to its first cell or row. */
  async skipToTable(): Promise<void> {
    await this.activate(this.page.getByRole('button', { name: 'Skip to the table' }), 'Shift+Tab');
  }

  async expectNoPointer(): Promise<void> {
    expect(await this.page.evaluate(() => sessionStorage.getItem('pressed'))).toBeNull();
  }
}
