import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/support/phase-context';
import type { ItemData } from '../item/json';
import type { EffectContext, PhaseDefinition, SummarySection } from '../phase/definition';
import { MOST_NAMED } from '../phase/parts';
import type { Rule, RuleResult } from './data-profiling/rule-item';
import { phaseDefinition } from './registry';
import type { ScopedAttribute } from './scoping/scope-item';

type Items = Record<string, ItemData>;

/** The context as lib/data makes it: the pairs that differ, in the order of their keys. */
function between(before: Items, after: Items, facts: { base?: Items; head?: Items } = {}): EffectContext {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null }));
  return { base: contextOf(Object.values(before), facts.base), head: contextOf(Object.values(after), facts.head), changes, cutOff: false };
}

async function effects(phase: Parameters<typeof phaseDefinition>[0], context: EffectContext): Promise<readonly SummarySection[]> {
  const { effects: of } = phaseDefinition(phase) as Required<PhaseDefinition>;
  return await of(context);
}

/** Title → label → value, and the keys that a part opens. */
function shown(sections: readonly SummarySection[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    sections.map(({ title, parts }) => [title, Object.fromEntries(parts.map(({ label, value }) => [label, value]))]),
  );
}
function keysOpened(sections: readonly SummarySection[], title: string, label: string): readonly string[] {
  const condition = sections.find((section) => section.title === title)?.parts.find((part) => part.label === label)?.filter?.all[0];
  return condition?.field === 'key' && condition.operator === 'in' ? condition.values : [];
}
function helpOf(sections: readonly SummarySection[], title: string, label: string): string | undefined {
  return sections.find((section) => section.title === title)?.parts.find((part) => part.label === label)?.help;
}

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
      'Effect on failures': { 'Failures found by used rules': '46 → 13', 'No longer found by changed rules': '33' },
      'Data quality score': { 'All used rules': '77.00 % → 93.50 %', Validity: '77.00 % → 93.50 %' },
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
      'Failures found by used rules': '31 → 40',
      'No longer found by changed rules': '17',
      'Newly found by changed rules': '23',
      'Newly found by new data': '3',
      'Proposed and not decided': '1',
    });
    expect(score).toHaveProperty('All used rules');
    expect(rules).toEqual({
      'Rules dropped': { dropped: '5 → 0 failures' },
      'Rules left out': { left: '4 → 0 failures' },
      'Rules not run as they stand': { stale: 'Not run as it stands' },
      'Rules tightened': { tight: '3 → 9 failures' },
      'Rules added': { new: '11 failures' },
      'Rules taken in': { again: '6 failures' },
      'Rules changed without effect on failures': { same: '2 failures' },
      'Rules weighed differently': { weighed: 'critical validity → low validity' },
      'Results moved by new data': { data: '7 → 10 failures' },
    });
    expect(helpOf(sections, 'Rules left out', 'left')).toBe('4 no longer found. Reason: Known.');
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
    expect(shown(sections)['Data quality score']?.['All used rules']).toBe('96.00 % → None');
  });
});

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
        'Turned down by the reviewer, not decided again yet': '1',
      },
      'Why in': { 'Asked for by the reviewer': '1', 'Not decided before': '1' },
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
