const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From long to short; a month counts 30 days and a year 365. */
const UNITS = [
  { unit: 'year', ms: 365 * DAY_MS, unitDisplay: 'long' },
  { unit: 'month', ms: 30 * DAY_MS, unitDisplay: 'long' },
  { unit: 'day', ms: DAY_MS, unitDisplay: 'long' },
  { unit: 'hour', ms: HOUR_MS, unitDisplay: 'long' },
  { unit: 'minute', ms: MINUTE_MS, unitDisplay: 'short' },
] as const;
const SECOND = { unit: 'second', ms: 1000, unitDisplay: 'long' } as const;

/** A span of milliseconds, of either sign, in the longest unit of which it is one or more, rounded: "3 hours", "5 min". */
export function spanInWords(spanMs: number): string {
  const ms = Math.abs(spanMs);
  const { unit, ms: unitMs, unitDisplay } = UNITS.find((one) => ms >= one.ms) ?? SECOND;
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay, maximumFractionDigits: 0 }).format(Math.round(ms / unitMs));
}

/** "3 hours ago", "in 5 min". */
export function fromNowInWords(at: Date, now: Date): string {
  const spanMs = at.getTime() - now.getTime();
  return spanMs < 0 ? `${spanInWords(spanMs)} ago` : `in ${spanInWords(spanMs)}`;
}

/** How long ago, in whole days from two on: "40 days ago", "3 hours ago". For what is counted in days, months would say too little. */
export function ageInWords(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY_MS);
  if (days >= 2) return `${days} days ago`;
  return now.getTime() - at.getTime() < MINUTE_MS ? 'just now' : fromNowInWords(at, now);
}
