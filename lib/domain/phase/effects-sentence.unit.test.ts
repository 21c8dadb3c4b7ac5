import { describe, expect, it } from 'vitest';
import { effectsSentence } from './effects-sentence';

describe('a revision in one sentence', () => {
  it('counts what went out and came in, then says what moved', () => {
    const sections = [
      {
        title: 'Samples',
        parts: [
          { label: 'Out', value: '0' },
          { label: 'In', value: '37' },
        ],
      },
      { title: 'Why in', parts: [{ label: 'Asked for by the approver', value: '37' }] },
      {
        title: 'Lines of business',
        parts: [
          { label: 'Retail', value: '55 → 88' },
          { label: 'Wholesale', value: '12' },
        ],
      },
    ];
    expect(effectsSentence(sections)).toBe('0 out, 37 in; Retail 55 → 88');
  });

  it('names what stands one by one under its title, and says how many more there are', () => {
    const parts = ['A', 'B', 'C', 'D', 'E'].map((label) => ({ label, value: 'Tested before' }));
    expect(effectsSentence([{ title: 'Left the scope (5)', parts }])).toBe('Left the scope (5): A, B, C and 2 more');
  });

  it('says a figure that moved by its name', () => {
    expect(effectsSentence([{ title: 'Effect on failures', parts: [{ label: 'Failures found', value: '12 → 9' }] }])).toBe(
      'Failures found 12 → 9',
    );
    expect(effectsSentence([])).toBe('');
  });
});
