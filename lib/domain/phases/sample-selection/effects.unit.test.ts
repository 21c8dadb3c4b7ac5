import { describe, expect, it } from 'vitest';
import { between, effects, helpOf, type Items, keysOpened, shown } from '../../../../test/support/effects';
import type { ItemData } from '../../item/json';

function sample(key: string, changes: ItemData = {}): Items {
  return {
    [key]: {
      values: { A: key },
      lob: 'Retail',
      category: null,
      stratum: 'TX',
      attributeInFocus: null,
      rationale: '',
      origins: [{ source: 'rule', draw: '$draw/001', by: null }],
      recommendedBy: null,
      decision: 'include',
      decisionReason: '',
      requestedBy: null,
      requestReason: '',
      turnedDownBy: null,
      turnedDownReason: '',
      answer: '',
      ...changes,
    },
  };
}

describe('effects of Sample Selection', () => {
  it('count samples out, in and kept, why, and by stratum and line of business', async () => {
    const before = {
      ...sample('a'),
      ...sample('b'),
      ...sample('c'),
      ...sample('d', { stratum: 'NY' }),
      ...sample('e', { decision: null }),
      ...sample('f'),
    };
    const after = {
      ...sample('a'),
      ...sample('b', { decision: 'exclude', decisionReason: 'File is lost.' }),
      ...sample('c', { lob: 'Commercial', values: { A: 'other' } }),
      ...sample('d', { stratum: 'NY', decision: null, turnedDownBy: 'o@example.test' }),
      ...sample('e'),
      ...sample('g', { requestedBy: 'o@example.test', stratum: null, category: 'anomaly' }),
      ...sample('h', { requestedBy: 'o@example.test', decision: 'exclude' }),
    };
    const facts = {
      base: { $population: { count: 100, hash: 'p', fileName: 'loans.csv' } },
      head: {
        $population: { count: 99, hash: 'q', fileName: 'loans.csv' },
        '$draw/002': { method: 'approver', drawn: 2, reason: 'More of these.' },
      },
    };
    const sections = await effects('sample-selection', between(before, after, facts));
    expect(shown(sections)).toEqual({
      Samples: {
        Out: '3',
        In: '2',
        Kept: '2',
        'Kept, with other values of the record': '1',
        'Asked for and not taken': '1',
        'Not decided': '1',
      },
      'Why out': {
        'Excluded: File is lost.': '1',
        'No longer in the version': '1',
        'Rejected by the approver, not decided again yet': '1',
      },
      'Why in': { 'Asked for by the approver': '1', 'Not decided before': '1' },
      Strata: { 'Without a stratum': '0 → 1', NY: '1 → 0', TX: '4 → 3' },
      'Lines of business': { Commercial: '0 → 1', Retail: '5 → 3' },
      Categories: { 'Not categorised': '5 → 3', anomaly: '0 → 1' },
      'Draws and population': { Population: '100 → 99 records', 'Draw 002': '2 drawn' },
    });
    expect(keysOpened(sections, 'Samples', 'Out')).toEqual(['b', 'd', 'f']);
    expect(keysOpened(sections, 'Strata', 'TX')).toEqual(['e', 'b', 'f']);
    expect(helpOf(sections, 'Strata', 'TX')).toBe('1 in, 2 out.');
  });

  it('are silent where nothing changed', async () => {
    expect(await effects('sample-selection', between(sample('a'), sample('a')))).toEqual([]);
  });
});
