import { Temporal } from 'temporal-polyfill';

/** The floor of time zones: one local time of a date (ISO), minutes after its midnight, as an instant in ms, and nothing of what clocks skip or show twice. */
export function bareConversion(date: string, minuteOfDay: number, timeZone: string): number {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 })
    .toZonedDateTime(timeZone).epochMilliseconds;
}
