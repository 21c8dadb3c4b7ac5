import { Refusal } from '#domain/refusals';
import type { SqlClient } from './connection';

/** Where a version belongs, for writes beside its content. */
export interface VersionPlace {
  versionId: string;
  chainId: string;
  cycleReportId: string;
  phase: string;
  instance: string;
  number: number;
}

/** @throws Refusal `not_found`, or `report_closed` where the record can no longer change */
export async function placeOf(sql: SqlClient, versionId: string): Promise<VersionPlace> {
  const { rows } = await sql.query<VersionPlace & { closed: boolean }>(
    `SELECT v.id AS "versionId", v.chain_id AS "chainId", c.cycle_report_id AS "cycleReportId", c.phase, c.instance, v.number,
       cr.closed_at IS NOT NULL AS closed
     FROM version v JOIN chain c ON c.id = v.chain_id JOIN cycle_report cr ON cr.id = c.cycle_report_id WHERE v.id = $1`,
    [versionId],
  );
  const row = rows[0];
  if (!row) throw new Refusal('not_found');
  if (row.closed) throw new Refusal('report_closed');
  return row;
}
