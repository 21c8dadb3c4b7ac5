import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
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

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Shared {
  /** What a browser keeps of each person's sign-in: every process of tests signs a person in once. */
  sessions: Map<DemoPart, Session>;
}

export const test = base.extend<Fixtures & { refusals: { expected: boolean } }, Shared>({
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  refusals: async ({}, use) => use({ expected: false }),
  as: async ({ browser, refusals, sessions }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (part) => {
      const known = sessions.get(part);
      const context = await browser.newContext(known === undefined ? {} : { storageState: known });
      contexts.push(context);
      const page = await context.newPage();
      if (known === undefined) {
        await signIn(page, DEMO_PEOPLE[part].email);
        sessions.set(part, await context.storageState());
      }
      watchConsole(page, problems, () => refusals.expected);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(problems, 'errors in the console').toEqual([]);
  },
});

/** Signs in through the form, as people do. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

export { expect };
