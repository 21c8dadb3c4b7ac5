import type { SqlClient } from '../sql/connection';
import { SqlParams } from '../sql/sql-params';
import { requireIndependent } from './independence';
import { requireHolder } from './require-holder';

/**
 * Checks who is named as the tester of a report in its cycle: they hold the role, and do not decide on it.
 * @throws Refusal `invalid_input`, `tester_not_independent`
 */
export async function requireTester(sql: SqlClient, cycleReportId: string, testerId: string): Promise<void> {
  await requireHolder(sql, testerId, 'tester');
  const params = new SqlParams();
  await requireIndependent(sql, 'tester', testerId, `cr.id = ${params.bind(cycleReportId)}`, params);
}
