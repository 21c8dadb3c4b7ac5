import { describe, expect, it } from 'vitest';
import { madeDraw } from '../../../../test/support/made-draw';
import type { DrawDesign } from './draw-design';
import type { DrawFact } from './facts';
import { type DrawnSample, randomSamples } from './random-samples';

const BY_TABLE: DrawFact['size'] = { by: 'table', riskPercent: '10', tolerablePercent: '4', expectedPercent: '0' };
const BY_HAND: DrawFact['size'] = { by: 'hand', count: 2, reason: 'enough' };

const drawn = (key: string, changes: Partial<DrawFact>): { key: string; draw: DrawFact } => ({
  key,
  draw: madeDraw({ size: BY_TABLE, ...changes }),
});

function sample(record: string, draws: readonly string[], changes: Partial<DrawnSample> = {}): [string, DrawnSample] {
  const origins = draws.map((draw) => ({ source: 'rule' as const, draw, by: null }));
  return [record, { origins, values: {}, stratum: null, category: null, ...changes }];
}

const STAGE: Extract<DrawDesign, { kind: 'two-stage' }> = {
  kind: 'two-stage',
  table: 'T',
  dated: '2017-08',
  caveat: '',
  unconfirmed: [],
  firstStage: 2,
  total: 4,
  resubmission: 1,
  initialThreshold: 1,
  stage: 1,
  extends: null,
};
const records = (...args: Parameters<typeof randomSamples>) => randomSamples(...args).map((one) => [one.draw, [...one.records]]);

describe('random samples', () => {
  it('are those of random draws, with what they were planned for', () => {
    const samples = [sample('a', ['1']), sample('b', ['1', '2']), sample('c', ['2']), sample('d', ['3'])];
    expect(randomSamples([drawn('1', {}), drawn('2', { method: 'judgmental' }), drawn('3', { size: BY_HAND })], samples)).toEqual([
      {
        draw: '1',
        base: 'records',
        riskPercent: '10',
        tolerablePercent: '4',
        records: new Map([
          ['a', 1],
          ['b', 1],
        ]),
      },
      { draw: '3', base: 'records', riskPercent: '5', tolerablePercent: '5', records: new Map([['d', 1]]) },
    ]);
  });

  it('are none where no record of the draw is among the samples', () => {
    expect(randomSamples([drawn('1', {})], [])).toEqual([]);
  });

  it('hold strata apart unless sizes were in proportion', () => {
    const strata = [
      { stratum: 'TX', records: 700, size: 1 },
      { stratum: 'CA', records: 300, size: 1 },
    ];
    const design = { kind: 'stratified' as const, attribute: 'STATE', bands: null, numbered: false, strata };
    const samples = [sample('a', ['1'], { stratum: 'TX' }), sample('b', ['1'], { stratum: 'CA' })];
    const of = (allocation: 'table' | 'proportional') =>
      records([drawn('1', { method: 'stratified', design: { ...design, allocation } })], samples);
    expect(of('table')).toEqual([
      ['1/TX', [['a', 1]]],
      ['1/CA', [['b', 1]]],
    ]);
    expect(of('proportional')).toEqual([
      [
        '1',
        [
          ['a', 1],
          ['b', 1],
        ],
      ],
    ]);
  });

  it('have the clean records alone of a mix', () => {
    const shares = { clean: 1, anomaly: 1, boundary: 0 };
    const design = { kind: 'mix' as const, shares, sizes: shares, available: shares, rules: [], attributes: [], boundaries: [] };
    const samples = [sample('a', ['1'], { category: 'clean' }), sample('b', ['1'], { category: 'anomaly' })];
    expect(records([drawn('1', { method: 'mix', design })], samples)).toEqual([['1', [['a', 1]]]]);
  });

  it('take both stages for one sample, and a first stage for itself until it is extended', () => {
    const samples = [sample('a', ['1']), sample('b', ['2'])];
    const first = drawn('1', { method: 'two-stage', design: STAGE });
    const second = drawn('2', { method: 'two-stage', design: { ...STAGE, stage: 2, extends: '1' } });
    expect(records([first], samples)).toEqual([['1', [['a', 1]]]]);
    expect(records([first, second], samples)).toEqual([
      [
        '2',
        [
          ['a', 1],
          ['b', 1],
        ],
      ],
    ]);
  });

  it('count whole intervals of a record that was taken with certainty', () => {
    const none = { records: 0, value: '0' };
    const design: DrawDesign = {
      kind: 'monetary-unit',
      attribute: 'AMT',
      selection: 'fixed-interval',
      units: 10,
      decimals: 2,
      value: '1000.00',
      interval: '100',
      certain: none,
      sampled: none,
      leftOut: { negative: none, zero: 0, blank: 0, unreadable: 0 },
    };
    const amounts = [
      sample('a', ['1'], { values: { AMT: '350.00' } }),
      sample('b', ['1'], { values: { AMT: '12.5' } }),
      sample('c', ['1'], { values: { AMT: 'unreadable' } }),
    ];
    const [only] = randomSamples([drawn('1', { method: 'monetary-unit', design })], amounts);
    expect(only?.base).toBe('value');
    expect([...(only?.records ?? [])]).toEqual([
      ['a', 3],
      ['b', 1],
      ['c', 1],
    ]);
  });
});
