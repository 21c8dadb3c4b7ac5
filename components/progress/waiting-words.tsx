/** "3 days", "5 hours", "12 minutes" from minutes; the largest unit that fits, rounded down. */
export function durationWords(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return plural(Math.floor(minutes), 'minute');
  if (minutes < 60 * 48) return plural(Math.floor(minutes / 60), 'hour');
  return plural(Math.floor(minutes / 1440), 'day');
}

/** "1 day", "3 days". */
function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
