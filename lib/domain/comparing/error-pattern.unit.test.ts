import { describe, expect, it } from 'vitest';
import { plainComparison } from './comparison-setting';
import { errorPattern } from './error-pattern';
import { ERROR_PATTERNS, PATTERN_RECIPE, patternLabel } from './pattern-words';

const code = { type: 'code' as const, format: '', specialValues: [], confidential: false, ...plainComparison('code') };

describe('the kinds of error', () => {
  it('are those of pattern/1, in its order', () => {
    expect(PATTERN_RECIPE).toBe('pattern/1');
    expect(Object.keys(ERROR_PATTERNS)).toEqual([
      'blank-reported',
      'blank-evidence',
      'unreadable',
      'special-value',
      'scale-1000',
      'scale-100',
      'sign',
      'leading-zeros',
      'separator',
      'day-month-swapped',
      'date-shift',
      'code-map',
      'transposed',
      'truncated',
      'rounding',
      'other',
    ]);
  });

  it.each([
    ['scale-100', 'Off by a factor of 100'],
    ['code-map', 'One code for another'],
    ['code-map 1→2', 'One code for another: 1 → 2'],
    ['toString', 'toString'],
  ])('%s is read as “%s”', (pattern, label) => {
    expect(patternLabel(pattern)).toBe(label);
  });

  it('name short codes alone, so that each county is no kind of error of its own', () => {
    expect(errorPattern(code, '12', '13')).toBe('code-map 12→13');
    expect(errorPattern(code, '06037', '06073')).toBe('transposed');
    expect(errorPattern(code, '06037', '36061')).toBe('other');
  });
});
