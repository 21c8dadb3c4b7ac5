import { formatCount } from '#components/ui/count-chips';
import { readersDay } from '#components/ui/day-words';
import type { BurnUpDay, BurnUpView } from '#contract/views/progress-views';

/** Where the straight line stands: "14" or "14.2". */
export function lineWords({ line }: Pick<BurnUpDay, 'line'>): string {
  return line.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** A day in a sentence, for whoever does not see the chart. */
export function burnUpDayWords({ day, approved, scope, line }: BurnUpDay): string {
  return `${readersDay(day)}: ${formatCount(approved)} of ${formatCount(scope)} approved, ${lineWords({ line })} by the straight line`;
}

/** A burn-up in two sentences: where it stands, and how far its scope has changed. */
export function burnUpWords({ days }: BurnUpView): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing to show yet.';
  const change = last.scope - first.scope;
  const scope =
    change === 0
      ? `As many as on ${readersDay(first.day)} are known.`
      : `${formatCount(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than on ${readersDay(first.day)} are known.`;
  return `${burnUpDayWords(last)}. ${scope}`;
}
