import { expect, type Page } from '@playwright/test';
import { versionHref } from '#contract/addresses';
import type { ItemPage } from '#contract/views/version-views';
import type { CyclesView, LaneView, PhaseTile, ReportView } from '#contract/views/work-views';
import type { PhaseName } from '#domain/phase/phase-names';

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
  notStarted: 'Construction Loans Register',
  observed: 'Second Homes Register',
  signed: 'Condominium Register',
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
    const [found] = this.named(reportName);
    if (!found) throw new Error(`${reportName} is not among the reports of the demo that this person sees.`);
    return `/reports/${found.cycleReportId}`;
  }

  /** Where a phase runs in a lane of a report, in whichever cycle: of the lanes that the person of a page sees, the one furthest on. */
  async inLane(reportName: string, phase: PhaseName, page: Page): Promise<string> {
    const reports = this.named(reportName).map(({ cycleReportId }) => readJson<ReportView>(page, `/api/reports/${cycleReportId}`));
    const all = (await Promise.all(reports)).flatMap(({ tiles, lanes }) => [...tiles, ...tilesOf(lanes)]);
    const [furthest] = all
      .filter((tile) => tile.phase === phase && tile.chainId !== null)
      .sort((one, other) => (other.done?.count ?? 0) - (one.done?.count ?? 0));
    if (!furthest) throw new Error(`${reportName} has no lane of ${phase} that this person sees.`);
    return versionHref(furthest);
  }

  /** Key of the first item of the newest version of a phase. */
  async firstKey(reportName: string, phase: string): Promise<string> {
    const report = await readJson<ReportView>(this.page, `/api${this.path(reportName)}`);
    const version = report.tiles.find((tile) => tile.phase === phase)?.current;
    if (!version) throw new Error(`${reportName} has no version of ${phase}.`);
    const items = await readJson<ItemPage>(this.page, `/api/versions/${version.id}/items?limit=1`);
    return items.rows[0]?.key ?? '';
  }

  private named(reportName: string): CyclesView['cycles'][number]['reports'] {
    return this.cycles.cycles.flatMap((cycle) => cycle.reports).filter((report) => report.reportName === reportName);
  }
}

function tilesOf(lanes: readonly LaneView[]): PhaseTile[] {
  return lanes.flatMap((lane) => [...lane.tiles, ...tilesOf(lane.lanes)]);
}

async function readJson<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(path);
  expect(response.ok(), path).toBe(true);
  return (await response.json()) as T;
}
