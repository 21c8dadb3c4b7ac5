import { describe, expect, it } from 'vitest';
import type { Attribute } from './attribute-item';
import { attributeLeft, carriedAttribute, importedAttribute } from './carry-attributes';

const BEFORE: Attribute = {
  ...{ code: 'STATE', position: 4, name: 'State', description: 'Of the dwelling', type: 'code', format: '', requirement: null },
  ...{ validValues: ['TX'], specialValues: ['NA'], exhaustive: true, keyOrder: null, cde: true, historicalIssue: false, mdrm: '' },
  ...{ securityClass: 'internal', pdes: [], risk: 7, riskRationale: 'Often wrong', column: 'state', decision: 'include' },
  ...{ decisionReason: 'Asked for', turnedDownBy: 'x', turnedDownReason: 'Why?', answer: 'Because' },
};
const NOW: Attribute = {
  ...BEFORE,
  cde: false,
  risk: null,
  riskRationale: '',
  securityClass: null,
  ...{ decision: null, decisionReason: '' },
};
const CARRIED = carriedAttribute(BEFORE);

describe('an attribute of an earlier cycle', () => {
  it('comes with what people entered, undecided, and without what passed between them', () => {
    expect(CARRIED).toEqual({ ...BEFORE, decision: null, turnedDownBy: null, turnedDownReason: '', answer: '' });
  });

  it('is carried through an import that says the same, key included', () => {
    const now = { ...NOW, keyOrder: 1 };
    expect(attributeLeft(CARRIED, now)).toBeNull();
    expect(importedAttribute({ before: CARRIED, now, carried: CARRIED, isRetyped: false })).toEqual({ ...CARRIED, keyOrder: 1 });
  });

  it.each<[string, Partial<Attribute>, string]>([
    ['name', { name: 'Province' }, 'Its name in the dictionary'],
    ['description', { description: 'Of the owner' }, 'Its description in the dictionary'],
    ['column', { column: 'st' }, 'Its column in the data file'],
    ['place', { position: 5 }, 'Its place among the attributes'],
    ['values', { validValues: ['TX', 'NY'] }, 'Its values in the dictionary'],
  ])('is listed with the %s that is another, and keeps what people entered', (_what, changes, words) => {
    const now = { ...NOW, ...changes };
    expect(attributeLeft(CARRIED, now)).toEqual({
      key: 'STATE',
      name: 'State',
      why: `${words} changed since then; what people entered stays.`,
    });
    expect(importedAttribute({ before: CARRIED, now, carried: CARRIED, isRetyped: false })).toMatchObject({
      ...changes,
      cde: true,
      risk: 7,
      decision: null,
    });
  });

  it('keeps the values that people listed in this cycle, whatever another import lists', () => {
    const before = { ...CARRIED, validValues: ['TX', 'CA'] };
    expect(importedAttribute({ before, now: NOW, carried: CARRIED, isRetyped: false }).validValues).toEqual(['TX', 'CA']);
  });
});
