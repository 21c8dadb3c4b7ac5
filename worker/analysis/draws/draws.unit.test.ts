import { describe, expect, it } from 'vitest';
import { keyOf, ROWS, type Rows, ranked, withPopulation } from '../../../test/support/small-population';
import { boundaryRecords } from './boundary-records';
import { designMix, selectMix } from './draw-mix';
import { designMonetary, leftOutAmounts } from './draw-monetary';
import { designStrata, selectStrata } from './draw-strata';

describe('strata', () => {
  it('are counted, share the size out by largest remainder, and give the first ranks of each', async () => {
    await withPopulation(ROWS, async (reader) => {
      const design = await designStrata(reader, {
        attribute: 'STATE',
        bands: null,
        numbered: false,
        allocation: { by: 'proportional', size: 59 },
      });
      expect(design.strata).toEqual([
        { stratum: 'CA', records: 60, size: 12 },
        { stratum: 'TX', records: 210, size: 41 },
        { stratum: '(blank)', records: 30, size: 6 },
      ]);
      const drawn = await selectStrata(reader, 'seed', design);
      expect(drawn).toHaveLength(59);
      for (const { stratum, size } of design.strata) {
        const held = ROWS.flatMap(([state], index) => ((state === '' ? '(blank)' : state) === stratum ? [keyOf(index)] : []));
        expect(drawn.filter((each) => each.stratum === stratum).map(({ key }) => key)).toEqual(ranked('seed', held).slice(0, size));
      }
    });
  });

  it('by bands compare decimals exactly and set what is no number apart', async () => {
    await withPopulation(
      [
        ['a', '9.99'],
        ['a', '10'],
        ['a', '10.0'],
        ['a', '-3'],
        ['a', '100'],
        ['a', 'NA'],
        ['a', ''],
        ['a', '2e3'],
      ],
      async (reader) => {
        const design = await designStrata(reader, {
          attribute: 'AMOUNT',
          bands: ['10', '100'],
          numbered: false,
          allocation: {
            by: 'table',
            sizes: new Map([
              ['below 10', 2],
              ['100 and above', 1],
              ['(not a number)', 1],
            ]),
          },
        });
        expect(design.strata).toEqual([
          { stratum: 'below 10', records: 2, size: 2 },
          { stratum: '10 to below 100', records: 2, size: 0 },
          { stratum: '100 and above', records: 1, size: 1 },
          { stratum: '(not a number)', records: 2, size: 1 },
          { stratum: '(blank)', records: 1, size: 0 },
        ]);
        expect((await selectStrata(reader, 's', design)).map(({ stratum }) => stratum)).toEqual([
          'below 10',
          'below 10',
          '100 and above',
          '(not a number)',
        ]);
      },
    );
  });

  it('of confidential values are numbered, and impossible tables refused in words', async () => {
    await withPopulation(ROWS, async (reader) => {
      const allocation = { by: 'proportional', size: 10 } as const;
      expect(
        (await designStrata(reader, { attribute: 'STATE', bands: null, numbered: true, allocation })).strata.map(({ stratum }) => stratum),
      ).toEqual(['STATE 1', 'STATE 2', '(blank)']);
      await expect(
        designStrata(reader, {
          attribute: 'STATE',
          bands: null,
          numbered: false,
          allocation: { by: 'table', sizes: new Map([['NV', 1]]) },
        }),
      ).rejects.toThrow('no stratum “NV”');
      await expect(designStrata(reader, { attribute: 'ID', bands: null, numbered: false, allocation })).rejects.toThrow(
        'more than 200 values',
      );
    });
  });
});

describe('monetary units', () => {
  it('list amounts that are on no line apart, and refuse a column without any', async () => {
    await withPopulation(
      [
        ['a', '-5'],
        ['a', '0.00'],
        ['a', ''],
        ['a', 'NA'],
        ['a', '10'],
        ['a', '-1'],
      ],
      async (reader) => {
        const design = await designMonetary(reader, { attribute: 'AMOUNT', selection: 'fixed-interval', units: 3 });
        expect(design).toMatchObject({
          value: '10.00',
          interval: '3.333333333333…',
          certain: { records: 1, value: '10.00' },
          leftOut: { negative: { records: 2, value: '-6.00' }, zero: 1, blank: 1, unreadable: 1 },
        });
        expect(await leftOutAmounts(reader)).toEqual([
          { kind: 'blank', records: 1, keys: ['r0002'] },
          { kind: 'negative', records: 2, keys: ['r0000', 'r0005'] },
          { kind: 'unreadable', records: 1, keys: ['r0003'] },
          { kind: 'zero', records: 1, keys: ['r0001'] },
        ]);
        await expect(designMonetary(reader, { attribute: 'STATE', selection: 'cell', units: 3 })).rejects.toThrow('no amount above zero');
      },
    );
  });
});

describe('boundaries', () => {
  it('are minimum, maximum, the values nearest inside the outlier bounds, and both sides of a threshold', async () => {
    // Quartiles 3 and 8, so that the bounds are −4.5 and 15.5.
    const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '15', '100', '', 'NA'].map((amount): [string, string] => ['a', amount]);
    await withPopulation(rows, async (reader) => {
      const points = await boundaryRecords(reader, 's', [{ attribute: 'AMOUNT', thresholds: ['5.5', '7'] }], 5);
      expect(points.map(({ point, keys }) => [point, keys])).toEqual([
        ['at its minimum', [keyOf(0)]],
        ['at its maximum', [keyOf(10)]],
        ['at its upper outlier bound', [keyOf(9)]],
        ['at or below 5.5', [keyOf(4)]],
        ['at or above 5.5', [keyOf(5)]],
        ['at or below 7', [keyOf(6)]],
      ]);
      await expect(boundaryRecords(reader, 's', [{ attribute: 'STATE', thresholds: [] }], 5)).rejects.toThrow('holds no number');
    });
  });
});

describe('a mix without rules', () => {
  it('takes boundary and clean records in whole counts, nobody twice, and says what is not there', async () => {
    await withPopulation(ROWS, async (reader) => {
      const request = {
        size: 20,
        shares: { clean: 80, anomaly: 0, boundary: 20 },
        rules: [],
        attributes: [],
        boundaries: [{ attribute: 'AMOUNT', thresholds: ['500'] }],
      };
      const design = await designMix(reader, 'seed', request);
      expect(design.sizes).toEqual({ clean: 16, anomaly: 0, boundary: 4 });
      const drawn = await selectMix(reader, 'seed', design);
      expect(drawn.map(({ category }) => category)).toEqual([
        ...Array.from({ length: 4 }, () => 'boundary'),
        ...Array.from({ length: 16 }, () => 'clean'),
      ]);
      expect(new Set(drawn.map(({ key }) => key)).size).toBe(20);
      expect(drawn[0]).toMatchObject({ attributeInFocus: 'AMOUNT', rationale: 'AMOUNT is at its minimum.' });
    });
  });
});

describe('a mix with anomalies', () => {
  const attributes: Parameters<typeof designMix>[2]['attributes'] = (['STATE', 'AMOUNT', 'ID'] as const).map((code) => ({
    code,
    name: code,
    column: code.toLowerCase(),
    type: code === 'AMOUNT' ? ('decimal' as const) : ('text' as const),
    format: '',
    requirement: null,
    validValues: [],
    specialValues: [],
    exhaustive: false,
    keyOrder: null,
    confidential: false,
  }));
  const rules: Parameters<typeof designMix>[2]['rules'] = [
    { code: 'R1', expression: 'STATE is not blank', attribute: 'STATE', severity: 'high' },
    { code: 'R2', expression: "if STATE = 'CA' then AMOUNT >= 0", attribute: 'AMOUNT', severity: 'low' },
    { code: 'R3', expression: 'unique(STATE, AMOUNT)', attribute: 'AMOUNT', severity: 'low' },
  ];
  const rows: Rows = [...ROWS.slice(0, 100), ['TX', '77.77'], ['TX', '77.77'], ['CA', '-1'], ['CA', '-2']];

  it('takes failing records rule by rule, with the rule’s attribute in focus, and clean ones that fail none', async () => {
    await withPopulation(rows, async (reader) => {
      const design = await designMix(reader, 'seed', {
        size: 10,
        shares: { clean: 50, anomaly: 50, boundary: 0 },
        rules,
        attributes,
        boundaries: [],
      });
      const drawn = await selectMix(reader, 'seed', design);
      const anomalies = drawn.filter(({ category }) => category === 'anomaly');
      expect(anomalies.map(({ rationale }) => rationale?.slice(11, 13)).slice(0, 3)).toEqual(['R1', 'R2', 'R3']);
      expect(anomalies).toHaveLength(5);
      const stateOf = (key: string) => rows[Number(key.slice(1))];
      expect(anomalies.filter(({ attributeInFocus }) => attributeInFocus === 'STATE').every(({ key }) => stateOf(key)?.[0] === '')).toBe(
        true,
      );
      const second = anomalies.find(({ rationale }) => rationale === 'Fails rule R2.');
      expect(Number(stateOf(second?.key ?? '')?.[1])).toBeLessThan(0);
      expect(drawn.filter(({ category }) => category === 'clean').every(({ key }) => stateOf(key)?.[0] !== '')).toBe(true);
      const blanks = rows.filter(([state]) => state === '').length;
      expect(design.available.anomaly).toBeGreaterThanOrEqual(blanks + 4);
      expect(design.available.clean + design.available.anomaly).toBe(rows.length);
    });
  });
  it('refuses a rule that cannot run', async () => {
    await withPopulation(rows, async (reader) => {
      await expect(
        designMix(reader, 's', {
          size: 2,
          shares: { clean: 0, anomaly: 100, boundary: 0 },
          rules: [{ code: 'R9', expression: 'NOWHERE = 1', attribute: null, severity: 'low' }],
          attributes,
          boundaries: [],
        }),
      ).rejects.toThrow('Rule R9 cannot run');
    });
  });
});
