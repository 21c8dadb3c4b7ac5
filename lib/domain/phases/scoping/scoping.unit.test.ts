import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percent } from '../../percent';
import type { AttributeProfile } from '../data-profiling/profile-facts';
import type { Rule } from '../data-profiling/rule-item';
import type { Attribute } from '../planning/attribute-item';
import { scopeCoverage, scopeFigures } from './figures';
import { effortInWords, plannedSamples, scopeImpact } from './impact';
import { ownRecommender, POINTS, THRESHOLD } from './points';
import { recommendScope, rulesAbout } from './recommend';
import type { Recommender } from './recommender';
import { rescoped, turnedDown } from './rescope';
import type { ScopedAttribute } from './scope-item';

function attribute(changes: Partial<Attribute> = {}): Attribute {
  return {
    code: 'AMOUNT',
    position: 1,
    name: 'Amount',
    description: '',
    type: 'integer',
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    cde: false,
    historicalIssue: false,
    mdrm: '',
    securityClass: null,
    pdes: [],
    risk: null,
    riskRationale: '',
    column: 'amount',
    decision: 'include',
    decisionReason: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
}

function rule(changes: Partial<Rule> = {}, failed = 0, tested = 100): Rule {
  return {
    code: 'R1',
    name: 'R1',
    attribute: 'AMOUNT',
    attributes: ['AMOUNT'],
    dimension: 'validity',
    severity: 'high',
    expression: 'AMOUNT > 0',
    rationale: '',
    source: 'data',
    sourceDetail: '',
    decision: 'include',
    decisionReason: '',
    problem: null,
    result: { status: 'ran', tested, passed: tested - failed, failed, message: '', population: 'p' },
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
    ...changes,
  };
}

function profile(changes: Partial<AttributeProfile> = {}): AttributeProfile {
  return {
    code: 'AMOUNT',
    name: 'Amount',
    type: 'integer',
    records: 100,
    blank: 0,
    special: 0,
    distinct: 10,
    min: '1',
    max: '9',
    mean: '5',
    median: '5',
    standardDeviation: '1',
    lowerQuartile: '3',
    upperQuartile: '7',
    shortest: 1,
    longest: 1,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
    population: 'p',
    ...changes,
  };
}

async function recommend(
  of: Partial<Attribute>,
  rules: readonly Rule[] = [],
  found: AttributeProfile | null = null,
  recommenders: readonly Recommender[] = [ownRecommender],
): Promise<ScopedAttribute> {
  const [one] = await recommendScope([{ attribute: attribute(of), rules, profile: found }], recommenders);
  if (one === undefined) throw new Error('nothing recommended');
  return one;
}

describe('recommendation', () => {
  it('weighs in the order of the domain, and the whole is 100', () => {
    const weights = Object.values(POINTS);
    expect(Object.keys(POINTS)).toEqual(['cde', 'historical-issue', 'failed-rules', 'risk', 'mandatory', 'usage']);
    expect([...weights].sort((a, b) => b - a)).toEqual(weights);
    expect(weights.reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  it('gives each reason its points and its words', async () => {
    const most = await recommend(
      { cde: true, historicalIssue: true, risk: 10, requirement: 'mandatory' },
      [rule({ severity: 'critical' }, 3), rule({ code: 'R2' })],
      profile(),
    );
    expect(most).toMatchObject({
      recommendation: 'test',
      score: 100,
      rules: 2,
      failedRules: 1,
      dqScore: '98.50',
      recommendedBy: 'countersign/1',
      decision: null,
      finalScoping: null,
    });
    expect(most.reasons).toEqual([
      { source: 'cde', points: 40, text: 'Critical data element.' },
      { source: 'historical-issue', points: 24, text: 'Had an issue before.' },
      { source: 'failed-rules', points: 16, text: '1 of 2 rules failed, on up to 3 records; the most severe is critical.' },
      { source: 'risk', points: 10, text: 'Risk 10 of 10.' },
      { source: 'mandatory', points: 6, text: 'Mandatory.' },
      { source: 'usage', points: 4, text: 'Holds a value in 100.0 % of the records.' },
    ]);
    expect(await recommend({})).toMatchObject({ recommendation: 'skip', score: 0, reasons: [], dqScore: null });
  });

  it('recommends by what is enough by itself, and not by what is not', async () => {
    const cases: [Partial<Attribute>, readonly Rule[], AttributeProfile | null, 'test' | 'skip'][] = [
      [{ cde: true }, [], null, 'test'],
      [{ historicalIssue: true }, [], null, 'test'],
      [{}, [rule({ severity: 'critical' }, 1)], null, 'test'],
      [{}, [rule({ severity: 'medium' }, 1)], null, 'skip'],
      [{}, [rule({ severity: 'medium' }, 1)], profile(), 'test'],
      [{}, [rule({ severity: 'low' }, 1)], profile(), 'skip'],
      [{ risk: 10, requirement: 'mandatory' }, [], null, 'test'],
      [{ risk: 10 }, [], profile(), 'skip'],
      [{ risk: 5, requirement: 'mandatory' }, [], profile(), 'test'],
      [{ risk: 4, requirement: 'mandatory' }, [], profile(), 'skip'],
      [{ requirement: 'mandatory' }, [rule()], profile(), 'skip'],
    ];
    for (const [of, rules, found, expected] of cases)
      expect([of, (await recommend(of, rules, found)).recommendation]).toEqual([of, expected]);
    expect(THRESHOLD).toBe(15);
  });

  it('counts usage by what is filled with more than blanks and special values', async () => {
    const points = async (changes: Partial<AttributeProfile>) => (await recommend({}, [], profile(changes))).score;
    expect([
      await points({ blank: 20, special: 5 }),
      await points({ blank: 50, special: 1 }),
      await points({ blank: 76 }),
      await points({ records: 0 }),
    ]).toEqual([3, 1, 0, 0]);
  });

  it('takes no failure from a rule that could not run or tested nothing', async () => {
    const silent = rule({ result: { status: 'tested-nothing', tested: 0, passed: 0, failed: 0, message: '', population: 'p' } });
    expect(await recommend({}, [silent, rule({ result: null })])).toMatchObject({ score: 0, rules: 2, failedRules: 0, dqScore: null });
  });

  it('takes the rules used on an attribute: those that constrain it, and those of no one attribute that name it', () => {
    const rules = [
      rule(),
      rule({ code: 'other', attribute: 'STATE', attributes: ['AMOUNT', 'STATE'] }),
      rule({ code: 'both', attribute: null, attributes: ['AMOUNT', 'STATE'] }),
      rule({ code: 'out', decision: 'exclude' }),
    ];
    expect(rulesAbout('AMOUNT', rules).map(({ code }) => code)).toEqual(['R1', 'both']);
  });

  it('holds keys in scope by rule, whatever is known of them', async () => {
    expect(await recommend({ keyOrder: 1, cde: true })).toMatchObject({
      recommendation: 'key',
      finalScoping: 'key',
      decision: null,
      score: 100,
      reasons: [{ source: 'key' }],
    });
  });

  it('takes reasons from another recommender beside its own, also against testing, and never about keys', async () => {
    const asked: string[] = [];
    const outside: Recommender = {
      name: 'elsewhere/2',
      reasonsFor: (attributes) => {
        asked.push(...attributes.map((one) => one.attribute.code));
        return Promise.resolve(new Map([['AMOUNT', [{ source: 'external' as const, text: 'Reconciled daily.', points: -30 }]]]));
      },
    };
    const one = await recommend({ cde: true }, [], null, [ownRecommender, outside]);
    expect(one).toMatchObject({ recommendation: 'skip', score: 10, recommendedBy: 'countersign/1, elsewhere/2' });
    expect(one.reasons.map(({ source }) => source)).toEqual(['cde', 'external']);
    await recommend({ code: 'ID', keyOrder: 1 }, [], null, [ownRecommender, outside]);
    expect(asked).toEqual(['AMOUNT']);
  });
});

describe('recommended anew', () => {
  const decided = async (of: Partial<Attribute> = { cde: true }, rules: readonly Rule[] = []): Promise<ScopedAttribute> => ({
    ...(await recommend(of, rules)),
    decision: 'accept',
    finalScoping: 'test',
    approach: 'By document.',
  });

  it('keeps a decision while what it rests on is the same, though figures move', async () => {
    const before = await decided({ cde: true }, [rule({}, 2)]);
    const now = await recommend({ cde: true, position: 4 }, [rule({}, 5)]);
    expect(rescoped(before, now)).toEqual({ ...now, decision: 'accept', finalScoping: 'test', approach: 'By document.' });
  });

  it('asks again where it is not, and keeps the words', async () => {
    const before = { ...(await decided()), decisionReason: 'As agreed.' };
    const changes: [Partial<Attribute>, readonly Rule[]][] = [
      [{}, []],
      [{ cde: true, risk: 3 }, []],
      [{ cde: true, name: 'Sum' }, []],
      [{ cde: true, type: 'decimal' }, []],
      [{ cde: true }, [rule({}, 1)]],
    ];
    for (const [of, rules] of changes) {
      const next = rescoped(before, await recommend(of, rules));
      expect([of, next.decision, next.finalScoping, next.approach, next.decisionReason]).toEqual([
        of,
        null,
        null,
        'By document.',
        'As agreed.',
      ]);
    }
    expect(rescoped(before, await recommend({ cde: true, keyOrder: 1 }))).toMatchObject({ decision: null, finalScoping: 'key' });
    expect(rescoped({ ...(await recommend({ keyOrder: 1 })) }, await recommend({}))).toMatchObject({ decision: null, finalScoping: null });
  });

  it('takes the decision away from what was turned down', async () => {
    expect(turnedDown({ ...(await decided()), answer: 'before' }, 'o@example.test', 'Too thin.')).toMatchObject({
      decision: null,
      finalScoping: null,
      turnedDownBy: 'o@example.test',
      turnedDownReason: 'Too thin.',
      answer: '',
    });
    expect(turnedDown(await recommend({ keyOrder: 1 }), 'o@example.test', 'Why?')).toMatchObject({ finalScoping: 'key' });
  });
});

describe('figures', () => {
  it('counts what is in scope, decided against the recommendation, and agreed', async () => {
    const base = await recommend({ cde: true });
    const scope = [
      { ...base, recommendation: 'key', decision: null, finalScoping: 'key' },
      { ...base, decision: 'accept', finalScoping: 'test' },
      { ...base, decision: 'decline', finalScoping: 'skip', failedRules: 1 },
      { ...base, cde: false, decision: 'override', finalScoping: 'test', risk: 7 },
      { ...base, cde: false, historicalIssue: true },
    ] as ScopedAttribute[];
    expect(scopeFigures(scope)).toEqual({
      attributes: 5,
      test: 2,
      skip: 1,
      keys: 1,
      undecided: 1,
      accepted: 1,
      declined: 1,
      overridden: 1,
      inScopePercent: '60.0',
      overridesPercent: '33.3',
      agreementPercent: '33.3',
    });
    expect(
      scopeCoverage(scope).map(({ kind, inScope, leftOut, undecided, all, percent: share }) => [
        kind,
        inScope,
        leftOut,
        undecided,
        all,
        share,
      ]),
    ).toEqual([
      ['cde', 2, 1, 0, 3, '66.7'],
      ['historical-issue', 0, 0, 1, 1, '0.0'],
      ['failed-rules', 0, 1, 0, 1, '0.0'],
      ['high-risk', 1, 0, 0, 1, '100.0'],
    ]);
    expect(scopeFigures([])).toMatchObject({ inScopePercent: null, overridesPercent: null, agreementPercent: null });
  });

  it('rounds half up by whole numbers', () => {
    expect([
      percent(1, 3),
      percent(2, 3),
      percent(1, 2000),
      percent(1, 2001),
      percent(0, 7),
      percent(7, 7),
      percent(1, 0),
      percent(1, 3, 0),
      percent(1, 3, 2),
    ]).toEqual(['33.3', '66.7', '0.1', '0.1', '0.0', '100.0', null, '33', '33.33']);
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 10_000 }),
        (part, whole) => Math.abs(Number(percent(part, whole, 2)) - (100 * part) / whole) <= 0.005 + 1e-9,
      ),
    );
  });
});

describe('impact', () => {
  const plan = { by: 'table' as const, samples: 0, riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' };

  it('plans samples by the table or as typed, and says why there are none', () => {
    expect(plannedSamples(plan)).toEqual({ samples: 59, why: 'By the AICPA table: risk 5 %, tolerable 5 %, expected 0 %.' });
    expect(plannedSamples({ ...plan, by: 'typed', samples: 25 }).samples).toBe(25);
    expect(plannedSamples({ ...plan, by: 'typed' })).toMatchObject({ samples: null });
    expect(plannedSamples({ ...plan, tolerablePercent: 'x' }).samples).toBeNull();
    expect(plannedSamples({ ...plan, expectedPercent: '9' })).toEqual({
      samples: null,
      why: 'The expected rate must be below the tolerable rate.',
    });
  });

  it('multiplies samples and attributes to test, and says the effort in words', () => {
    expect(scopeImpact({ samples: 59, attributes: 47, minutesEach: 10 })).toEqual({ testCases: 2773, minutes: 27730 });
    expect([0, 1, 45, 60, 90, 725, 27730].map(effortInWords)).toEqual([
      '0 minutes',
      '1 minute',
      '45 minutes',
      '1 hour',
      '1.5 hours',
      '12.1 hours',
      '462 hours',
    ]);
  });
});
