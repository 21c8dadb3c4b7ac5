import { type Plan, type PlanFanOut, planFanOuts, planPhases } from '#contract/plan';
import type { LaneView, PhaseTile } from '#contract/views/work-views';
import type { Queryable } from '../sql/connection';
import { laneRetiredAtSql, laneRetiredReasonSql } from '../sql/fragments';
import { emptyTile } from './phase-tiles.queries';

export interface LaneRow {
  key: string;
  /** Of a lane inside another: that one's. */
  parentKey: string | null;
  name: string;
  retiredAt: Date | null;
  retiredReason: string | null;
}

/** What needs somebody comes first, then what waits for answers; what is done with comes last. */
const ORDER: readonly LaneView['state'][] = ['in_progress', 'waiting', 'complete', 'retired'];
const MOST_URGENT: readonly PhaseTile['schedule'][] = ['past_due', 'at_risk', 'on_track', 'none'];

/** Reads the lanes of a report, in the order of their names. */
export async function readLanes(db: Queryable, cycleReportId: string): Promise<LaneRow[]> {
  const { rows } = await db.query<LaneRow>(
    `select l.key, outer_lane.key as "parentKey", case when l.parent_id is null then b.name else o.name end as name,
            ${laneRetiredAtSql('l')} as "retiredAt", ${laneRetiredReasonSql('l')} as "retiredReason"
       from lane l join lob b on b.id = l.lob_id left join lane outer_lane on outer_lane.id = l.parent_id left join app_user o on o.id = l.owner_id
      where l.cycle_report_id = $1 order by b.name, name, l.key`,
    [cycleReportId],
  );
  return rows;
}

/**
 * A report's lanes, each with a tile for every phase that the plan runs in it, taken from the report's own (`tiles`) where it has opened. Lanes
 * with something to do come first, and of those the most urgent.
 * @param laneKeys keys of the lanes that the reader may see; null: all
 */
export function laneViews(
  rows: readonly LaneRow[],
  cycleReportId: string,
  plan: Plan,
  tiles: readonly PhaseTile[],
  laneKeys: ReadonlySet<string> | null,
): LaneView[] {
  const inLanes = planPhases(plan);
  const tileAt = new Map(tiles.map((tile) => [`${tile.lane ?? ''} ${tile.phase}`, tile]));
  const viewsIn = (parentKey: string | null, fanOuts: readonly PlanFanOut[]): LaneView[] =>
    rows
      .filter((row) => row.parentKey === parentKey)
      .flatMap(({ key, name, retiredAt, retiredReason }): LaneView[] => {
        const planned = inLanes.filter(({ within }) => within !== null && fanOuts.includes(within));
        const inside = viewsIn(key, fanOuts.flatMap(planFanOuts));
        const isSeen = laneKeys === null || laneKeys.has(key);
        if (!isSeen && inside.length === 0) return [];
        const own = !isSeen
          ? []
          : planned.map((placed) => {
              const address = { cycleReportId, phase: placed.node.phase, instance: key };
              return tileAt.get(`${key} ${placed.node.phase}`) ?? emptyTile(address, placed, key);
            });
        const retired = retiredAt && { at: retiredAt.toISOString(), reason: retiredReason ?? '' };
        return [{ key, name, retired, state: retired ? 'retired' : laneState(own, inside), tiles: own, lanes: inside }];
      })
      .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || urgency(one) - urgency(other));
  return viewsIn(null, planFanOuts(plan));
}

/** A lane waits where everything in it that is open does; it is complete when all in it is, or has ended. */
function laneState(tiles: readonly PhaseTile[], inside: readonly LaneView[]): LaneView['state'] {
  const states = [...tiles.map(({ state }) => state), ...inside.flatMap(({ state }) => (state === 'retired' ? [] : [state]))];
  if (states.every((state) => state === 'complete')) return 'complete';
  const open = states.filter((state) => state === 'in_progress' || state === 'waiting');
  return open.length > 0 && open.every((state) => state === 'waiting') ? 'waiting' : 'in_progress';
}

function urgency({ tiles, lanes }: LaneView): number {
  return Math.min(...tiles.map(({ schedule }) => MOST_URGENT.indexOf(schedule)), ...lanes.map(urgency), MOST_URGENT.length);
}
