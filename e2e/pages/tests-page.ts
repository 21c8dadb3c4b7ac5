import { expect, type Locator, type Page } from '@playwright/test';
import { openInLane, RecordedPage } from './recorded-page';

/** Test Execution of one data owner, as tester and Test Executive use it. */
export class TestsPage extends RecordedPage {
  static async open(page: Page, cycleReportId: string, instance: string): Promise<TestsPage> {
    await openInLane(page, { cycleReportId, phase: 'test-execution', instance });
    return new TestsPage(page);
  }

  /** The panel of the first test that is shown. */
  async openFirst(): Promise<Locator> {
    await this.page.getByRole('grid').getByRole('rowheader').first().focus();
    await this.page.keyboard.press('Enter');
    const panel = this.page.getByRole('complementary').filter({ hasText: 'All fields' });
    await expect(panel.getByRole('region', { name: 'Test' })).toBeVisible();
    return panel;
  }
}
