const PREFIX = 'older/';

/** Under which key the reconciler lists that a report's workflows carried out more than the tables hold (architecture.md, "Reconciling"). */
export function behindKey(cycleReportId: string): string {
  return `${PREFIX}${cycleReportId}`;
}

/** SQL of whether that stands listed of a report. */
export function behindSql(cycleReport: 'cr'): string {
  return `exists (select from reconcile_difference behind where behind.key = '${PREFIX}' || ${cycleReport}.id and behind.resolved_at is null)`;
}
