import { test } from './fixtures';
import { DemoReports } from './pages/demo-reports';
import { DIALOG_PLACES } from './pages/dialog-list';
import { expectDialogManners } from './pages/dialog-manners';

for (const part of new Set(DIALOG_PLACES.map(({ as }) => as))) {
  test(`every dialog of the demo’s ${part} takes the focus, is closed by Esc alone, and gives the focus back`, async ({ as }) => {
    test.setTimeout(120_000);
    const page = await as(part);
    // Whoever works in a lane alone sees no list of reports.
    const reports = await DemoReports.seenBy(await as('executive'));
    for (const { place, path, dialogs } of DIALOG_PLACES.filter((one) => one.as === part)) {
      await page.goto(await path(reports, page));
      for (const dialog of dialogs) {
        await test.step(`${dialog.title} on ${place}`, async () => {
          await dialog.first?.(page);
          await expectDialogManners(page, dialog.by(page), dialog);
        });
      }
    }
  });
}
