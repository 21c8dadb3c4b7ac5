import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { ListedDialog } from './dialog-list';

type Opened = Pick<ListedDialog, 'title' | 'entry' | 'key'>;

/**
 * What everybody may expect of a dialog: it opens by key with the focus inside it, axe finds no fault in it, Esc closes it and nothing
 * behind it, and what opened it has the focus again.
 */
export async function expectDialogManners(page: Page, opener: Locator, { title, entry, key = 'Enter' }: Opened): Promise<void> {
  const dialogs = page.locator('[role="dialog"][data-state="open"]');
  const panels = page.getByRole('complementary');
  await opener.focus();
  const behind = { panels: await panels.count(), address: addressOf(page) };
  await page.keyboard.press(key);
  if (entry !== undefined) {
    const item = page.getByRole('menuitem', { name: entry });
    await expect(item, `${entry} can be chosen`).not.toHaveAttribute('data-disabled');
    await item.focus();
    await page.keyboard.press('Enter');
  }
  await expect(dialogs, `${title} is open`).toHaveCount(1);
  await expect(dialogs, `what opens is ${title}`).toHaveAccessibleName(new RegExp(`^${title}`));
  await expect(page.locator('[role="dialog"][data-state="open"]:focus-within'), `${title} has the focus`).toHaveCount(1);
  await expect(dialogs.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .include('[role="dialog"]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .options({ resultTypes: ['violations'] })
    .analyze();
  expect(violations.map(({ id, nodes }) => `${title}: ${id} ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialogs, `Esc closes ${title}`).toHaveCount(0);
  expect({ panels: await panels.count(), address: addressOf(page) }, `what lies behind ${title} stays`).toEqual(behind);
  await expect.poll(() => opener.evaluate(holdsFocus), { message: `what opened ${title} has the focus again` }).toBe(true);
}

/** Whether an element has the focus, or the cell that it stands in: a button pressed in a grid leaves the focus to its cell. */
function holdsFocus(element: Element): boolean {
  return [element, element.closest('[data-cell]')].includes(document.activeElement);
}

/** Where the page is, but for the dialogs that stand in the address. */
function addressOf(page: Page): string {
  const at = new URL(page.url());
  for (const name of ['away', 'delegate']) at.searchParams.delete(name);
  return at.href;
}
