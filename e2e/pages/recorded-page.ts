import { expect, type Locator, type Page } from '@playwright/test';
import { versionHref } from '#contract/addresses';
import { chainInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';

/** The workspace of a phase that is recorded change by change, as everybody who works in it uses it. */
export class RecordedPage {
  constructor(readonly page: Page) {}

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
}

/** Opens the workspace of a chain in a lane, and waits until it has loaded. */
export async function openInLane(page: Page, address: { cycleReportId: string; phase: PhaseName; instance: string }): Promise<void> {
  await page.goto(versionHref(address));
  await expect(page.getByRole('heading', { level: 1, name: chainInWords(address) })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
}
