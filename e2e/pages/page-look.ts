import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { guidePicture } from './guide-picture';

/** One page, or one state of it, to be looked at in both widths, and in both themes where it is wide. */
export interface Look {
  /** Names the screenshots. */
  name: string;
  path: string;
  /** What a page shows once it is complete. */
  shows: (page: Page) => Locator;
  /** Brings the page into the state to look at; nothing is sent. */
  open?: (page: Page) => Promise<void>;
  /** A state that is made for wide screens only. */
  wideOnly?: boolean;
  /** Name of the picture in docs/images, taken at 1280 in light. */
  picture?: string;
}

const WIDE = { width: 1280, height: 800 } as const;
const NARROW = { width: 390, height: 844 } as const;
const THEMES = ['light', 'dark'] as const;
/** COUNTERSIGN_SCREENS=1 keeps a screenshot of everything that was looked at; else of what has a finding. */
const ALL_SCREENSHOTS = process.env.COUNTERSIGN_SCREENS === '1';
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Opens one page once and looks at it in every width and theme; every finding is reported, none hides the next. */
export async function lookAt(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(look.path);
  await expect(look.shows(page).first(), `${look.name} is shown`).toBeVisible();
  await look.open?.(page);
  for (const size of look.wideOnly ? [WIDE] : [WIDE, NARROW]) {
    await page.setViewportSize(size);
    await settled(page);
    await expect.soft(look.shows(page).filter({ visible: true }).first(), `${look.name} at ${size.width}`).toBeVisible();
    // The colours of a narrow page are those of the wide one, so that it is looked at in one theme.
    for (const colorScheme of size === WIDE ? THEMES : [THEMES[0]]) {
      await page.emulateMedia({ colorScheme });
      await drawn(page);
      if (look.picture && size === WIDE && colorScheme === 'light') await guidePicture(page, look.picture);
      const found = await barriers(page, colorScheme);
      if (found.length > 0 || ALL_SCREENSHOTS) await screenshot(page, `${look.name}-${size.width}-${colorScheme}`);
      expect.soft(found, `accessibility of ${look.name} at ${size.width}, ${colorScheme}`).toEqual([]);
    }
    expect.soft(await sidewaysScroll(page), `sideways scrolling of ${look.name} at ${size.width}`).toBe(0);
  }
}

/** Nothing is loading any more and letters have their font. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Two frames later the new width and theme are on the screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png`, animations: 'disabled' });
}

/**
 * What axe finds against WCAG 2.2 AA, a line a place. The dark theme changes colours alone, so that contrast is all there is to look at.
 * No page has frames, which is what axe's other mode is for; what passes is not described, because that takes as long as looking.
 */
async function barriers(page: Page, theme: (typeof THEMES)[number]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (theme === 'light' ? axe.withTags(STANDARD) : axe.withRules(['color-contrast'])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary?.replaceAll('\n', ' ') ?? ''})`),
  );
}

/** By how many pixels the page is wider than the screen; what the frame cuts off counts too. */
function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const frames = [document.documentElement, ...document.querySelectorAll('main')];
    return Math.max(...frames.map((frame) => frame.scrollWidth - frame.clientWidth));
  });
}
