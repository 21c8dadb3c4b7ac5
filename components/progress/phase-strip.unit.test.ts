import { expect, it } from 'vitest';
import { stripTiles } from './phase-strip';

const tile = (lane: string | null, state: 'in_progress' | 'complete', schedule: 'none' | 'past_due' = 'none') => {
  const phase = lane === null ? ('planning' as const) : ('data-owner-id' as const);
  return { phase, instance: lane ?? '', lane, label: lane ?? 'Planning', state, schedule, inPlan: true };
};

it('has one cell for a phase that runs in lanes, which stands as the lane that is behind', () => {
  const tiles = [tile(null, 'complete'), tile('Cards', 'complete'), tile('Retail', 'in_progress', 'past_due')];
  expect(stripTiles(tiles).map(({ label, state, schedule }) => [label, state, schedule])).toEqual([
    ['Planning', 'complete', 'none'],
    ['Data Owner ID, 1 of 2 lanes complete', 'in_progress', 'past_due'],
  ]);
});
