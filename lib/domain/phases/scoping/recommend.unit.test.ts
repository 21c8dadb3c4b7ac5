import { describe, expect, it } from 'vitest';
import { profileOfAmount as profile, recommended, ruleOnAmount as rule } from '../../../../test/support/recommended';
import type { AttributeProfile } from '../data-profiling/profile-facts';
import type { Rule } from '../data-profiling/rule-item';
import type { Attribute } from '../planning/attribute-item';
import { ownRecommender, POINTS, THRESHOLD } from './points';
import { rulesAbout } from './recommend';
import type { Recommender } from './recommender';
import { rescoped, turnedDown } from './rescope';
import type { ScopedAttribute } from './scope-item';

describe('recommendation', () => {
  it('weighs in the order of the domain, and the whole is 100', () => {
    const weights = Object.values(POINTS);
    expect(Object.keys(POINTS)).toEqual(['cde', 'historical-issue', 'failed-rules', 'risk', 'mandatory', 'usage']);
    expect([...weights].sort((a, b) => b - a)).toEqual(weights);
    expect(weights.reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  it('gives each reason its points and its words', async () => {
    const most = await recommended(
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
    expect(await recommended({})).toMatchObject({ recommendation: 'skip', score: 0, reasons: [], dqScore: null });
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
      expect([of, (await recommended(of, rules, found)).recommendation]).toEqual([of, expected]);
    expect(THRESHOLD).toBe(15);
  });

  it('counts usage by what is filled with more than blanks and special values', async () => {
    const points = async (changes: Partial<AttributeProfile>) => (await recommended({}, [], profile(changes))).score;
    expect([
      await points({ blank: 20, special: 5 }),
      await points({ blank: 50, special: 1 }),
      await points({ blank: 76 }),
      await points({ records: 0 }),
    ]).toEqual([3, 1, 0, 0]);
  });

  it('takes no failure from a rule that could not run or tested nothing', async () => {
    const silent = rule({ result: { status: 'tested-nothing', tested: 0, passed: 0, failed: 0, message: '', population: 'p' } });
    expect(await recommended({}, [silent, rule({ result: null })])).toMatchObject({ score: 0, rules: 2, failedRules: 0, dqScore: null });
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
    expect(await recommended({ keyOrder: 1, cde: true })).toMatchObject({
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
    const one = await recommended({ cde: true }, [], null, [ownRecommender, outside]);
    expect(one).toMatchObject({ recommendation: 'skip', score: 10, recommendedBy: 'countersign/1, elsewhere/2' });
    expect(one.reasons.map(({ source }) => source)).toEqual(['cde', 'external']);
    await recommended({ code: 'ID', keyOrder: 1 }, [], null, [ownRecommender, outside]);
    expect(asked).toEqual(['AMOUNT']);
  });
});

describe('recommended anew', () => {
  const decided = async (of: Partial<Attribute> = { cde: true }, rules: readonly Rule[] = []): Promise<ScopedAttribute> => ({
    ...(await recommended(of, rules)),
    decision: 'accept',
    finalScoping: 'test',
    approach: 'By document.',
  });

  it('keeps a decision while what it rests on is the same, though figures move', async () => {
    const before = await decided({ cde: true }, [rule({}, 2)]);
    const now = await recommended({ cde: true, position: 4 }, [rule({}, 5)]);
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
      const next = rescoped(before, await recommended(of, rules));
      expect([of, next.decision, next.finalScoping, next.approach, next.decisionReason]).toEqual([
        of,
        null,
        null,
        'By document.',
        'As agreed.',
      ]);
    }
    expect(rescoped(before, await recommended({ cde: true, keyOrder: 1 }))).toMatchObject({ decision: null, finalScoping: 'key' });
    expect(rescoped({ ...(await recommended({ keyOrder: 1 })) }, await recommended({}))).toMatchObject({
      decision: null,
      finalScoping: null,
    });
  });

  it('takes the decision away from what was turned down', async () => {
    expect(turnedDown({ ...(await decided()), answer: 'before' }, 'o@example.test', 'Too thin.')).toMatchObject({
      decision: null,
      finalScoping: null,
      turnedDownBy: 'o@example.test',
      turnedDownReason: 'Too thin.',
      answer: '',
    });
    expect(turnedDown(await recommended({ keyOrder: 1 }), 'o@example.test', 'Why?')).toMatchObject({ finalScoping: 'key' });
  });
});
