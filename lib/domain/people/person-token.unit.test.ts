import { describe, expect, it } from 'vitest';
import { derivedHandle } from './derived-handle';
import { handlesIn, personOrNobody, personToken, withPeopleNamed } from './person-token';

const ROSA = 'f0a1b2c3-0000-ffff-0000-0123456789ab';

describe('a text that names people by handle', () => {
  it('is read back, however often and whoever it names', () => {
    const text = `${personToken(ROSA)} for ${personToken(ROSA.toUpperCase())}`;
    expect(handlesIn(text)).toEqual([ROSA, ROSA]);
    expect(withPeopleNamed(text, () => 'Rosa')).toBe('Rosa for Rosa');
    expect(personOrNobody(null)).toBeNull();
  });

  it('is left alone where it names nobody', () => {
    for (const text of ['', 'rosa@bank.example', '{person:}', `{person:${ROSA}`, '{person:not-a-handle}']) {
      expect(handlesIn(text)).toEqual([]);
      expect(withPeopleNamed(text, () => 'Rosa')).toBe(text);
    }
  });
});

describe('the handle of a fictional person', () => {
  it('is the first half of the SHA-256 of seed and e-mail', () => {
    // printf 'countersign\nmara.quist@harbourvale.example' | sha256sum
    expect(derivedHandle('countersign', 'mara.quist@harbourvale.example')).toBe('95e2d098-df41-475a-f937-cb13f9cb437d');
  });
});
