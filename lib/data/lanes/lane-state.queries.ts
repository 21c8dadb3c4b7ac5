import type { PhaseName } from '#domain/phase/phase-names';
import type { Database } from '../sql/connection';

/** Where a lane stands: what its workflow decides on, and what it tells the report. Never its chains themselves. */
export interface LaneState {
  closed: boolean;
  retired: boolean;
  /** Its phases that have a chain. */
  opened: PhaseName[];
  /** Its phases with nothing left to do. */
  complete: PhaseName[];
}

/** Reads where a lane stands, without a lock. @throws Error where there is no such lane: a workflow only asks for its own */
export async function laneState(db: Database, laneId: string): Promise<LaneState> {
  const { rows } = await db.pool.query<LaneState>(
    `select cr.closed_at is not null as closed, l.retired_at is not null as retired,
       array(select c.phase from chain c where c.lane_id = l.id order by c.position) as opened,
       array(select c.phase from chain c join chain_figures f on f.chain_id = c.id and f.complete where c.lane_id = l.id order by c.position) as complete
     from lane l join cycle_report cr on cr.id = l.cycle_report_id where l.id = $1`,
    [laneId],
  );
  const [state] = rows;
  if (state === undefined) throw new Error(`no such lane: ${laneId}`);
  return state;
}
