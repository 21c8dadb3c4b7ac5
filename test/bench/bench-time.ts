import { addBusinessTime, openIntervals } from '#domain/time/business-time';
import { FEDERAL_RESERVE } from '#domain/time/calendar';
import { datePlusDays, instantAt } from '#domain/time/zoned';
import { bareConversion } from './bare-conversion';
import { type BenchLine, sideBySide } from './measurement';

const ROUNDS = 30;
const INSTANTS = 2_000;
const DEADLINES = 400;
const HOUR_MS = 3_600_000;
/** Two days of work. */
const ALLOWANCE_MS = 16 * HOUR_MS;
/** Hours between the moments that deadlines are counted from: they fall on each weekday, into hours of work and outside them, and over two years. */
const APART_HOURS = 43;
const FIRST_DAY = '2026-01-01';
const NINE = 9 * 60;
const { timeZone } = FEDERAL_RESERVE;

/**
 * Time zones and business time, a second: local times of days that nobody asked for before, as instants, beside the bare conversion; and deadlines by a
 * calendar with holidays beside as many bare conversions as openings and closings lie before them, of the same two years again and again, as
 * deadlines are.
 */
export async function benchTime(): Promise<BenchLine[]> {
  const days = Array.from({ length: INSTANTS }, (_, at) => datePlusDays(FIRST_DAY, at));
  const instants = await rates(
    INSTANTS,
    // A minute of its own each round: what was answered before is kept.
    (round) => days.reduce((sum, day) => sum + instantAt(day, NINE + round, timeZone, 'first'), 0),
    (round) => days.reduce((sum, day) => sum + bareConversion(day, NINE + round, timeZone), 0),
  );
  const starts = Array.from({ length: DEADLINES }, (_, at) => new Date(Date.parse(FIRST_DAY) + at * APART_HOURS * HOUR_MS));
  const bounds = starts.flatMap(boundsBefore);
  const deadlines = await rates(
    DEADLINES,
    () => starts.reduce((sum, start) => sum + addBusinessTime(FEDERAL_RESERVE, start, ALLOWANCE_MS).getTime(), 0),
    () => bounds.reduce((sum, { day, minute }) => sum + bareConversion(day, minute, timeZone), 0),
  );
  return [
    { name: 'local times as instants, beside the bare conversion', ...instants, goal: 0.5, unit: 'a second' },
    { name: 'deadlines two days ahead, beside bare conversions of their hours', ...deadlines, goal: 0.5, unit: 'a second' },
  ];
}

/** How many a second, by the median of rounds measured in turns. */
async function rates(
  count: number,
  ours: (round: number) => number,
  floor: (round: number) => number,
): Promise<{ ours: number; floor: number }> {
  const timeOf =
    (work: (round: number) => number) =>
    (round: number): Promise<number> => {
      const begun = performance.now();
      // A sum that is used keeps the work from being left out.
      if (!Number.isFinite(work(round))) throw new Error('An instant is no number.');
      return Promise.resolve(performance.now() - begun);
    };
  const measured = await sideBySide(ROUNDS, timeOf(ours), timeOf(floor));
  return { ours: (count * 1_000) / measured.ours, floor: (count * 1_000) / measured.floor };
}

/** Each opening and closing between a moment and its deadline, as a local time. */
function boundsBefore(start: Date): { day: string; minute: number }[] {
  const due = addBusinessTime(FEDERAL_RESERVE, start, ALLOWANCE_MS).getTime();
  const bounds: { day: string; minute: number }[] = [];
  for (const { day, startMs } of openIntervals(FEDERAL_RESERVE, start)) {
    if (startMs >= due) return bounds;
    bounds.push({ day, minute: NINE }, { day, minute: 17 * 60 });
  }
  return bounds;
}
