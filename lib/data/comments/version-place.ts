import type { ChainAddress } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { SqlClient } from '../sql/connection';

/** Where a version belongs, for writes beside its content. */
export interface VersionPlace extends ChainAddress {
  versionId: string;
  chainId: string;
  number: number;
}

/** @throws Refusal `not_found`, or `report_closed` where the record can no longer change */
export async function placeOf(sql: SqlClient, versionId: string): Promise<VersionPlace> {
  const { rows } = await sql.query<VersionPlace & { closed: boolean }>(
    `select v.id as "versionId", v.chain_id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, v.number,
       cr.closed_at is not null as closed
     from version v join chain c on c.id = v.chain_id join cycle_report cr on cr.id = c.cycle_report_id where v.id = $1`,
    [versionId],
  );
  const row = rows[0];
  if (!row) throw new Refusal('not_found');
  if (row.closed) throw new Refusal('report_closed');
  return row;
}
