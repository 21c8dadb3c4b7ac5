import { expect, type Locator, type Page } from '@playwright/test';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';

/** Test Execution of one data owner, as tester and Test Executive use it. */
export class TestsPage {
  constructor(readonly page: Page) {}

  static async open(page: Page, cycleReportId: string, instance: string): Promise<TestsPage> {
    const address = { cycleReportId, phase: 'test-execution', instance } as const;
    await page.goto(versionHref(address));
    await expect(page.getByRole('heading', { level: 1, name: chainInWords(address) })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    return new TestsPage(page);
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

  /** The panel of the first test that is shown. */
  async openFirst(): Promise<Locator> {
    await this.page.getByRole('grid').getByRole('rowheader').first().focus();
    await this.page.keyboard.press('Enter');
    const panel = this.page.getByRole('complementary').filter({ hasText: 'All fields' });
    await expect(panel.getByRole('region', { name: 'Test' })).toBeVisible();
    return panel;
  }

  async selectFirst(count: number): Promise<void> {
    const boxes = this.page.getByRole('grid').getByRole('checkbox', { name: /^Select (?!all)/ });
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
  }
}
