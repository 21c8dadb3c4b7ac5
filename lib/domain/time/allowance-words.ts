import { BUSINESS_HOURS_A_DAY } from './calendar';

/** Business minutes as people say them: whole working days where it is some. */
export function allowanceWords(minutes: number): string {
  const days = minutes / 60 / BUSINESS_HOURS_A_DAY;
  if (Number.isInteger(days)) return `${days} working ${days === 1 ? 'day' : 'days'}`;
  return `${hoursWords(minutes)} of work`;
}

/** Minutes as hours and minutes: "7 h 30 min". */
export function hoursWords(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours > 0 || rest === 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}
