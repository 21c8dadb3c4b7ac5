import { describe, expect, it } from 'vitest';
import { type ProfiledAttribute } from '../../../rules/rule-attribute';
import { type AttributeProfile, attributeProfileSchema } from '../profile-facts';
import type { Rule } from '../rule-item';
import { newRule } from './new-rule';
import { proposeFromData } from './propose-from-data';
import { proposeFromDictionary } from './propose-from-dictionary';
import { rebaseRules } from './rebase-rules';
import { candidateRelations, type Sample } from './relations';

const attribute = (code: string, changes: Partial<ProfiledAttribute> = {}): ProfiledAttribute => ({
  code,
  name: code.toLowerCase(),
  column: code.toLowerCase(),
  type: 'text',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
  ...changes,
});
const profile = (code: string, changes: Partial<AttributeProfile> = {}): AttributeProfile =>
  attributeProfileSchema.parse({
    code,
    name: code,
    type: 'text',
    records: 200,
    blank: 0,
    special: 0,
    distinct: 20,
    min: null,
    max: null,
    mean: null,
    median: null,
    standardDeviation: null,
    lowerQuartile: null,
    upperQuartile: null,
    shortest: 1,
    longest: 1,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
    population: 'h',
    ...changes,
  });
const expressions = (rules: readonly { code: string; expression: string }[]) =>
  Object.fromEntries(rules.map(({ code, expression }) => [code, expression]));

describe('rules proposed from the dictionary', () => {
  it('follow from key, type, values and duty, with special values let through', () => {
    const attributes = [
      attribute('ID', { keyOrder: 2 }),
      attribute('FILER', { keyOrder: 1 }),
      attribute('amount of', { type: 'decimal', requirement: 'mandatory', specialValues: ['NA', ' '] }),
      attribute('OPENED', { type: 'date', format: 'yyyymmdd' }),
      attribute('KIND', { type: 'code', format: 'digits', validValues: ['1', '2'], specialValues: ['NA'], exhaustive: true }),
      attribute('HAND', { column: null, requirement: 'mandatory' }),
    ];
    const proposals = proposeFromDictionary(attributes);
    expect(expressions(proposals)).toEqual({
      'FILER+ID.unique': 'unique(FILER, ID)',
      'ID.filled': 'ID is not blank',
      'FILER.filled': 'FILER is not blank',
      'amount of.filled': '"amount of" is not blank',
      'amount of.type': 'if "amount of" is not blank and "amount of" not in special values then "amount of" is number',
      'OPENED.type': 'if OPENED is not blank then OPENED is date',
      'KIND.type': "if KIND is not blank and KIND not in special values then matches(KIND, '[0-9]+')",
      'KIND.valid-values': 'if KIND is not blank then KIND in valid values or KIND in special values',
    });
    for (const proposal of proposals)
      expect(newRule(proposal, attributes), proposal.code).toMatchObject({ problem: null, decision: null, result: null });
  });

  it('follow from relations that the dictionary states in certain words, and from no others', () => {
    const number = { type: 'decimal' } as const;
    const date = { type: 'date', format: 'yyyymmdd' } as const;
    const attributes = [
      attribute('TOTAL', { ...number, name: 'Total Amount', description: 'The Total Amount is the sum of the Principal and Fee.' }),
      attribute('P', { ...number, name: 'Principal', specialValues: ['NA'] }),
      attribute('F', { ...number, name: 'Fee Paid', description: 'It is the sum of what is owed and due.' }),
      attribute('FEE', { ...number, name: 'Fee' }),
      attribute('FEES', { ...number, name: 'All fees', description: 'Must equal the sum of Principal and Fee Paid, and Fee.' }),
      attribute('APPLIED', { ...date, name: 'Application Date' }),
      attribute('ACTION', { ...date, name: 'Action Date', description: 'Must be on or after the Application Date. Example: 20200101' }),
      attribute('KNOWN', { ...date, name: 'Known Date', description: 'Often later than the Application Date.' }),
      attribute('WHY1', { name: 'Reason for Denial: 1' }),
      attribute('WHY2', { name: 'Reason for Denial: 2' }),
      attribute('WHYS', {
        name: 'Reason for Denial: Conditional Free Form Text Field for Code 9',
        description: 'Specify in text the Other Denial Reason(s) if Code 9 is entered. Otherwise, leave this data field blank.',
      }),
    ];
    const proposals = proposeFromDictionary(attributes).filter(({ source }) => source === 'dictionary');
    expect(expressions(proposals)).toEqual({
      'APPLIED.not-after.ACTION': 'if APPLIED is date and ACTION is date then APPLIED <= ACTION',
      'WHYS.only-if-code-9': "if WHYS is not blank then WHY1 in ('9') or WHY2 in ('9')",
    });
    const named = attributes.map((one) =>
      one.code === 'FEE'
        ? { ...one, name: 'Fee Charged' }
        : one.code === 'TOTAL'
          ? { ...one, description: 'The Total Amount is the sum of the Principal and Fee Charged.' }
          : one,
    );
    const sums = proposeFromDictionary(named).filter(({ code }) => code.includes('.sum.'));
    expect(expressions(sums)).toEqual({
      'TOTAL.sum.P+FEE': 'if TOTAL is number and P is number and P not in special values and FEE is number then TOTAL = P + FEE',
    });
    for (const proposal of [...proposals, ...sums]) expect(newRule(proposal, named), proposal.code).toMatchObject({ problem: null });
    expect(sums[0]?.sourceDetail).toBe('The dictionary says: “is the sum of the principal and fee charged”.');
  });

  it('are none where the dictionary says nothing', () => {
    expect(proposeFromDictionary([attribute('A'), attribute('B', { validValues: ['1'] }), attribute('C', { type: 'date' })])).toEqual([]);
  });
});

describe('rules proposed from the data', () => {
  const amount = attribute('AMOUNT', { type: 'decimal', specialValues: ['NA'] });
  const numbers = { type: 'decimal', min: '5', max: '900', mean: '100', lowerQuartile: '80.5', upperQuartile: '120.25' } as const;

  it('say what always holds, with its evidence, and read without a problem', () => {
    const attributes = [
      amount,
      attribute('ID'),
      attribute('DAY', { type: 'date', format: 'yyyymmdd' }),
      attribute('END', { type: 'date', format: 'yyyymmdd' }),
      attribute('KIND'),
      attribute('FEE', { type: 'integer' }),
    ];
    const profiles = new Map(
      [profile('AMOUNT', numbers), profile('ID', { distinct: 200 }), profile('KIND', { blank: 3 })].map((one) => [one.code, one]),
    );
    const proposals = proposeFromData(attributes, profiles, [
      { relation: { kind: 'ordered', earlier: 'DAY', later: 'END' }, tested: 1_500 },
      { relation: { kind: 'sum', total: 'AMOUNT', parts: ['FEE', 'AMOUNT'] }, tested: 90 },
      { relation: { kind: 'blank-when', code: 'KIND', by: 'ID', value: "it's" }, tested: 200 },
    ]);
    expect(expressions(proposals)).toEqual({
      'AMOUNT.filled': 'AMOUNT is not blank',
      'AMOUNT.range': 'if AMOUNT is number and AMOUNT not in special values then AMOUNT between 0 and 240',
      'ID.filled': 'ID is not blank',
      'ID.unique': 'unique(ID)',
      'DAY.not-after.END': 'if DAY is date and END is date then DAY <= END',
      'AMOUNT.sum.FEE+AMOUNT':
        'if AMOUNT is number and AMOUNT not in special values and FEE is number and AMOUNT is number and AMOUNT not in special values then AMOUNT = FEE + AMOUNT',
      'KIND.blank-when.ID': "(KIND is blank and ID in ('it''s')) or (KIND is not blank and not ID in ('it''s'))",
    });
    expect(proposals.find(({ code }) => code === 'DAY.not-after.END')?.sourceDetail).toBe('Holds in all 1,500 records that state it.');
    expect(proposals.find(({ code }) => code === 'AMOUNT.range')?.sourceDetail).toContain('between 80.5 and 120.25');
    for (const proposal of proposals) expect(newRule(proposal, attributes), proposal.code).toMatchObject({ problem: null });
  });

  it('tell no value of a confidential attribute', () => {
    const profiles = new Map([['AMOUNT', profile('AMOUNT', numbers)]]);
    expect(proposeFromData([{ ...amount, confidential: true }], profiles, []).map(({ code }) => code)).toEqual(['AMOUNT.filled']);
  });

  it('are silent on little evidence', () => {
    const few = profile('AMOUNT', { ...numbers, records: 20, distinct: 20 });
    expect(proposeFromData([amount], new Map([['AMOUNT', few]]), [])).toEqual([]);
    const wild = profile('AMOUNT', { ...numbers, outliers: 50 });
    expect(proposeFromData([amount], new Map([['AMOUNT', wild]]), []).map(({ code }) => code)).toEqual(['AMOUNT.filled']);
  });
});

describe('relations looked for in the first records', () => {
  const rows = Array.from({ length: 60 }, (_, n) => n);
  const sampleOf = (columns: Record<string, (n: number) => string | null>): Sample =>
    new Map(Object.entries(columns).map(([code, value]) => [code, rows.map(value)]));
  const numeric = (code: string) => attribute(code, { type: 'decimal' });
  const figures = (code: string) => profile(code, { type: 'decimal', mean: '1', min: '1', max: '99', distinct: 50 });

  it('are sums, orders of dates and conditional blanks', () => {
    const date = { type: 'date', format: 'yyyymmdd' } as const;
    const attributes = [
      numeric('T'),
      numeric('A'),
      numeric('B'),
      attribute('FROM', date),
      attribute('TO', date),
      attribute('WHY'),
      attribute('STATE'),
    ];
    const profiles = new Map(
      [
        figures('T'),
        figures('A'),
        figures('B'),
        profile('FROM'),
        profile('TO'),
        profile('WHY', { blank: 30 }),
        profile('STATE', { distinct: 2 }),
      ].map((one) => [one.code, one]),
    );
    const sample = sampleOf({
      T: (n) => `${n + 1 + n * 2}.50`,
      A: (n) => `${n + 1}.25`,
      B: (n) => `${n * 2}.25`,
      FROM: (n) => `202401${String(1 + (n % 28)).padStart(2, '0')}`,
      TO: (n) => `202402${String(1 + (n % 28)).padStart(2, '0')}`,
      WHY: (n) => (n % 2 === 0 ? null : 'because'),
      STATE: (n) => (n % 2 === 0 ? 'open' : 'denied'),
    });
    expect(candidateRelations(attributes, profiles, sample)).toEqual([
      { kind: 'ordered', earlier: 'FROM', later: 'TO' },
      { kind: 'sum', total: 'T', parts: ['A', 'B'] },
      { kind: 'blank-when', code: 'WHY', by: 'STATE', value: 'open' },
    ]);
    const confidential = attributes.map((one) => (one.code === 'STATE' ? { ...one, confidential: true } : one));
    expect(candidateRelations(confidential, profiles, sample).map(({ kind }) => kind)).toEqual(['ordered', 'sum']);
  });

  it('are none where one record breaks them, or a part is always zero', () => {
    const attributes = [numeric('T'), numeric('A'), numeric('B')];
    const profiles = new Map(['T', 'A', 'B'].map((code) => [code, figures(code)]));
    expect(candidateRelations(attributes, profiles, sampleOf({ T: (n) => String(n + 1), A: (n) => String(n + 1), B: () => '0' }))).toEqual(
      [],
    );
    expect(
      candidateRelations(
        attributes,
        profiles,
        sampleOf({ T: (n) => String(n === 7 ? 0 : 3 * n + 1), A: (n) => String(n + 1), B: (n) => String(2 * n) }),
      ),
    ).toEqual([]);
  });
});

describe('rules when Planning was approved anew', () => {
  const before = [attribute('A', { type: 'integer' }), attribute('B', { requirement: 'mandatory' })];
  const ran = { status: 'ran', tested: 1, passed: 1, failed: 0, message: '', population: 'old' } as const;
  const decided = (rules: readonly Rule[]) => rules.map((rule) => ({ ...rule, decision: 'include' as const, result: ran }));
  const rules = decided(proposeFromDictionary(before).map((proposal) => newRule(proposal, before)));
  const own = {
    ...newRule(
      {
        code: 'MINE',
        name: '',
        attribute: 'B',
        dimension: 'accuracy',
        severity: 'low',
        expression: 'A is number or B is blank',
        rationale: '',
        source: 'tester',
        sourceDetail: '',
      },
      before,
    ),
    decision: 'include' as const,
    result: ran,
  };
  const proposed = new Set(rules.map((rule) => rule.code));

  it('stay as they are where nothing changed', () => {
    expect(rebaseRules({ rules: [...rules, own], before, now: before, proposed, populationMoved: false }).rules.size).toBe(0);
  });

  it('lose results of other records, and of attributes typed otherwise; a proposal follows the dictionary and is asked again', () => {
    expect(
      [...rebaseRules({ rules, before, now: before, proposed, populationMoved: true }).rules.values()].map((rule) => rule?.result),
    ).toEqual([null, null]);
    const now = [{ ...(before[0] ?? attribute('A')), type: 'decimal' as const }, ...before.slice(1)];
    const { rules: changed } = rebaseRules({ rules: [...rules, own], before, now, proposed, populationMoved: false });
    expect(changed.get('A.type')).toMatchObject({ decision: null, result: null, expression: 'if A is not blank then A is number' });
    expect(changed.get('MINE')).toMatchObject({ decision: 'include', result: null });
    expect(changed.has('B.filled')).toBe(false);
  });

  it('keep what people reworded, go with their attribute, and are left out with a reason where people wrote them', () => {
    const reworded = rules.map((rule) => (rule.code === 'A.type' ? { ...rule, expression: 'A is integer' } : rule));
    const now = [{ ...(before[0] ?? attribute('A')), type: 'decimal' as const }];
    const { rules: changed } = rebaseRules({ rules: [...reworded, own], before, now, proposed, populationMoved: false });
    expect(changed.get('A.type')).toMatchObject({ decision: 'include', expression: 'A is integer', result: null });
    expect(changed.get('B.filled')).toBeNull();
    expect(changed.get('MINE')).toMatchObject({ decision: 'exclude', decisionReason: 'B is no longer among the report’s attributes.' });
  });

  it('come anew for new attributes, but not those that people took out', () => {
    const now = [...before, attribute('C', { requirement: 'mandatory' })];
    const { rules: changed, proposed: known } = rebaseRules({ rules: [], before, now, proposed, populationMoved: false });
    expect([...changed.keys()]).toEqual(['C.filled']);
    expect([...known].sort()).toEqual(['A.type', 'B.filled', 'C.filled']);
  });
});
