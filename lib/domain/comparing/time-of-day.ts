/** A time of day as it was written. */
export interface TimeOfDay {
  minutes: number;
  /** Seconds with their fraction, without zeros at its end; null where none were written. */
  seconds: string | null;
  /** Minutes that the clock is ahead of UTC; null where no zone was written. */
  ahead: number | null;
}

const WRITTEN = /(?:^|[ tT])(?:at )?(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))? ?(?:([ap])\.?m\.?|(z)|([+-])(\d{2}):?(\d{2})?)?$/i;
const PACKED = /^\d{8}(\d{2})(\d{2})(\d{2})$/;

function secondsText(text: string | undefined): string | null {
  if (text === undefined) return null;
  const plain = text.replace(',', '.');
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}

/** The time that stands behind a day in a text ("… 14:30:05+01:00", "… 2:30 pm", yyyymmddhhmmss); null where none does. */
export function timeOfDay(text: string): TimeOfDay | null {
  const packed = PACKED.exec(text.trim());
  if (packed !== null) return { minutes: Number(packed[1]) * 60 + Number(packed[2]), seconds: packed[3] ?? null, ahead: null };
  const match = WRITTEN.exec(text.trim());
  if (match === null) return null;
  const [, hour, minute, seconds, half, utc, sign, aheadHours, aheadMinutes] = match;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const zone = (Number(aheadHours) * 60 + Number(aheadMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  return {
    minutes: hours * 60 + Number(minute),
    seconds: secondsText(seconds),
    ahead: utc !== undefined ? 0 : sign === undefined ? null : zone,
  };
}

/** A day, as days since 1 January 1970, with its time. */
export interface Moment {
  day: number;
  time: TimeOfDay | null;
}

/** Whether two moments are the same as far as both state them: seconds and zones count where both have them. */
export function sameMoment(a: Moment, b: Moment): boolean {
  if (a.time === null || b.time === null) return a.day === b.day;
  const isZoned = a.time.ahead !== null && b.time.ahead !== null;
  const minuteOf = ({ day, time }: Moment) => day * 1_440 + (time?.minutes ?? 0) - (isZoned ? (time?.ahead ?? 0) : 0);
  if (minuteOf(a) !== minuteOf(b)) return false;
  return a.time.seconds === null || b.time.seconds === null || a.time.seconds === b.time.seconds;
}
