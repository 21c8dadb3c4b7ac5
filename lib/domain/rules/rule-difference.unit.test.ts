import { describe, expect, it } from 'vitest';
import { ruleTextDifference } from './rule-difference';

/** The parts that did not stay, as "before → after", with what their text alone tells. */
function changed(before: string, after: string): [string, string | null][] | null {
  return (
    ruleTextDifference(before, after)
      ?.filter((part) => part.before !== part.after)
      .map(({ side, before: was, after: is, effect }) => [`${side}: ${was ?? ''} → ${is ?? ''}`, effect]) ?? null
  );
}

describe('two rules by their parts', () => {
  it('say which condition and which requirement came and went', () => {
    expect(changed('if A = 1 then B > 2 and C is not blank', 'if A = 1 and D is blank then B > 2')).toEqual([
      ['condition:  → D is blank', 'looser'],
      ['requirement: C is not blank → ', 'looser'],
    ]);
    expect(changed("if A in valid values then B = '1'", "A in valid values and B = '1'")).toEqual([
      ['condition: A in valid values → ', 'stricter'],
      ['requirement:  → A in valid values', 'stricter'],
    ]);
  });

  it('know that one of several ways to pass lets more through, and one fewer does not', () => {
    expect(changed('A in valid values', "A in valid values or A = '3'")).toEqual([["requirement:  → A = '3'", 'looser']]);
    expect(changed('A > 1 or B > 1 or C > 1', 'A > 1 or C > 1')).toEqual([['requirement: B > 1 → ', 'stricter']]);
    expect(changed('if A > 1 or B > 1 then C > 1', 'if A > 1 then C > 1')).toEqual([['condition: B > 1 → ', 'looser']]);
  });

  it('pair what is said of the same attribute, and keep what stayed', () => {
    const parts = ruleTextDifference('A > 1 and B between 1 and 9 and C is blank', 'B between 1 and 20 and A > 1 and C is not blank');
    expect(parts?.map(({ before, after, effect }) => [before, after, effect])).toEqual([
      ['B between 1 and 9', 'B between 1 and 20', 'looser'],
      ['A > 1', 'A > 1', null],
      ['C is blank', 'C is not blank', null],
    ]);
  });

  it('say which values came into a list and which left it', () => {
    const [part] = ruleTextDifference("A in ('1', '2', '3')", "A in ('2', '3', '4', '5')") ?? [];
    expect(part).toMatchObject({ values: { list: 'A in', added: ["'4'", "'5'"], removed: ["'1'"] }, effect: null });
    const [grown] = ruleTextDifference("A = '1'", "A in ('1', '2')") ?? [];
    expect(grown).toMatchObject({ values: { list: 'A in', added: ["'2'"], removed: [] }, effect: 'looser' });
    const [refused] = ruleTextDifference("A not in ('9')", "A not in ('9', '8')") ?? [];
    expect(refused).toMatchObject({ values: { list: 'A not in', added: ["'8'"], removed: [] }, effect: 'stricter' });
  });

  it('know which way a bound and a tolerance moved', () => {
    expect(changed('A < 100', 'A <= 100')).toEqual([['requirement: A < 100 → A <= 100', 'looser']]);
    expect(changed('A >= 1.50', 'A >= 1.5')).toEqual([['requirement: A >= 1.50 → A >= 1.5', null]]);
    expect(changed('A > -1', 'A between 1 and 9')).toEqual([['requirement: A > -1 → A between 1 and 9', 'stricter']]);
    expect(changed('A between 1 and 9', 'A between 2 and 10')).toEqual([['requirement: A between 1 and 9 → A between 2 and 10', null]]);
    expect(changed('A = B within 1', 'A = B within 0.5')).toEqual([['requirement: A = B within 1 → A = B within 0.5', 'stricter']]);
    expect(changed('not A > 1', 'not A > 2')).toEqual([['requirement: not A > 1 → not A > 2', 'looser']]);
    expect(changed('if A > 1 then B > 1', 'if A > 2 then B > 1')).toEqual([['condition: A > 1 → A > 2', 'looser']]);
  });

  it('show the whole where "and" became "or", and nothing where a rule cannot be read or says the same', () => {
    expect(changed('A > 1 and B > 1', 'A > 1 or B > 1')).toEqual([['requirement: A > 1 and B > 1 → A > 1 or B > 1', null]]);
    expect(changed('A > 1', 'A >')).toBeNull();
    expect(changed('A > 1', 'a'.repeat(3))).not.toBeNull();
    expect(changed('A>1 and (B > 1)', 'B > 1 and A > 1')).toBeNull();
  });
});
