import { expect, type Page } from '@playwright/test';
import type { ItemPage } from '#contract/views/version-views';
import type { CyclesView, ReportView } from '#contract/views/work-views';

/** Reports of the demo by what stands in them. */
export const DEMO_REPORTS = {
  waiting: 'Mortgage Disclosure Register',
  revised: 'Branch Lending Register',
  approved: 'Purchased Loans Register',
  returned: 'Home Equity Register',
  imported: 'Commercial Mortgage Register',
  opened: 'Multifamily Register',
  profiled: 'Reverse Mortgage Register',
  rulesWaiting: 'Manufactured Homes Register',
  rulesRevised: 'Refinancing Register',
  scopeWaiting: 'Rural Lending Register',
  scopeReturned: 'Student Housing Register',
} as const;

/** Reports of the demo, found by the name that people read; answers what this person may see. */
export class DemoReports {
  private constructor(
    private readonly page: Page,
    private readonly cycles: CyclesView,
  ) {}

  static async seenBy(page: Page): Promise<DemoReports> {
    return new DemoReports(page, await readJson<CyclesView>(page, '/api/cycles'));
  }

  path(reportName: string): string {
    const found = this.cycles.cycles.flatMap((cycle) => cycle.reports).find((report) => report.reportName === reportName);
    if (!found) throw new Error(`${reportName} is not among the reports of the demo that this person sees.`);
    return `/reports/${found.cycleReportId}`;
  }

  /** Key of the first item of the newest version of a phase. */
  async firstKey(reportName: string, phase: string): Promise<string> {
    const report = await readJson<ReportView>(this.page, `/api${this.path(reportName)}`);
    const version = report.tiles.find((tile) => tile.phase === phase)?.current;
    if (!version) throw new Error(`${reportName} has no version of ${phase}.`);
    const items = await readJson<ItemPage>(this.page, `/api/versions/${version.id}/items?limit=1`);
    return items.rows[0]?.key ?? '';
  }
}

async function readJson<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(path);
  expect(response.ok(), path).toBe(true);
  return (await response.json()) as T;
}
