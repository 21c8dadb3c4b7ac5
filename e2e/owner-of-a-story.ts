import type { Browser, Page } from '@playwright/test';
import type { ItemRow } from '#contract/views/row-views';
import { createLink, redeemLink } from '#data/administration/links.commands';
import { createUser } from '#data/administration/users.commands';
import type { Subject } from '#domain/people/permissions';
import { DEMO_PASSWORD } from '../cli/demo/people';
import { asActor } from '../cli/play/cast';
import { allRows } from '../cli/play/evidence-act';
import { approve } from '../cli/play/review-act';
import { waitingForCode, watchConsole } from './fixtures';
import { OwnersPage } from './pages/owners-page';
import { expect, type Preparation, type PreparedReport } from './stage-fixture';

export const EVIDENCE_LOB = 'Retail';
/** The lane of the first data owner of that line of business. */
export const EVIDENCE_INSTANCE = `${EVIDENCE_LOB}/1`;
/** Sending, processing and reading again. */
export const APPLIED = { timeout: 30_000 };

/** Everything a story of evidence begins with. */
interface Asked {
  report: PreparedReport;
  owner: Subject;
  /** The cases that wait for the owner. */
  rows: readonly ItemRow[];
}

/** A report with a sample whose Data Executive, in the browser, assigns every attribute to a data owner of this story alone. */
export async function askedForEvidence(preparation: Preparation, executive: Page, title: string): Promise<Asked> {
  const owner = await dataOwner(preparation, `Evi Dence ${crypto.randomUUID().slice(0, 6)}`);
  const { stage, cast } = preparation;
  const report = await preparation.sampled(title);
  await approve(stage, cast.owner, await stage.versionNumbered(cast.owner, report.cycleReportId, 'sample-selection', 1));
  const lane = { cycleReportId: report.cycleReportId, phase: 'data-owner-id', instance: EVIDENCE_LOB } as const;
  await stage.versionAt(cast.owner, lane, 1);
  const assigning = await OwnersPage.open(executive, report.cycleReportId, EVIDENCE_LOB);
  await assigning.button(/^Assign all /).click();
  await assigning.assignTo(owner.name);
  await expect(assigning.waiting(/wait for Evi Dence/)).toBeVisible(APPLIED);
  const { id } = await stage.versionAt(owner, { ...lane, phase: 'request-info', instance: EVIDENCE_INSTANCE }, 1);
  const rows = await allRows(stage, owner, id);
  expect(rows.length).toBeGreaterThan(3);
  return { report, owner, rows };
}

/** The owner's own browser, signed in; what its console complains of goes into the list, but for refusals where the story asks for them. */
export async function signedInAs(
  browser: Browser,
  owner: Subject,
  problems: string[],
  onPurpose: 'nothing' | 'refusals' = 'nothing',
): Promise<Page> {
  const page = waitingForCode(await (await browser.newContext()).newPage());
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  watchConsole(page, problems, () => onPurpose);
  return page;
}

/** A data owner of one story alone, who may sign in. */
export async function dataOwner({ stage, cast }: Preparation, name: string): Promise<Subject> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@story.example`;
  const actor = asActor(cast.admin, 'admin');
  const { id } = await createUser(stage.db, actor, { name, email, roles: [{ role: 'data_owner' }] });
  const { token } = await createLink(stage.db, actor, { userId: id });
  await redeemLink(stage.db, { token, password: DEMO_PASSWORD });
  return { userId: id, name, email, roles: [{ role: 'data_owner' }] };
}
