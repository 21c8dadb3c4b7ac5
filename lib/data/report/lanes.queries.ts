import { type Plan, planFanOuts, planPhases } from '#contract/plan';
import type { LaneView, PhaseTile } from '#contract/views/work-views';
import type { Queryable } from '../sql/connection';
import { emptyTile } from './phase-tiles.queries';

interface LaneRow {
  key: string;
  name: string;
  retiredAt: Date | null;
  retiredReason: string | null;
}

/** What needs somebody comes first, then what waits for answers; what is done with comes last. */
const ORDER: readonly LaneView['state'][] = ['in_progress', 'waiting', 'complete', 'retired'];
const MOST_URGENT: readonly PhaseTile['schedule'][] = ['past_due', 'at_risk', 'on_track', 'none'];

/**
 * Reads a report's lanes, each with a tile for every phase that the plan runs in it, taken from the report's own (`tiles`) where it has opened.
 * Lanes with something to do come first, and of those the most urgent.
 * @param laneKeys keys of the lanes that the reader may see; null: all
 */
export async function readLanes(
  db: Queryable,
  cycleReportId: string,
  plan: Plan,
  tiles: readonly PhaseTile[],
  laneKeys: ReadonlySet<string> | null,
): Promise<LaneView[]> {
  const { rows } = await db.query<LaneRow>(
    `select l.key, b.name, l.retired_at as "retiredAt", l.retired_reason as "retiredReason"
       from lane l join lob b on b.id = l.lob_id where l.cycle_report_id = $1 order by b.name, l.key`,
    [cycleReportId],
  );
  const fanOuts = planFanOuts(plan);
  const planned = planPhases(plan).filter(({ within }) => within !== null && fanOuts.includes(within));
  const lanes = rows
    .filter(({ key }) => laneKeys === null || laneKeys.has(key))
    .map(({ key, name, retiredAt, retiredReason }): LaneView => {
      const own = planned.map((placed) => {
        const opened = tiles.find((tile) => tile.lane === key && tile.phase === placed.node.phase);
        return opened ?? emptyTile({ cycleReportId, phase: placed.node.phase, instance: key }, placed, key);
      });
      const retired = retiredAt && { at: retiredAt.toISOString(), reason: retiredReason ?? '' };
      return { key, name, retired, state: retired ? 'retired' : laneState(own), tiles: own };
    });
  return lanes.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || urgency(one) - urgency(other));
}

/** A lane waits where every phase of it that is open does. */
function laneState(tiles: readonly PhaseTile[]): LaneView['state'] {
  if (tiles.every(({ state }) => state === 'complete')) return 'complete';
  const open = tiles.filter(({ state }) => state === 'in_progress' || state === 'waiting');
  return open.length > 0 && open.every(({ state }) => state === 'waiting') ? 'waiting' : 'in_progress';
}

function urgency({ tiles }: LaneView): number {
  return Math.min(...tiles.map(({ schedule }) => MOST_URGENT.indexOf(schedule)), MOST_URGENT.length);
}
