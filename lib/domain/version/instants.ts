/** An instant as PostgreSQL writes it into JSON, ISO 8601 with a zone: the fraction of its second, if it has one, apart. */
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/;

/** An instant as microseconds since 1970, which the database counts in and a `Date` cannot hold; NaN of what is no instant. */
export function microsecondsOf(instant: string): number {
  const [, seconds, fraction = '', zone] = INSTANT.exec(instant) ?? [];
  if (seconds === undefined || zone === undefined) return Number.NaN;
  return Date.parse(`${seconds}${zone}`) * 1000 + Number(fraction.padEnd(6, '0'));
}
