import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPart } from '../cli/demo/people';

interface Fixtures {
  /** A page signed in as somebody of the demo; each person has a browser context of their own. */
  as: (part: DemoPart) => Promise<Page>;
}

/** What a test has a page or a server do on purpose, whose mark in a browser's console is no defect. */
type OnPurpose = 'nothing' | 'refusals' | 'outages' | 'signedOut';

const CONSOLE_OF: Readonly<Record<OnPurpose, readonly RegExp[]>> = {
  nothing: [],
  refusals: [/^Failed to load resource: the server responded with a status of (403|404|409|415|422)/],
  signedOut: [/^Failed to load resource: the server responded with a status of 401/],
  // A page whose server dies says how its connection ended; which word it is depends on the moment, so all of them count.
  outages: [/^Failed to load resource: net::ERR_/, /^Failed to load resource: the server responded with a status of 503/],
};

/** Fails the test on any error in a page's console but those of what the test did on purpose. */
export function watchConsole(page: Page, problems: string[], onPurpose: () => OnPurpose): void {
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (CONSOLE_OF[onPurpose()].some((known) => known.test(message.text()))) return;
    problems.push(`${page.url()}: ${message.text()}`);
  });
}

/** Whether React has taken every control of the page over from the server's HTML; true of a page that is none of Next's. */
function isTakenOver(): boolean {
  if (!('__next_f' in window)) return true;
  const controls = [
    ...(document.querySelector('main') ?? document.body).querySelectorAll('a[href], button, input, textarea, [role="row"]'),
  ];
  return controls.every((control) => Object.keys(control).some((key) => key.startsWith('__reactProps$')));
}

/**
 * Has a page that is opened wait until what stands on it can be used. Rows come with the first HTML, sooner than the code that answers to
 * keys and clicks: a person sees that nothing has happened and presses again, a test does not.
 */
export function waitingForCode(page: Page): Page {
  const { goto, reload } = page;
  const settle = async (): Promise<void> => {
    await page.waitForFunction(isTakenOver);
    // Keys of the whole page are listened for once what was taken over has been painted.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  };
  return Object.assign(page, {
    goto: async (...given: Parameters<Page['goto']>) => {
      const response = await goto.apply(page, given);
      await settle();
      return response;
    },
    reload: async (...given: Parameters<Page['reload']>) => {
      const response = await reload.apply(page, given);
      await settle();
      return response;
    },
  });
}

/** Characters printed of a page. */
const MOST_OF_A_PAGE = 3_000;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Shared {
  /** What a browser keeps of each person's sign-in: every process of tests signs a person in once. */
  sessions: Map<DemoPart, Session>;
}

export const test = base.extend<Fixtures & { onPurpose: { has: OnPurpose } }, Shared>({
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  onPurpose: async ({}, use) => use({ has: 'nothing' }),
  as: async ({ browser, onPurpose, sessions }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (part) => {
      const known = sessions.get(part);
      const context = await browser.newContext(known === undefined ? {} : { storageState: known });
      contexts.push(context);
      const page = waitingForCode(await context.newPage());
      if (known === undefined) {
        await signIn(page, DEMO_PEOPLE[part].email);
        sessions.set(part, await context.storageState());
      }
      watchConsole(page, problems, () => onPurpose.has);
      return page;
    });
    if (testInfo.status !== testInfo.expectedStatus) {
      const texts = await Promise.all(contexts.flatMap((context) => context.pages()).map(textOfPage));
      await testInfo.attach('what stood on the pages', { body: texts.join('\n\n'), contentType: 'text/plain' });
    }
    for (const context of contexts) await context.close();
    expect(problems, 'errors in the console').toEqual([]);
  },
});

/** Where a page is and what stands on it: of a test that failed elsewhere, its printed output is all that one has. */
async function textOfPage(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText).catch(() => 'a page that does not answer');
  return `${page.url()}\n${text.slice(0, MOST_OF_A_PAGE)}`;
}

/** Signs in through the form, as people do. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

export { expect };
