import type { PhaseName } from '#domain/phase/phase-names';
import type { Database } from '../sql/connection';
import { approvedSql, laneRetiredAtSql } from '../sql/fragments';

/** Where a lane stands: what its workflow decides on, and what it tells the report. Never its chains themselves. */
export interface LaneState {
  closed: boolean;
  retired: boolean;
  /** Its phases that have a chain. */
  opened: PhaseName[];
  /** Its phases with nothing left to do. */
  complete: PhaseName[];
  /** The approved version of each of its phases that has one. */
  approved: Partial<Record<PhaseName, string>>;
  /** The lanes inside it that live, and those of them in which nothing is left to do. */
  inside: { lanes: number; complete: number };
}

/** Reads where a lane stands, without a lock. @throws Error where there is no such lane: a workflow only asks for its own */
export async function laneState(db: Database, laneId: string): Promise<LaneState> {
  const { rows } = await db.pool.query<LaneState>(
    `select cr.closed_at is not null as closed, ${laneRetiredAtSql('l')} is not null as retired,
       array(select c.phase from chain c where c.lane_id = l.id order by c.position) as opened,
       array(select c.phase from chain c join chain_figures f on f.chain_id = c.id and f.complete where c.lane_id = l.id order by c.position) as complete,
       (select coalesce(jsonb_object_agg(c.phase, v.id), '{}') from chain c join version v on v.chain_id = c.id and ${approvedSql('v')} where c.lane_id = l.id) as approved,
       (select jsonb_build_object('lanes', count(*), 'complete', count(*) filter (where exists (select from chain c where c.lane_id = i.id)
           and not exists (select from chain c left join chain_figures f on f.chain_id = c.id where c.lane_id = i.id and f.complete is not true)))
         from lane i where i.parent_id = l.id and i.retired_at is null) as inside
     from lane l join cycle_report cr on cr.id = l.cycle_report_id where l.id = $1`,
    [laneId],
  );
  const [state] = rows;
  if (state === undefined) throw new Error(`no such lane: ${laneId}`);
  return state;
}
