import { describe, expect, it } from 'vitest';
import { boxOf } from './text-box';

/** A page of 200 points, drawn at twice its size: y counts from its foot, on the screen from its head. */
const toScreen = (x: number, y: number): [number, number] => [2 * x, 2 * (200 - y)];
const rounded = (box: ReturnType<typeof boxOf>) => Object.values(box).map(Math.round);

describe('the box around a piece of a page’s text', () => {
  it('lies around its letters, from below their line to their heads', () => {
    const { left, top, width, height } = boxOf({ str: '4.25', transform: [10, 0, 0, 10, 50, 100], width: 30 }, toScreen);
    expect([left, Math.round(top), width, Math.round(height)]).toEqual([98, 180, 64, 26]);
  });

  it('follows text that is written upwards', () => {
    const along = rounded(boxOf({ str: '4.25', transform: [10, 0, 0, 10, 100, 100], width: 30 }, toScreen));
    const upwards = rounded(boxOf({ str: '4.25', transform: [0, 10, -10, 0, 100, 100], width: 30 }, toScreen));
    expect([upwards[2], upwards[3]]).toEqual([along[3], along[2]]);
  });
});
