import { HUE_GROUND } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import type { PhaseTile } from '#contract/views/work-views';
import { chainInReportKey } from '#domain/phase/chain-address';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { PHASE_STATES } from './phase-state';

type StripTile = Pick<PhaseTile, 'phase' | 'instance' | 'lane' | 'label' | 'state' | 'schedule' | 'inPlan'>;

/** The first of these that a lane is in says where a phase stands that runs in several. */
const STATE_ORDER: readonly PhaseTile['state'][] = ['in_progress', 'waiting', 'not_started', 'complete', 'not_in_plan'];
const SCHEDULE_ORDER: readonly PhaseTile['schedule'][] = ['past_due', 'at_risk', 'on_track', 'none'];

/** The tiles of a strip: a phase that runs in lanes has one, which stands as the lane that is behind. */
export function stripTiles(tiles: readonly StripTile[]): StripTile[] {
  return tiles.flatMap((tile, at) => {
    if (tile.lane === null) return [tile];
    const lanes = tiles.filter(({ phase, lane }) => lane !== null && phase === tile.phase);
    if (tiles.findIndex(({ phase }) => phase === tile.phase) !== at) return [];
    const behind = lanes.toSorted((one, other) => STATE_ORDER.indexOf(one.state) - STATE_ORDER.indexOf(other.state))[0] ?? tile;
    const late = lanes.toSorted((one, other) => SCHEDULE_ORDER.indexOf(one.schedule) - SCHEDULE_ORDER.indexOf(other.schedule))[0] ?? tile;
    const complete = lanes.filter(({ state }) => state === 'complete').length;
    const label = `${PHASE_LABELS[tile.phase]}, ${complete} of ${lanes.length} lanes complete`;
    return [{ ...tile, label, state: behind.state, schedule: late.schedule }];
  });
}

const SCHEDULE_WORDS: Record<PhaseTile['schedule'], string> = {
  none: '',
  on_track: ', on track',
  at_risk: ', at risk',
  past_due: ', past due',
};

/** One small cell for each phase, and for each instance of one, each with its state's sign and its words on hover and read aloud. */
export function PhaseStrip({ tiles }: { tiles: readonly StripTile[] }) {
  return (
    <ol className="flex flex-wrap gap-1" aria-label="Phases">
      {stripTiles(tiles).map((tile) => {
        const { word, hue, icon: Icon } = PHASE_STATES[tile.state];
        const words = `${tile.label}: ${word}${SCHEDULE_WORDS[tile.schedule]}`;
        return (
          <li
            key={chainInReportKey(tile)}
            title={words}
            className={cx(
              'flex size-6 items-center justify-center rounded-sm border',
              tile.inPlan ? HUE_GROUND[hue] : 'border-dashed border-line-strong text-faint',
              tile.schedule === 'past_due' && 'ring-2 ring-bad',
              tile.schedule === 'at_risk' && 'ring-2 ring-warn',
            )}
          >
            <Icon aria-hidden className="size-3.5" />
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
    </ol>
  );
}
