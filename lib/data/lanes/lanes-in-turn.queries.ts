import type { PhaseName } from '#domain/phase/phase-names';
import { COMPLETE_SQL } from '../sql/chain-complete';
import type { Database } from '../sql/connection';
import { UPGRADE_DUE_SQL } from '../sql/open-chains';

interface LaneRow {
  laneId: string;
  retired: boolean;
  /** Whether a phase has opened in it. */
  begun: boolean;
  complete: boolean;
}

export interface LanesInTurn {
  laneIds: string[];
  /** The report goes on by a later version first: the next lane opens by that. Left out otherwise. */
  upgradeDue?: true;
}

/**
 * Reads which lanes of a report (`laneId` null), or inside a lane, may run where they run one after the other: those that have begun and, where
 * nothing is left to do in any of these, the one that was listed first of the others. A lane is complete when all its `phases` are, and whatever opened in
 * the lanes inside it.
 */
export async function lanesInTurn(
  db: Database,
  { cycleReportId, laneId, phases }: { cycleReportId: string; laneId: string | null; phases: readonly PhaseName[] },
): Promise<LanesInTurn> {
  const { rows } = await db.pool.query<LaneRow>(
    `select l.id as "laneId", l.retired_at is not null as retired, exists (select from chain c where c.lane_id = l.id) as begun,
       array(select c.phase from chain c where c.lane_id = l.id and ${COMPLETE_SQL}) @> $3::text[]
         and not exists (select from chain c join lane l on l.id = c.lane_id where l.parent_id = outside.id and l.retired_at is null and not (${COMPLETE_SQL})) as complete
     from lane l cross join lateral (select l.id) outside
     where l.cycle_report_id = $1 and l.parent_id is not distinct from $2::uuid order by l.opened_at, length(l.key), l.key`,
    [cycleReportId, laneId, phases],
  );
  const begun = rows.filter((lane) => lane.begun);
  const isFree = begun.every(({ retired, complete }) => retired || complete);
  const next = isFree ? rows.filter((lane) => !lane.begun && !lane.retired).slice(0, 1) : [];
  const report = await db.pool.query<{ due: boolean }>(`select ${UPGRADE_DUE_SQL} as due from cycle_report where id = $1`, [cycleReportId]);
  if (laneId === null && report.rows[0]?.due) return { laneIds: begun.map((lane) => lane.laneId), upgradeDue: true };
  return { laneIds: [...begun, ...next].map((lane) => lane.laneId) };
}
