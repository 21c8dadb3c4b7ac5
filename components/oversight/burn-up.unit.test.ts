import { describe, expect, it } from 'vitest';
import type { BurnUpView } from '#contract/views/progress-views';
import { burnUpShapes, WIDE_CHART } from './burn-up-shapes';
import { burnUpDayWords, burnUpWords } from './burn-up-words';

const VIEW: BurnUpView = {
  ...{ asOf: '2026-09-16T12:00:00.000Z', cycle: { id: 'c', name: 'Autumn', open: 1 }, filter: {}, phase: null },
  ...{ startsOn: '2026-09-14', endsOn: '2026-09-24', scopeAtEnd: 10 },
  days: [
    { day: '2026-09-14', approved: 0, scope: 8, line: 0 },
    { day: '2026-09-15', approved: 3, scope: 8, line: 1 },
    { day: '2026-09-16', approved: 2, scope: 10, line: 2 },
  ],
};

describe('a burn-up drawn', () => {
  const shapes = burnUpShapes(VIEW, WIDE_CHART);
  const { left, width, right, height, bottom, top } = WIDE_CHART;

  it('takes the whole of its cycle, and has what is more higher up', () => {
    expect(shapes.line).toEqual({ x1: left, y1: height - bottom, x2: width - right, y2: top });
    const [first, second, third] = VIEW.days.map(shapes.placeOf);
    expect([first!.x, second!.x]).toEqual([left, left + (width - right - left) / 10]);
    expect([first!.approved, third!.scope]).toEqual([height - bottom, top]);
    expect(second!.approved).toBeLessThan(third!.approved);
    expect(shapes.counts.map(({ count }) => count)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(shapes.dates[0]).toEqual({ text: expect.stringMatching(/^(Sept? 14|14 Sept?)$/) as string, x: left });
  });

  it('finds the day that is nearest to a place, the last one beyond it', () => {
    const at = (day: number) => shapes.placeOf(VIEW.days[day]!).x;
    expect([0, at(1) - 4, at(1) + 4, width].map(shapes.nearest)).toEqual([0, 1, 1, 2]);
  });

  it('stays whole where nothing is known, and where a cycle is one day long', () => {
    const empty = burnUpShapes({ ...VIEW, scopeAtEnd: 0, days: [{ day: '2026-09-14', approved: 0, scope: 0, line: 0 }] }, WIDE_CHART);
    expect(empty.counts.map(({ count }) => count)).toEqual([0, 1]);
    const short = burnUpShapes({ ...VIEW, endsOn: VIEW.startsOn, days: VIEW.days.slice(0, 1) }, WIDE_CHART);
    expect(`${short.scope} ${short.approvedArea} ${JSON.stringify(short.line)}`).not.toMatch(/NaN|null/);
  });
});

it('a burn-up is told in words: where it stands, and how its scope has changed', () => {
  expect(burnUpWords(VIEW)).toBe('Sep 16, 2026: 2 of 10 approved, 2 by the straight line. 2 more than on Sep 14, 2026 are known.');
  expect(burnUpWords({ ...VIEW, days: VIEW.days.slice(0, 2) })).toContain('As many as on Sep 14, 2026 are known.');
  expect(burnUpDayWords({ ...VIEW.days[0]!, line: 1.26, scope: 1_000 })).toBe(
    'Sep 14, 2026: 0 of 1,000 approved, 1.3 by the straight line',
  );
});
