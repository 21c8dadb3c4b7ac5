import { versionHref } from '#contract/addresses';
import { readItems } from '#data/version/items.queries';
import { OBSERVATIONS } from '#domain/phases/observation-management/filters';
import { observationSchema } from '#domain/phases/observation-management/observation-item';
import { playBefore } from '../cli/play/acts';
import { lookAt } from './pages/page-look';
import { WorkspacePage } from './pages/workspace-page';
import { expect, test } from './stage-fixture';

const LOB = 'Retail';
/** Sending, processing and reading again. */
const APPLIED = { timeout: 30_000 };

test('the tester grades what failed, its data owners answer, and the report’s owner approves', async ({ as, preparation }) => {
  test.setTimeout(300_000);
  const { stage, cast } = preparation;
  const report = await preparation.started('Observations');
  await playBefore(preparation.playOf(report.cycleReportId), 'observation-management');
  const address = { cycleReportId: report.cycleReportId, phase: 'observation-management', instance: LOB } as const;
  const draft = await stage.versionAt(cast.tester, address, 1);
  const { rows } = await readItems(stage.db, cast.tester, { versionId: draft.id, filter: OBSERVATIONS, sort: 'position', limit: 100 });
  const observations = rows.map(({ key, data }) => ({ key, ...observationSchema.parse(data) }));
  const [first, second] = observations;
  if (first === undefined || second === undefined) throw new Error('fewer than two kinds of failure were planted');

  const tester = await as('tester');
  const workspace = new WorkspacePage(tester);
  await test.step('observations stand in the workspace, graded by their arithmetic, each with its cases', async () => {
    await lookAt(tester, {
      name: 'observations',
      path: versionHref(address),
      shows: (page) => page.getByText(first.title).first(),
      picture: 'observations',
    });
    await lookAt(tester, {
      name: 'observation',
      path: versionHref({ ...address, row: first.key }),
      shows: (page) => page.getByRole('heading', { name: 'Severity' }),
      picture: 'observation',
    });
    await tester.setViewportSize({ width: 1280, height: 800 });
    await expect(tester.getByText(/^Exposure \d/).first()).toBeVisible();
    await tester.getByRole('link', { name: /^Show (it|all [\d,]+) in the list$/ }).click();
    await expect(tester.getByRole('columnheader', { name: /^Record/ })).toBeVisible();
    await expect(tester.getByText(new RegExp(`^${first.failed} rows?$`))).toBeVisible();
  });

  await test.step('one is told with another, another is graded otherwise, and all of them get their disposition', async () => {
    await tester.goto(versionHref({ ...address, row: second.key }));
    await tester.getByLabel('Told with').selectOption({ label: `${first.position} ${first.title}` });
    await expect(tester.getByText('Saved').first()).toBeVisible(APPLIED);
    await tester.goto(versionHref(address));
    await workspace.decideAll('Keep', observations.length);
    await workspace.submit('Graded as proposed.');
    await workspace.expectStatus('Waiting for approval');
  });

  const people = [...new Map(observations.filter(({ key }) => key !== second.key).map(({ owner }) => [owner, owner])).keys()];
  const parts = (['dataOwner', 'secondDataOwner', 'thirdDataOwner', 'fourthDataOwner'] as const).filter((part) =>
    people.some((token) => token?.includes(cast[part].userId)),
  );
  await test.step('each data owner finds in the inbox what waits, agrees or disputes, and has nothing left to do', async () => {
    for (const [at, part] of parts.entries()) {
      const page = await as(part);
      await page.goto('/inbox');
      await expect(page.getByText('Answer observations').first()).toBeVisible();
      await page.goto(versionHref(address));
      if (at === 0)
        await lookAt(page, {
          name: 'observations-answered',
          path: versionHref(address),
          shows: (seen) => seen.getByRole('button', { name: /^Agree with/ }),
          wideOnly: true,
        });
      await page.setViewportSize({ width: 1280, height: 800 });
      if (at === 0) {
        const disputed = observations.find(({ key, owner }) => key !== second.key && owner?.includes(cast[part].userId))?.key ?? '';
        await page.goto(versionHref({ ...address, row: disputed }));
        await page.getByRole('button', { name: `Dispute… ${disputed}` }).click();
        await page.getByRole('dialog').getByLabel('What is not right').fill('The extract is of the month before.');
        await page.getByRole('dialog').getByRole('button', { name: 'Dispute', exact: true }).click();
        await expect(page.getByText(/^Disputed by /)).toBeVisible(APPLIED);
        await page.goto(versionHref(address));
      }
      await expect(page.getByText(/^Answered/)).toBeVisible(APPLIED);
      const rest = page.getByRole('button', { name: /^Agree with (all|the one)/ });
      if ((await rest.count()) > 0) await rest.click();
      await expect(rest).toHaveCount(0, APPLIED);
      await page.context().close();
    }
  });

  await test.step('the report’s owner reads what was answered, and approves', async () => {
    const owner = await as('owner');
    await lookAt(owner, {
      name: 'observations-decided',
      path: versionHref({ ...address, page: 'decide', row: first.key }),
      shows: (page) => page.getByText(/^(Agreed|Disputed) by /),
    });
    await owner.setViewportSize({ width: 1280, height: 800 });
    await owner.goto(versionHref({ ...address, page: 'decide' }));
    await owner.getByRole('region', { name: 'Your decision' }).getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(owner.getByText('Approved').first()).toBeVisible(APPLIED);
  });
});
