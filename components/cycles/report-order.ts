import type { CycleTile, CycleView } from '#contract/views/work-views';

export type CycleReport = CycleView['reports'][number];

const URGENCY: Record<CycleTile['schedule'], number> = { past_due: 0, at_risk: 1, on_track: 2, none: 3 };

/** What is asked of the list: words in the name of the report or of its people, and how urgent it is at least. */
export interface CycleQuestion {
  text: string;
  schedule: 'all' | 'late_or_at_risk';
}

function mostUrgent(one: CycleTile, other: CycleTile): number {
  return URGENCY[one.schedule] - URGENCY[other.schedule] || Date.parse(one.dueAt ?? '9999') - Date.parse(other.dueAt ?? '9999') || 0;
}

/** The phases of a report that are open, the most urgent first: by schedule, then by date. */
export function openTiles(report: CycleReport): readonly CycleTile[] {
  if (report.state === 'closed') return [];
  return report.tiles.filter((tile) => tile.state === 'in_progress' || tile.state === 'waiting').toSorted(mostUrgent);
}

/** Whether every phase of the report's plan is approved. */
export function isThrough({ tiles }: CycleReport): boolean {
  const planned = tiles.filter((tile) => tile.inPlan);
  return planned.length > 0 && planned.every((tile) => tile.state === 'complete');
}

/** The reports that answer a question, the most urgent first; what waits for nobody comes last, by name. */
export function orderReports(reports: readonly CycleReport[], { text, schedule }: CycleQuestion): readonly CycleReport[] {
  const wanted = text.trim().toLowerCase();
  return reports
    .map((report) => ({ report, first: openTiles(report)[0] }))
    .filter(({ report, first }) => {
      if (schedule !== 'all' && (first === undefined || URGENCY[first.schedule] > URGENCY.at_risk)) return false;
      return [report.reportName, report.tester?.name, report.owner?.name].some((name) => name?.toLowerCase().includes(wanted));
    })
    .toSorted((one, other) => {
      if (one.first && other.first) return mostUrgent(one.first, other.first);
      return (
        Number(one.first === undefined) - Number(other.first === undefined) || one.report.reportName.localeCompare(other.report.reportName)
      );
    })
    .map(({ report }) => report);
}
