import { HMDA_TABLE, type NumberedTwoStageTable, type TwoStageTable } from '#domain/sampling/two-stage';
import type { Queryable } from '../sql/connection';

/** The two-stage table that is in force at this moment. */
export async function twoStageTableInForce(db: Queryable): Promise<NumberedTwoStageTable> {
  return await twoStageTableInForceAt(db, null);
}

/** The two-stage table in force on a day (ISO date) that is to come, as far as it is planned; null: now. */
export async function twoStageTableInForceAt(db: Queryable, day: string | null): Promise<NumberedTwoStageTable> {
  const { rows } = await db.query<{ number: number; definition: TwoStageTable }>(
    `select number, definition from two_stage_table where valid_from <= greatest(clock_timestamp(), $1::date)
      order by valid_from desc, number desc limit 1`,
    [day],
  );
  const [row] = rows;
  return row ? { number: row.number, table: row.definition } : { number: 0, table: HMDA_TABLE };
}
