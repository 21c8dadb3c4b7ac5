import type { Page } from '@playwright/test';

/** Keeps what is shown as docs/images/<name>.png where COUNTERSIGN_GUIDE_IMAGES=1 asks for the guides' pictures; else does nothing. */
export async function guidePicture(page: Page, name: string): Promise<void> {
  if (process.env.COUNTERSIGN_GUIDE_IMAGES !== '1') return;
  await page.screenshot({ path: `docs/images/${name}.png`, animations: 'disabled', caret: 'hide' });
}
