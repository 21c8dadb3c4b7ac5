import type { SqlClient } from '../sql/connection';
import { approvedPlaces } from './approved-places.queries';

/** Says that a draft of a final report was made from what is approved now; its figures were derived from that. */
export async function renewInputs(sql: SqlClient, cycleReportId: string, versionId: string): Promise<void> {
  const inputs = (await approvedPlaces(sql, cycleReportId)).map((place) => place.versionId);
  await sql.query('delete from version_input where version_id = $1 and upstream_id <> all($2::uuid[])', [versionId, inputs]);
  await sql.query(
    `insert into version_input (version_id, upstream_id, content_hash)
     select $1, u.id, u.content_hash from version u where u.id = any($2::uuid[]) on conflict do nothing`,
    [versionId, inputs],
  );
}
