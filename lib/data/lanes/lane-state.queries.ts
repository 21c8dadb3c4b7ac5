import type { PhaseName } from '#domain/phase/phase-names';
import { COMPLETE_SQL } from '../sql/chain-complete';
import type { Database } from '../sql/connection';
import { approvedSql, laneRetiredAtSql } from '../sql/fragments';
import { LISTING_DUE_SQL } from '../sql/listing-due';

/** Where a lane stands: what its workflow decides on, and what it tells the report. Never its chains themselves. */
export interface LaneState {
  closed: boolean;
  retired: boolean;
  /** Its phases that have a chain. */
  opened: PhaseName[];
  /** Its phases with nothing left to do, and those of the lanes inside it that have nothing left to do in any of them. */
  complete: PhaseName[];
  /** Those in which something is done; absent in runs that began before phases opened by it. */
  begun?: PhaseName[];
  /** Those that hold what was listed from other versions than now, or before later verdicts; absent in runs as `begun`. */
  listingDue?: PhaseName[];
  /** The approved version of each of its phases that has one. */
  approved: Partial<Record<PhaseName, string>>;
  /** The lanes inside it that live, and those of them in which nothing is left to do. */
  inside: { lanes: number; complete: number };
}

/**
 * SQL of the phases that are complete in every living lane inside lane $1. None where a version is in force from which those lanes are still
 * to be listed: who comes by it has no lane yet.
 */
const COMPLETE_INSIDE_SQL = `array(select c.phase from lane l join chain c on c.lane_id = l.id
    where l.parent_id = $1 and l.retired_at is null and not exists (select from lane j join version v on v.id = j.listed_from and not ${approvedSql('v')}
      where j.parent_id = $1 and j.retired_at is null)
    group by c.phase, c.position having count(*) filter (where ${COMPLETE_SQL}) = (select count(*) from lane k where k.parent_id = $1 and k.retired_at is null)
    order by c.position)`;

/**
 * Reads where a lane stands, without a lock. @throws Error where there is no such lane: a workflow only asks for its own
 * @param phasesInside the phases of each lane inside it, all of which have to be complete; left out: those that are open
 */
export async function laneState(db: Database, laneId: string, phasesInside: readonly PhaseName[] = []): Promise<LaneState> {
  const { rows } = await db.pool.query<LaneState>(
    `select cr.closed_at is not null as closed, ${laneRetiredAtSql('l')} is not null as retired,
       array(select c.phase from chain c where c.lane_id = l.id order by c.position) as opened,
       array(select c.phase from chain c where c.lane_id = l.id and ${COMPLETE_SQL} order by c.position) || ${COMPLETE_INSIDE_SQL} as complete,
       array(select c.phase from chain c join chain_figures f on f.chain_id = c.id and f.open < f.total where c.lane_id = l.id order by c.position) as begun,
       array(select c.phase from chain c where c.lane_id = l.id and ${LISTING_DUE_SQL} order by c.position) as "listingDue",
       (select coalesce(jsonb_object_agg(c.phase, v.id), '{}') from chain c join version v on v.chain_id = c.id and ${approvedSql('v')} where c.lane_id = l.id) as approved,
       (select jsonb_build_object('lanes', count(*), 'complete', count(*) filter (where i.opened and i.complete and i.phases @> $2::text[])) from (
         select exists (select from chain c where c.lane_id = l.id) as opened, array(select c.phase from chain c where c.lane_id = l.id) as phases,
           not exists (select from chain c where c.lane_id = l.id and not (${COMPLETE_SQL})) as complete
         from lane l where l.parent_id = $1 and l.retired_at is null) i) as inside
     from lane l join cycle_report cr on cr.id = l.cycle_report_id where l.id = $1`,
    [laneId, phasesInside],
  );
  const [state] = rows;
  if (state === undefined) throw new Error(`no such lane: ${laneId}`);
  return state;
}
