import { expect, it } from 'vitest';
import { knownView } from './known-view';
import { isSameView, viewParameters } from './saved-views';

const CYCLE = '5b0f2a6e-3c0e-4a63-9b1f-0d7b7f0b5a11';

it('a view is kept as it was stored', () => {
  const view = { cycle: CYCLE, find: 'credit', lob: 'Retail', state: 'past_due', person: null } as const;
  expect(knownView('progress', view)).toEqual(view);
  expect(viewParameters(view)).toEqual([
    ['cycle', CYCLE],
    ['find', 'credit'],
    ['lob', 'Retail'],
    ['state', 'past_due'],
  ]);
});

it('what a release does not know of a view is left out, and the rest kept', () => {
  const none = { cycle: null, find: null, lob: null, state: null, person: null };
  expect(knownView('progress', { find: 'credit', state: 'on fire', cycle: 7, shade: 'dark' })).toEqual({ ...none, find: 'credit' });
  for (const stored of [null, 'a text', 3, [], {}]) expect(knownView('progress', stored)).toEqual(none);
  expect(viewParameters<'progress'>(none)).toEqual([]);
  expect(knownView('inbox', { tab: 'everything', due: 'past_due' })).toEqual({
    ...{ tab: 'waiting', report: null, phase: null, due: 'past_due', sort: 'due' },
  });
});

it('views are the same where all of their parameters are', () => {
  const [one, other] = [knownView('progress', { find: 'credit' }), knownView('progress', { find: 'credit', lob: 'Retail' })];
  expect([isSameView<'progress'>(one, { ...one }), isSameView<'progress'>(one, other)]).toEqual([true, false]);
});
