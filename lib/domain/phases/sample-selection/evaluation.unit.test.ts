import { describe, expect, it } from 'vitest';
import { madeDraw } from '../../../../test/support/made-draw';
import type { DrawDesign } from './draw-design';
import { evaluationLines } from './evaluation';
import { type DrawFact, drawFactSchema, drawKey } from './facts';
import { designInWords, sizeInWords } from './words';

const draw = (changes: Partial<DrawFact>): DrawFact => madeDraw({ asked: 59, drawn: 59, by: 'x@example.test', ...changes });
function lines(...draws: DrawFact[]) {
  return evaluationLines(draws.map((each, index) => ({ key: drawKey(index + 1), draw: each })));
}
const BY_TABLE: DrawFact['size'] = { by: 'table', riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' };
const TWO_STAGE: DrawDesign = {
  kind: 'two-stage',
  table: 'T',
  dated: '2017-08',
  caveat: 'Confirm.',
  unconfirmed: ['total'],
  firstStage: 30,
  total: 79,
  resubmission: 4,
  initialThreshold: 2,
  stage: 1,
  extends: null,
};
const MONETARY: DrawDesign = {
  kind: 'monetary-unit',
  attribute: 'AMOUNT',
  selection: 'fixed-interval',
  units: 60,
  decimals: 2,
  value: '6000.00',
  interval: '100',
  certain: { records: 2, value: '500.00' },
  sampled: { records: 90, value: '5500.00' },
  leftOut: { negative: { records: 3, value: '-10.00' }, zero: 0, blank: 1, unreadable: 0 },
};
const STRATA: DrawDesign = {
  kind: 'stratified',
  attribute: 'STATE',
  bands: null,
  numbered: false,
  allocation: 'table',
  strata: [
    { stratum: 'TX', records: 700, size: 29 },
    { stratum: 'CA', records: 300, size: 0 },
  ],
};
const MIX: DrawDesign = {
  kind: 'mix',
  shares: { clean: 30, anomaly: 50, boundary: 20 },
  sizes: { clean: 15, anomaly: 25, boundary: 10 },
  available: { clean: 900, anomaly: 12, boundary: 80 },
  rules: [],
  attributes: [],
  boundaries: [],
};

describe('evaluationLines', () => {
  it('state the exact bound by number of deviations for a random draw', () => {
    expect(lines(draw({ size: BY_TABLE }))).toEqual([
      {
        draw: '$draw/001',
        of: 'all records',
        sample: 59,
        confidencePercent: 95,
        method: 'Clopper–Pearson',
        base: 'records',
        bounds: expect.arrayContaining(['4.96']) as string[],
      },
    ]);
  });
  it('say nothing of records that were not drawn at random', () => {
    expect(lines(draw({ method: 'judgmental' }), draw({ method: 'approver' }), draw({ method: 'whole-population', drawn: 1000 }))).toEqual(
      [],
    );
    expect(lines(draw({ method: 'mix', design: MIX })).map(({ of, sample }) => [of, sample])).toEqual([['clean records', 15]]);
  });
  it('use Poisson for monetary units, of the value', () => {
    expect(lines(draw({ method: 'monetary-unit', design: MONETARY }))[0]).toMatchObject({
      sample: 60,
      method: 'Poisson',
      base: 'value',
      bounds: ['5.00', '7.91', '10.50', '12.93', '15.26', '17.53'],
    });
  });
  it('speak of each stratum where sizes were not in proportion, and of both stages together', () => {
    expect(lines(draw({ method: 'stratified', design: STRATA })).map(({ of, sample }) => [of, sample])).toEqual([['TX', 29]]);
    const second = draw({ method: 'two-stage', drawn: 49, design: { ...TWO_STAGE, stage: 2, extends: '$draw/001' } });
    expect(lines(draw({ method: 'two-stage', drawn: 30, design: TWO_STAGE })).map(({ sample }) => sample)).toEqual([30]);
    expect(
      lines(draw({ method: 'two-stage', drawn: 30, design: TWO_STAGE }), second).map(({ draw: key, sample }) => [key, sample]),
    ).toEqual([['$draw/002', 79]]);
  });
});

describe('words about draws', () => {
  it('name size, design and caveat', () => {
    expect(
      sizeInWords(draw({ size: { by: 'poisson', riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' }, asked: 60 })),
    ).toContain('60 by Poisson');
    expect(designInWords(TWO_STAGE)).toContain('resubmission is indicated at 4. Confirm. Not confirmed: total.');
    expect(designInWords(MONETARY)).toContain(
      'interval 100 of 6000.00; 2 larger than the interval and taken with certainty. Not on the line: 3 negative, 1 blank.',
    );
    expect(designInWords(STRATA)).toBe('2 strata of STATE, allocated by a table.');
    expect(designInWords(MIX)).toContain('12 anomaly of 25 (no more there)');
  });
});

describe('draw facts', () => {
  it('of earlier releases are read as they were written', () => {
    const before = draw({});
    expect(drawFactSchema.parse(before)).toEqual(before);
    expect('design' in drawFactSchema.parse(before)).toBe(false);
  });
});
