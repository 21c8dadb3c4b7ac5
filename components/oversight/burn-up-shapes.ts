import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { BurnUpDay, BurnUpView } from '#contract/views/progress-views';

/** Sizes of a chart in its own units, of which text takes as many as its pixels. */
export interface ChartSize {
  width: number;
  height: number;
  /** Left of the plot, where its numbers stand. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** About as many dates as the width holds. */
  dates: number;
}

export const WIDE_CHART: ChartSize = { width: 900, height: 280, left: 44, right: 16, top: 12, bottom: 28, dates: 8 };
export const NARROW_CHART: ChartSize = { width: 356, height: 240, left: 36, right: 12, top: 12, bottom: 28, dates: 4 };

const COUNT_TICKS = 5;

/** A burn-up drawn: paths and places in the chart's own units. */
export interface BurnUpShapes {
  scope: string;
  scopeArea: string;
  approved: string;
  approvedArea: string;
  /** The straight line, from nothing on the first day to all on the last. */
  line: { x1: number; y1: number; x2: number; y2: number };
  counts: readonly { count: number; y: number }[];
  dates: readonly { text: string; x: number }[];
  placeOf: (day: BurnUpDay) => { x: number; approved: number; scope: number };
  /** The place among the days of what lies nearest to an x. */
  nearest: (x: number) => number;
}

/** Draws a burn-up over the whole of its cycle, the days to come as well. */
export function burnUpShapes({ days, startsOn, endsOn, scopeAtEnd }: BurnUpView, size: ChartSize): BurnUpShapes {
  const most = Math.max(1, scopeAtEnd, ...days.map(({ scope }) => scope));
  const x = scaleUtc([at(startsOn), at(endsOn)], [size.left, size.width - size.right]).clamp(true);
  const y = scaleLinear([0, most], [size.height - size.bottom, size.top]).nice();
  const along = (day: BurnUpDay) => x(at(day.day));
  const lineOf = (count: (day: BurnUpDay) => number) => line(along, (day) => y(count(day))).curve(curveStepAfter)([...days]) ?? '';
  const areaOf = (count: (day: BurnUpDay) => number) => area(along, y(0), (day) => y(count(day))).curve(curveStepAfter)([...days]) ?? '';
  const [scope, approved] = [(day: BurnUpDay) => day.scope, (day: BurnUpDay) => day.approved];
  const isOneYear = startsOn.slice(0, 4) === endsOn.slice(0, 4);
  return {
    ...{ scope: lineOf(scope), scopeArea: areaOf(scope), approved: lineOf(approved), approvedArea: areaOf(approved) },
    line: { x1: x(at(startsOn)), y1: y(0), x2: x(at(endsOn)), y2: y(scopeAtEnd) },
    counts: y
      .ticks(COUNT_TICKS)
      .filter(Number.isInteger)
      .map((count) => ({ count, y: y(count) })),
    dates: x
      .ticks(size.dates)
      .filter((date) => date.getUTCHours() === 0)
      .map((date) => ({ text: dateWords(date, isOneYear), x: x(date) })),
    placeOf: (day) => ({ x: along(day), approved: y(day.approved), scope: y(day.scope) }),
    nearest: (place) => {
      const distances = days.map((day) => Math.abs(along(day) - place));
      return distances.indexOf(Math.min(...distances));
    },
  };
}

function at(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** "14 Sep", and "Sep 2026" where a cycle lies in several years, as the reader writes them. */
function dateWords(date: Date, isOneYear: boolean): string {
  const form = isOneYear ? ({ day: 'numeric', month: 'short' } as const) : ({ month: 'short', year: 'numeric' } as const);
  return date.toLocaleDateString(undefined, { ...form, timeZone: 'UTC' });
}
