import { expect, it } from 'vitest';
import { changedClocksInWords } from './clock-words';

const tile = (state: 'in_progress' | 'waiting' | 'complete', clock: { paused?: boolean; extendedMinutes?: number } | null) => ({
  state,
  clock: clock && { paused: false, pauses: 0, extendedMinutes: 0, ...clock },
});

it('counts the clocks that people changed in open phases, and says nothing where there are none', () => {
  expect(
    changedClocksInWords([tile('in_progress', {}), tile('complete', { paused: true, extendedMinutes: 60 }), tile('waiting', null)]),
  ).toBeNull();
  expect(
    changedClocksInWords([
      tile('in_progress', { paused: true, extendedMinutes: 480 }),
      tile('waiting', { extendedMinutes: 240 }),
      tile('waiting', { paused: true }),
    ]),
  ).toBe('Clocks of open phases: 2 paused; 2 extended, by 12 h of work in all.');
});
