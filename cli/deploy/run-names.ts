import { workflowInWords } from '#contract/workflow-words';
import type { Queryable } from '#data/sql/connection';
import { readReportTitles } from '#data/tracking/report-titles.queries';

/** Names runs by report and phase or lane, by the ids of their workflows; those of no report are left out. */
export async function namesOfRuns(db: Queryable, workflowIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const titles = await readReportTitles(db, [...new Set(workflowIds.map(reportOf))]);
  return new Map(
    workflowIds.flatMap((workflowId): [string, string][] => {
      const title = titles.get(reportOf(workflowId));
      if (title === undefined) return [];
      const isWhole = workflowId.split('/').length === 2;
      return [[workflowId, isWhole ? title : `${title}: ${workflowInWords(workflowId)}`]];
    }),
  );
}

function reportOf(workflowId: string): string {
  const [kind, id = ''] = workflowId.split('/');
  return kind === 'cycle-report' ? id : '';
}
