import { BUSINESS_HOURS_A_DAY } from './calendar';

/** The shortest term that a demo may have. */
export const SHORTEST_TERM_SECONDS = 10;

/** Whether a term, in business hours, is none of whole hours: only a demo may have such. */
export function isShortTerm(businessHours: number): boolean {
  return !Number.isInteger(businessHours);
}

/** Business minutes as people say them: whole working days where it is some. */
export function allowanceWords(minutes: number): string {
  const days = minutes / 60 / BUSINESS_HOURS_A_DAY;
  if (Number.isInteger(days)) return `${days} working ${days === 1 ? 'day' : 'days'}`;
  return `${hoursWords(minutes)} of work`;
}

/** Minutes as hours and minutes: "7 h 30 min"; of a part of a minute alone, seconds. */
export function hoursWords(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  if (seconds > 0 && !Number.isInteger(minutes) && seconds < SECONDS_SAID_BELOW) return `${seconds} s`;
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours > 0 || rest === 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** Longer than this nobody counts seconds. */
const SECONDS_SAID_BELOW = 600;
