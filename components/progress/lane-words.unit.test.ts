import { expect, it } from 'vitest';
import { lanesInWords } from './lane-words';

it('says how many lanes stand where, and leaves out what there is none of', () => {
  const states = ['in_progress', 'waiting', 'waiting', 'complete'] as const;
  expect(lanesInWords(states.map((state) => ({ state })))).toBe('4 lanes: 1 in progress, 2 waiting for answers, 1 complete');
  expect(lanesInWords([{ state: 'retired' }])).toBe('1 lane: 1 ended');
});
