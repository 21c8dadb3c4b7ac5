import { describe, expect, it } from 'vitest';
import { between, effects, helpOf, type Items, keysOpened, shown } from '../../../../test/support/effects';
import type { ItemData } from '../../item/json';
import type { ScopedAttribute } from './scope-item';

function attribute(code: string, changes: Partial<ScopedAttribute> = {}): Items {
  const data: ScopedAttribute = {
    code,
    position: 1,
    name: `${code} name`,
    recommendation: 'test',
    score: 40,
    reasons: [{ source: 'cde', text: 'Critical data element.', points: 40 }],
    recommendedBy: 'countersign/1',
    cde: true,
    historicalIssue: false,
    risk: null,
    requirement: null,
    type: 'text',
    rules: 0,
    failedRules: 0,
    dqScore: null,
    decision: 'accept',
    decisionReason: '',
    finalScoping: 'test',
    approach: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return { [code]: data as unknown as ItemData };
}

describe('effects of Scoping', () => {
  it('say what left the scope and why, the coverage lost, what entered, and the figures', async () => {
    const plain = { cde: false, recommendation: 'skip' as const, finalScoping: 'skip' as const, score: 4, reasons: [] };
    const before = {
      ...attribute('A'),
      ...attribute('B', { historicalIssue: true, score: 64 }),
      ...attribute('C', plain),
      ...attribute('D'),
      ...attribute('K', { recommendation: 'key', decision: null, finalScoping: 'key', cde: false }),
      ...attribute('E', plain),
    };
    const after = {
      ...attribute('A'),
      ...attribute('B', {
        historicalIssue: true,
        score: 64,
        decision: 'decline',
        decisionReason: 'Tested in spring.',
        finalScoping: 'skip',
      }),
      ...attribute('C', { ...plain, decision: 'override', decisionReason: 'New system.', finalScoping: 'test' }),
      ...attribute('K', { recommendation: 'key', decision: null, finalScoping: 'key', cde: false }),
      ...attribute('E', { ...plain, recommendation: 'test', decision: null, finalScoping: null }),
    };
    const sections = await effects('scoping', between(before, after));
    expect(shown(sections)).toEqual({
      'Left the scope (2)': { 'B name': 'Declined', 'D name': 'Gone' },
      Coverage: { 'Critical data elements': '3 of 3 in scope → 1 of 2 in scope', 'Historical issues': '1 of 1 in scope → 0 of 1 in scope' },
      'Entered the scope': { 'C name': 'Overridden' },
      Figures: { 'Attributes to test': '3 → 2', 'In scope': '66.7 % → 60.0 %', Overrides: '0.0 % → 33.3 %', Agreement: '100.0 % → 33.3 %' },
      Recommendations: { 'Now recommended to test': '1', 'Not decided yet': '1' },
    });
    expect(helpOf(sections, 'Left the scope (2)', 'B name')).toBe('A matter of critical data element, historical issue. Tested in spring.');
    expect(helpOf(sections, 'Left the scope (2)', 'D name')).toContain('Planning no longer includes it.');
    expect(helpOf(sections, 'Entered the scope', 'C name')).toBe('New system.');
    expect(keysOpened(sections, 'Coverage', 'Critical data elements')).toEqual(['B', 'D']);
    expect(keysOpened(sections, 'Recommendations', 'Now recommended to test')).toEqual(['E']);
  });

  it('say that the recommendation moved an attribute out, and are silent without changes', async () => {
    const sections = await effects(
      'scoping',
      between(attribute('A'), attribute('A', { cde: false, recommendation: 'skip', score: 4, reasons: [], finalScoping: 'skip' })),
    );
    expect(helpOf(sections, 'Left the scope', 'A name')).toBe('No longer recommended for testing.');
    expect(await effects('scoping', between(attribute('A'), attribute('A')))).toEqual([]);
  });
});
