import { describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import { type AttributeProfile, attributeProfileSchema } from '#domain/phases/data-profiling/profile-facts';
import { bothMasks, isMasked, MASK_TEXT, type Mask, maskFact, NO_MASK } from './mask';

const MASK: Mask = { ...NO_MASK, names: new Set(['SSN', 'ssn_column']) };
const SECRET = '123-45';

const PROFILE: AttributeProfile = {
  code: 'SSN',
  name: 'Social security number',
  type: 'integer',
  records: 10,
  blank: 1,
  special: 0,
  distinct: 9,
  min: SECRET,
  max: SECRET,
  mean: SECRET,
  median: SECRET,
  standardDeviation: SECRET,
  lowerQuartile: SECRET,
  upperQuartile: SECRET,
  shortest: 3,
  longest: 6,
  patterns: [{ value: SECRET, count: 9 }],
  top: [{ value: SECRET, count: 1 }],
  histogram: [{ from: SECRET, to: SECRET, count: 9 }],
  wrongType: 2,
  outOfDomain: 3,
  outliers: 1,
  population: 'h',
};
const asData = (profile: AttributeProfile): ItemData => profile as unknown as ItemData;

describe('masking of facts', () => {
  it('hides every value in the profile of a confidential attribute, and keeps its counts and its form', () => {
    const shown = attributeProfileSchema.parse(maskFact(MASK, asData(PROFILE)));
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(shown).toMatchObject({
      records: 10,
      blank: 1,
      distinct: 9,
      min: MASK_TEXT,
      median: MASK_TEXT,
      shortest: 3,
      longest: 6,
      wrongType: 2,
      outOfDomain: 3,
      outliers: 1,
      patterns: [{ value: MASK_TEXT, count: 9 }],
      top: [{ value: MASK_TEXT, count: 1 }],
      histogram: [{ from: MASK_TEXT, to: MASK_TEXT, count: 9 }],
    });
  });

  it('leaves the profile of any other attribute as it is, and says of nothing that it is hidden', () => {
    const other = asData({ ...PROFILE, code: 'AMOUNT' });
    expect(maskFact(MASK, other)).toEqual(other);
    expect(maskFact(NO_MASK, asData(PROFILE))).toEqual(asData(PROFILE));
    expect(maskFact(MASK, asData({ ...PROFILE, min: null }))).toMatchObject({ min: null });
  });

  it('hides the values a draw was asked for by, and those that stand for a line of business', () => {
    const draw = maskFact(MASK, {
      filter: {
        all: [
          { field: 'values.SSN', operator: 'is', values: [SECRET] },
          { field: 'values.AMOUNT', operator: 'is', values: ['5'] },
        ],
      },
    });
    expect(JSON.stringify(draw)).not.toContain(SECRET);
    expect(JSON.stringify(draw)).toContain('"5"');
    const lob = maskFact(MASK, { column: 'ssn_column', code: 'SSN', map: { [SECRET]: 'Retail', '9': 'Retail', '8': 'Commercial' } });
    expect(lob.map).toEqual({ [`${MASK_TEXT} 1`]: 'Commercial', [`${MASK_TEXT} 2`]: 'Retail' });
    expect(maskFact(MASK, { column: 'purpose', code: 'PURPOSE', map: { '1': 'Retail' } }).map).toEqual({ '1': 'Retail' });
  });
});

describe('a question', () => {
  it('names no part of a field that is masked as a whole', () => {
    const mask: Mask = { names: new Set(['INCOME']), derived: new Set(['evidence']), hidesKeys: false };
    expect(['evidence', 'evidence.stated', 'values.INCOME'].filter((field) => !isMasked(mask, field))).toEqual([]);
    expect(['checked', 'values.STATE'].filter((field) => isMasked(mask, field))).toEqual([]);
  });
});

describe('two versions beside each other', () => {
  it('hide what is confidential in either', () => {
    const other: Mask = { ...NO_MASK, names: new Set(['INCOME']), derived: new Set(['stratum']), hidesKeys: true };
    const both = bothMasks(MASK, other);
    expect([isMasked(both, 'values.SSN'), isMasked(both, 'values.INCOME'), isMasked(both, 'stratum'), both.hidesKeys]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(bothMasks(NO_MASK, NO_MASK).names.size).toBe(0);
  });
});
