import { HUE_GROUND } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import type { PhaseTile } from '#contract/views/work-views';
import { chainInReportKey } from '#domain/phase/chain-address';
import { PHASE_STATES } from './phase-state';

type StripTile = Pick<PhaseTile, 'phase' | 'instance' | 'label' | 'state' | 'schedule' | 'inPlan'>;

const SCHEDULE_WORDS: Record<PhaseTile['schedule'], string> = {
  none: '',
  on_track: ', on track',
  at_risk: ', at risk',
  past_due: ', past due',
};

/** One small cell for each phase, and for each instance of one, each with its state's sign and its words on hover and read aloud. */
export function PhaseStrip({ tiles }: { tiles: readonly StripTile[] }) {
  return (
    <ol className="flex gap-1" aria-label="Phases">
      {tiles.map((tile) => {
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
