import type { AdminTwoStageTable, TwoStageTableVersion } from '#contract/views/admin-views';
import { HMDA_TABLE, type TwoStageTable } from '#domain/sampling/two-stage';
import type { Queryable } from '../sql/connection';
import { AS_DELIVERED, type DatedRow, datedVersion, datedVersions } from './dated-versions';

interface VersionRow extends DatedRow {
  definition: TwoStageTable;
}

/** The two-stage table with its versions; as delivered where nobody has saved one. */
export async function readTwoStageTable(db: Queryable): Promise<AdminTwoStageTable> {
  const { rows } = await db.query<VersionRow>(
    `select k.number, k.definition, k.valid_from as "validFrom", u.name as by, k.reason, k.valid_from > now() as planned
       from two_stage_table k left join app_user u on u.id = k.created_by_id order by k.valid_from desc, k.number desc`,
  );
  const { inForce, ...others } = datedVersions(rows, versionOf, { ...AS_DELIVERED, table: HMDA_TABLE });
  return { ...inForce, ...others };
}

function versionOf(row: VersionRow): TwoStageTableVersion {
  return { ...datedVersion(row), table: row.definition };
}
