import type { ProgressCell } from '#contract/views/progress-views';
import { percent } from '#domain/percent';
import { INSTANCE_STATE_LABELS } from '#domain/progress/instance-state';

const EXACT = 1_000_000;

/** A figure from 0 to 1 in whole per cent; never 100 where something is left, nor 0 where something is done. */
export function percentWords(figure: number): string {
  return `${percent(Math.round(figure * EXACT), EXACT, 0) ?? '0'} %`;
}

/** The tooltip of a cell: what the colour and the bar say. */
export function cellWords({ planned, spread, state, counts, known, progress, steps }: ProgressCell): string {
  if (!planned) return 'Not in this plan';
  if (!spread) return 'Its lines of business are known once the sample is approved';
  const finished = `${counts.complete ?? 0} of ${known} finished`;
  return `${INSTANCE_STATE_LABELS[state]} · ${finished} · workflow ${percentWords(progress)} (${steps.passed} of ${steps.due} steps passed)`;
}
