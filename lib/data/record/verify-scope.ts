/** What is verified: some cycle reports (null: all), and whether the installation's own stream as well. */
export interface VerifyScope {
  cycleReportIds: readonly string[] | null;
  installation: boolean;
}

/** How many links were followed, and what does not hold, in words. */
export interface Followed {
  count: number;
  problems: string[];
}

/** SQL of whether the stream of a row `e` is in scope; a row without a stream is, where everything is. Values: `scopeValues`. */
export const IN_SCOPE_SQL = `(e.stream = any($1::text[]) or ($1::text[] is null and e.stream is distinct from 'installation') or (e.stream = 'installation' and $2::boolean))`;

/** The values that `IN_SCOPE_SQL` takes as $1 and $2. */
export function scopeValues(scope: VerifyScope): [string[] | null, boolean] {
  return [scope.cycleReportIds?.map((id) => `cycle-report/${id}`) ?? null, scope.installation];
}
