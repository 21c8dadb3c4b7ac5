import { expect, type Page } from '@playwright/test';
import { openInLane, RecordedPage } from './recorded-page';

/** Data Owner ID of one line of business, as its executive and its owners use it. */
export class OwnersPage extends RecordedPage {
  static async open(page: Page, cycleReportId: string, lob: string): Promise<OwnersPage> {
    await openInLane(page, { cycleReportId, phase: 'data-owner-id', instance: lob });
    return new OwnersPage(page);
  }

  /** One of the views beside "Filter", which say how many rows they show. */
  async showOnly(view: string): Promise<void> {
    await this.button(new RegExp(`^${view} [\\d,]+$`)).click();
  }

  /** In the dialog that has been opened: chooses a person, says why where it is asked, and assigns. */
  async assignTo(name: string, reason = ''): Promise<void> {
    const { dialog } = this;
    await dialog.getByRole('radio', { name, exact: true }).check();
    if (reason !== '') {
      await expect(dialog.getByRole('button', { name: 'Assign', exact: true })).toHaveAttribute('aria-disabled', 'true');
      await dialog.getByLabel('Why it is another owner now').fill(reason);
    }
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async decline(reason: string): Promise<void> {
    const { dialog } = this;
    await dialog.getByLabel('Why it is not yours').fill(reason);
    await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}
