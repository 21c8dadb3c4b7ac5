import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_TYPES } from '../rules/rule-attribute';
import {
  COMPARATORS,
  comparisonFault,
  defaultComparison,
  isLooserThanDefault,
  plainComparison,
  type StatedComparison,
  statedComparisonSchema,
} from './comparison-setting';

const attribute = { format: '', specialValues: [], confidential: false };

describe('a comparison setting', () => {
  it.each(COMPARATORS)('of %s is without fault as it is by default', (comparator) => {
    const plain = plainComparison(comparator);
    expect(statedComparisonSchema.parse(plain)).toEqual(plain);
    expect(comparisonFault(plain)).toBeNull();
  });

  it.each([null, ...ATTRIBUTE_TYPES])('of type %s is by default not looser than the default', (type) => {
    expect(isLooserThanDefault({ ...attribute, type, ...defaultComparison(type) })).toBe(false);
  });

  it.each<[string, Partial<StatedComparison>]>([
    ['Only numbers have an absolute or a relative tolerance.', { comparator: 'text', absolute: '1' }],
    ['Only numbers have an absolute or a relative tolerance.', { comparator: 'date', relativePercent: '1' }],
    ['Only dates have a tolerance in days.', { comparator: 'date-time', days: 1 }],
    ['Only lists have separators.', { comparator: 'code', separators: [';'] }],
    ['State what stands between the elements of the list.', { comparator: 'list', separators: [] }],
    ['Capitals are ignored in texts, codes and lists only.', { comparator: 'number', ignoreCase: true }],
  ])('is refused: %s', (fault, stated) => {
    expect(comparisonFault({ ...plainComparison(stated.comparator ?? 'text'), ...stated })).toBe(fault);
  });

  it.each(['-1', '1e5', '1,5', '', 'x'])('takes no tolerance of %j', (absolute) => {
    expect(statedComparisonSchema.safeParse({ ...plainComparison('number'), absolute }).success).toBe(false);
  });

  it.each<[string, boolean, Partial<StatedComparison>]>([
    ['decimal', true, { absolute: '0.01' }],
    ['decimal', true, { relativePercent: '0.0001' }],
    ['decimal', false, { absolute: '0.00', relativePercent: '0' }],
    ['decimal', false, { absolute: null }],
    ['decimal', true, { ...plainComparison('text') }],
    ['code', true, { ignoreCase: true }],
    ['code', true, { ...plainComparison('text') }],
    ['code', true, { ...plainComparison('number') }],
    ['text', false, { ignoreCase: false }],
    ['text', false, { ...plainComparison('code') }],
    ['text', true, { ...plainComparison('list') }],
    ['date', true, { days: 1 }],
    ['date-time', true, { ...plainComparison('date') }],
  ])('of type %s is looser than the default (%s)', (type, looser, stated) => {
    const known = ATTRIBUTE_TYPES.find((one) => one === type) ?? null;
    expect(isLooserThanDefault({ ...attribute, type: known, ...defaultComparison(known), ...stated })).toBe(looser);
  });
});
