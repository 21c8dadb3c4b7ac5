import type { Page } from '@playwright/test';

/** Milliseconds from the first event of an interaction to the next frame after the slowest of them; 16 stands for anything shorter. */
export async function longestWait(page: Page, act: (page: Page) => Promise<unknown>): Promise<number> {
  await page.evaluate(() => window.watchedPaint.events.splice(0));
  await act(page);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  return Math.max(16, ...(await page.evaluate(() => window.watchedPaint.events)));
}
