import { describe, expect, it } from 'vitest';
import { between, effects, helpOf, type Items, keysOpened, shown } from '../../../../test/support/effects';
import type { ItemData } from '../../item/json';
import { MOST_NAMED } from '../../phase/parts';
import type { Rule, RuleResult } from './rule-item';

function rule(code: string, failed: number | null, changes: Partial<Rule> = {}): Items {
  const result: RuleResult | null =
    failed === null ? null : { status: 'ran', tested: 100, passed: 100 - failed, failed, message: '', population: 'p' };
  const data: Rule = {
    code,
    name: '',
    attribute: 'A',
    attributes: ['A'],
    dimension: 'validity',
    severity: 'critical',
    expression: `A > ${code}`,
    rationale: '',
    source: 'type',
    sourceDetail: '',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result,
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
  return { [code]: data as unknown as ItemData };
}

describe('effects of Data Profiling', () => {
  it('say what a loosened rule no longer finds', async () => {
    const sections = await effects(
      'data-profiling',
      between(
        { ...rule('R1', 45, { name: 'Amount' }), ...rule('R2', 1) },
        { ...rule('R1', 12, { name: 'Amount', expression: 'A > 0' }), ...rule('R2', 1) },
      ),
    );
    expect(shown(sections)).toEqual({
      'Effect on failures': { 'Failures found by included rules': '46 → 13', 'No longer found by changed rules': '33' },
      'Data quality score': { 'All included rules': '77.00 % → 93.50 %', Validity: '77.00 % → 93.50 %' },
      'Rules loosened': { 'Amount (R1)': '45 → 12 failures' },
    });
    expect(helpOf(sections, 'Rules loosened', 'Amount (R1)')).toBe('33 no longer found. Was: A > R1. Now: A > 0.');
    expect(keysOpened(sections, 'Rules loosened', 'Amount (R1)')).toEqual(['R1']);
    expect(keysOpened(sections, 'Effect on failures', 'No longer found by changed rules')).toEqual(['R1']);
  });

  it('tell every kind of change apart', async () => {
    const before = {
      ...rule('dropped', 5),
      ...rule('left', 4),
      ...rule('tight', 3),
      ...rule('same', 2),
      ...rule('weighed', 1),
      ...rule('again', 6, { decision: 'exclude' }),
      ...rule('data', 7),
      ...rule('stale', 8),
      ...rule('named', 1),
    };
    const after = {
      ...rule('left', 4, { decision: 'exclude', decisionReason: 'Known.' }),
      ...rule('tight', 9, { expression: 'x' }),
      ...rule('same', 2, { expression: 'y' }),
      ...rule('weighed', 1, { severity: 'low' }),
      ...rule('again', 6),
      ...rule('data', 10),
      ...rule('stale', null, { expression: 'z' }),
      ...rule('named', 1, { rationale: 'More words.' }),
      ...rule('new', 11),
      ...rule('maybe', 12, { decision: null }),
    };
    const sections = await effects('data-profiling', between(before, after));
    const { 'Effect on failures': failures, 'Data quality score': score, ...rules } = shown(sections);
    expect(failures).toEqual({
      'Failures found by included rules': '31 → 40',
      'No longer found by changed rules': '17',
      'Newly found by changed rules': '23',
      'Newly found by new data': '3',
      'Proposed and not decided': '1',
    });
    expect(score).toHaveProperty('All included rules');
    expect(rules).toEqual({
      'Rules dropped': { dropped: '5 → 0 failures' },
      'Rules excluded': { left: '4 → 0 failures' },
      'Rules not run as they stand': { stale: 'Not run as it stands' },
      'Rules tightened': { tight: '3 → 9 failures' },
      'Rules added': { new: '11 failures' },
      'Rules included': { again: '6 failures' },
      'Rules changed without effect on failures': { same: '2 failures' },
      'Rules weighed differently': { weighed: 'critical validity → low validity' },
      'Results moved by new data': { data: '7 → 10 failures' },
    });
    expect(helpOf(sections, 'Rules excluded', 'left')).toBe('4 no longer found. Reason: Known.');
  });

  it('name the weightiest first and the rest together', async () => {
    const codes = Array.from({ length: 14 }, (_, index) => `R${String(index).padStart(2, '0')}`);
    const sections = await effects(
      'data-profiling',
      between(Object.assign({}, ...codes.map((code, index) => rule(code, index + 1))) as Items, {}),
    );
    const dropped = sections.find((section) => section.title === 'Rules dropped (14)');
    expect(dropped?.parts.map(({ label }) => label)).toEqual([...[...codes].reverse().slice(0, MOST_NAMED), 'And more']);
    expect(keysOpened(sections, 'Rules dropped (14)', 'And more')).toEqual(['R03', 'R02', 'R01', 'R00']);
  });

  it('are silent where only words changed', async () => {
    expect(await effects('data-profiling', between(rule('R', 1), rule('R', 1, { answer: 'As before.' })))).toEqual([]);
  });

  it('say when a rule stopped running', async () => {
    const stopped: RuleResult = { status: 'cannot-run', tested: 0, passed: 0, failed: 0, message: 'no column', population: 'q' };
    const sections = await effects('data-profiling', between(rule('R', 4), rule('R', 4, { result: stopped })));
    expect(shown(sections)['Results moved by new data']).toEqual({ R: '4 failures → Cannot run' });
    expect(shown(sections)['Data quality score']?.['All included rules']).toBe('96.00 % → None');
  });
});
