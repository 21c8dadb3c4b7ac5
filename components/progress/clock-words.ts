import type { PhaseTile } from '#contract/views/work-views';
import { allowanceWords } from '#domain/time/allowance-words';

/** How many phases of a report have a clock that was changed, as a sentence; null where none has. */
export function changedClocksInWords(tiles: readonly Pick<PhaseTile, 'clock' | 'state'>[]): string | null {
  const open = tiles.filter(({ state }) => state === 'in_progress' || state === 'waiting');
  const paused = open.filter(({ clock }) => clock?.paused).length;
  const extended = open.filter(({ clock }) => (clock?.extendedMinutes ?? 0) > 0);
  const minutes = extended.reduce((sum, { clock }) => sum + (clock?.extendedMinutes ?? 0), 0);
  const parts = [
    paused > 0 ? `${paused} paused` : null,
    extended.length > 0 ? `${extended.length} extended, by ${allowanceWords(minutes)} in all` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Clocks of open phases: ${parts.join('; ')}.`;
}
