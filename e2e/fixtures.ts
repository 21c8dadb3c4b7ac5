import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPart } from '../cli/demo/people';

interface Fixtures {
  /** A page signed in as somebody of the demo; each person has a browser context of their own. */
  as: (part: DemoPart) => Promise<Page>;
}

/** What a browser says when a test has a page refuse, or a server die, on purpose: not a defect. */
const REFUSED_ON_PURPOSE =
  /Failed to load resource: (the server responded with a status of (403|404|409|503)|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING))/;

/** Fails the test on any error in a page's console; refusals only where the test asked for them. */
export function watchConsole(page: Page, problems: string[], refusalsExpected: () => boolean): void {
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (refusalsExpected() && REFUSED_ON_PURPOSE.test(message.text())) return;
    problems.push(`${page.url()}: ${message.text()}`);
  });
}

export const test = base.extend<Fixtures & { refusals: { expected: boolean } }>({
  refusals: async ({}, use) => use({ expected: false }),
  as: async ({ browser, refusals }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (part) => {
      const { context, page } = await signIn(browser, DEMO_PEOPLE[part].email);
      contexts.push(context);
      watchConsole(page, problems, () => refusals.expected);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(problems, 'errors in the console').toEqual([]);
  },
});

async function signIn(browser: Browser, email: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return { context, page };
}

export { expect };
