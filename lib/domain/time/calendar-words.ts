import type { HolidayRule, Nth, OpenHours, Weekday, WorkCalendar } from './calendar';

export const WEEKDAY_LABELS: Record<Weekday, string> = {
  ...{ 1: 'Monday', 2: 'Tuesday', 3: 'Wednesday', 4: 'Thursday', 5: 'Friday' },
  ...{ 6: 'Saturday', 7: 'Sunday' },
};

export const MONTH_LABELS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;

const NTH: Record<Nth, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

const OBSERVED_WORDS = {
  same_day: '',
  sunday_on_monday: ', kept on Monday where it is a Sunday',
  nearest_weekday: ', kept on the nearest weekday',
} as const;

/** A rule as a sentence without its name: "the fourth Thursday of November". */
export function ruleInWords(rule: HolidayRule): string {
  const years = `${rule.from === undefined ? '' : `, since ${rule.from}`}${rule.until === undefined ? '' : `, until ${rule.until}`}`;
  return `${dayInWords(rule)}${years}`;
}

function dayInWords(rule: HolidayRule): string {
  switch (rule.kind) {
    case 'date':
      return `${rule.day} ${MONTH_LABELS[rule.month - 1]}${OBSERVED_WORDS[rule.observed]}`;
    case 'weekday':
      return `the ${NTH[rule.nth]} ${WEEKDAY_LABELS[rule.weekday]} of ${MONTH_LABELS[rule.month - 1]}`;
    case 'easter':
      return rule.days === 0
        ? 'Easter Sunday'
        : `${Math.abs(rule.days)} ${Math.abs(rule.days) === 1 ? 'day' : 'days'} ${rule.days > 0 ? 'after' : 'before'} Easter Sunday`;
  }
}

/** Hours of a day as text: "09:00-12:00, 13:00-17:00"; "closed" without any. */
export function hoursInWords(hours: readonly OpenHours[]): string {
  return hours.length === 0 ? 'closed' : hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(', ');
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Reads what `hoursInWords` writes, in whatever order; null where it is no list of hours, or some overlap. */
export function hoursFromWords(text: string): OpenHours[] | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '' || trimmed === 'closed') return [];
  const hours = trimmed.split(/\s*[,;]\s*/).map((part) => {
    const [, from, fromMinute, to, toMinute] = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(part) ?? [];
    return { from: Number(from) * 60 + Number(fromMinute), to: Number(to) * 60 + Number(toMinute) };
  });
  const sorted = hours.toSorted((one, other) => one.from - other.from);
  return areHours(sorted) && [...trimmed.matchAll(/:(\d{2})/g)].every(([, minute]) => Number(minute) < 60) ? sorted : null;
}

/** Whether hours of a day are whole minutes within it, ascending, and do not overlap. */
export function areHours(hours: readonly OpenHours[]): boolean {
  return hours.every(
    ({ from, to }, at) =>
      Number.isInteger(from) && Number.isInteger(to) && from >= (at === 0 ? 0 : (hours[at - 1]?.to ?? 0)) && from < to && to <= 1440,
  );
}

/** Other hours of single days, a line each: "2026-12-24 09:00-12:00" or "2026-12-31 closed". */
export function exceptionsInWords(exceptions: WorkCalendar['exceptions']): string {
  return Object.entries(exceptions)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, hours]) => `${day} ${hoursInWords(hours)}`)
    .join('\n');
}

/** Reads what `exceptionsInWords` writes; the first line that cannot be read, as text, where there is one. */
export function exceptionsFromWords(text: string): { exceptions: Record<string, OpenHours[]> } | { unread: string } {
  const exceptions: Record<string, OpenHours[]> = {};
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, day, rest] = /^(\d{4}-\d{2}-\d{2})\s*(.*)$/.exec(line) ?? [];
    const hours = rest === undefined ? null : hoursFromWords(rest);
    if (day === undefined || hours === null || !isDay(day)) return { unread: line };
    exceptions[day] = hours;
  }
  return { exceptions };
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
