import type { PlacedText } from '#domain/evidence/page-rows';

/** A place on a drawn page, in points of the screen. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Shares of the letters' size that lie below their line, and above it. */
const BELOW = 0.22;
const ABOVE = 0.88;
/** Room around a piece of text, in points of the screen. */
const AROUND = 2;

/** The box around a piece of a page's text, whichever way it is written. `toScreen` tells where a point of the page is drawn. */
export function boxOf({ transform, width }: PlacedText, toScreen: (x: number, y: number) => readonly [number, number]): Box {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const run = Math.hypot(a, b) || 1;
  const [alongX, alongY] = [(a / run) * width, (b / run) * width];
  const corners = [-BELOW, ABOVE].flatMap((share) => [
    toScreen(x + c * share, y + d * share),
    toScreen(x + c * share + alongX, y + d * share + alongY),
  ]);
  const [xs, ys] = [corners.map(([at]) => at), corners.map(([, at]) => at)];
  const [left, top] = [Math.min(...xs) - AROUND, Math.min(...ys) - AROUND];
  return { left, top, width: Math.max(...xs) + AROUND - left, height: Math.max(...ys) + AROUND - top };
}
