import type { AdminTwoStageTable, TwoStageTableVersion } from '#contract/views/admin-views';
import { HMDA_TABLE, type TwoStageTable } from '#domain/sampling/two-stage';
import type { Queryable } from '../sql/connection';

interface VersionRow {
  number: number;
  definition: TwoStageTable;
  validFrom: Date;
  by: string | null;
  reason: string;
  planned: boolean;
}

/** The two-stage table with its versions; as delivered where nobody has saved one. */
export async function readTwoStageTable(db: Queryable): Promise<AdminTwoStageTable> {
  const { rows } = await db.query<VersionRow>(
    `select k.number, k.definition, k.valid_from as "validFrom", u.name as by, k.reason, k.valid_from > now() as planned
       from two_stage_table k left join app_user u on u.id = k.created_by_id order by k.valid_from desc, k.number desc`,
  );
  const planned = rows.filter((row) => row.planned).map(versionOf);
  const past = [...rows.filter((row) => !row.planned).map(versionOf), AS_DELIVERED];
  const [inForce = AS_DELIVERED, ...earlier] = past;
  return { ...inForce, planned: planned.reverse(), earlier };
}

const AS_DELIVERED: TwoStageTableVersion = {
  number: 0,
  table: HMDA_TABLE,
  validFrom: new Date(0).toISOString(),
  by: null,
  reason: 'Default',
};

function versionOf({ number, definition, validFrom, by, reason }: VersionRow): TwoStageTableVersion {
  return { number, table: definition, validFrom: validFrom.toISOString(), by, reason };
}
