import { expect, type Locator, type Page } from '@playwright/test';
import { versionHref } from '#contract/addresses';

/** Data Owner ID of one line of business, as its executive and its owners use it. */
export class OwnersPage {
  constructor(readonly page: Page) {}

  static async open(page: Page, cycleReportId: string, lob: string): Promise<OwnersPage> {
    await page.goto(versionHref({ cycleReportId, phase: 'data-owner-id', instance: lob }));
    await expect(page.getByRole('heading', { level: 1, name: `Data Owner ID (${lob})` })).toBeVisible();
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    return new OwnersPage(page);
  }

  /** What waits, in one sentence. */
  waiting(words: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** One of the views beside "Filter", which say how many rows they show. */
  async showOnly(view: string): Promise<void> {
    await this.button(new RegExp(`^${view} [\\d,]+$`)).click();
  }

  /** Selects the first rows shown; answers their keys. */
  async selectFirst(count: number): Promise<string[]> {
    const boxes = this.page.getByRole('grid').getByRole('checkbox', { name: /^Select (?!all)/ });
    const keys: string[] = [];
    for (let at = 0; at < count; at += 1) {
      keys.push((await boxes.nth(at).evaluate((box) => box.parentElement?.textContent ?? '')).replace('Select ', ''));
      await boxes.nth(at).check();
    }
    return keys;
  }

  /** In the dialog that has been opened: chooses a person, says why where it is asked, and assigns. */
  async assignTo(name: string, reason = ''): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name, exact: true }).check();
    if (reason !== '') {
      await expect(dialog.getByRole('button', { name: 'Assign', exact: true })).toHaveAttribute('aria-disabled', 'true');
      await dialog.getByLabel('Why it is another owner now').fill(reason);
    }
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async decline(reason: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Why it is not yours').fill(reason);
    await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}
