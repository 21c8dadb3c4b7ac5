import { describe, expect, it } from 'vitest';
import { firstDiff, PAGE_ROWS } from '#client/first-queries';
import { type DiffView, requestOf } from './use-diff-view';

const PLAIN: DiffView = {
  ...{ kinds: null, field: null, find: null, effect: null, spaces: false, cases: false, tolerance: null, without: null },
  ...{ review: false, around: 'none', layout: 'inline', row: null },
};

describe('what a comparison asks for as it opens', () => {
  it('is what came with its page', () => {
    expect({ ...requestOf(PLAIN, 'base'), limit: PAGE_ROWS }).toEqual(firstDiff('base'));
  });
});
