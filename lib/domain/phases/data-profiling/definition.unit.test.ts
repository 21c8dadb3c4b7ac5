import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../test/support/phase-context';
import type { ItemData } from '../../item/json';
import type { Gate } from '../../phase/definition';
import { type ProfiledAttribute } from '../../rules/rule-attribute';
import type { Population } from '../planning/population';
import { dataProfiling } from './definition';
import { attributeProfileSchema, profileKey } from './profile-facts';
import type { Rule } from './rule-item';

const POPULATION: Population = {
  fileSha256: 'f',
  fileName: 'loans.csv',
  asOfDate: '',
  columns: [{ column: 'a', code: 'A', included: true }],
  key: [],
  count: 10,
  control: null,
  hash: 'h',
  parse: {
    format: 'delimited',
    compression: 'none',
    encoding: 'utf-8',
    delimiter: ',',
    quoted: false,
    header: true,
    skipLines: 0,
    controlLine: null,
  },
};
const ATTRIBUTE: ProfiledAttribute = {
  code: 'A',
  name: 'A',
  column: 'a',
  type: 'integer',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
};
const profile = (population: string) =>
  attributeProfileSchema.parse({
    code: 'A',
    name: 'A',
    type: 'integer',
    records: 10,
    blank: 0,
    special: 0,
    distinct: 10,
    min: '1',
    max: '10',
    mean: '5.5',
    median: '5.5',
    standardDeviation: '3.02765',
    lowerQuartile: '3.25',
    upperQuartile: '7.75',
    shortest: 1,
    longest: 2,
    patterns: [],
    top: [],
    histogram: [],
    wrongType: 0,
    outOfDomain: 0,
    outliers: 0,
    population,
  });
const facts = (population = 'h'): Record<string, ItemData> =>
  JSON.parse(
    JSON.stringify({ $population: POPULATION, $attributes: { attributes: [ATTRIBUTE] }, [profileKey('A')]: profile(population) }),
  ) as Record<string, ItemData>;
const RULE: Rule = {
  code: 'A.filled',
  name: 'A is filled',
  attribute: 'A',
  attributes: ['A'],
  dimension: 'completeness',
  severity: 'high',
  expression: 'A is not blank',
  rationale: '',
  source: 'mandatory',
  sourceDetail: '',
  decision: 'include',
  decisionReason: '',
  problem: null,
  result: { status: 'ran', tested: 10, passed: 9, failed: 1, message: '', population: 'h' },
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const rule = (changes: Partial<Rule> = {}): ItemData => ({ ...RULE, ...changes }) as unknown as ItemData;
function blocked(gates: readonly Gate[]): Record<string, string> {
  return Object.fromEntries(gates.flatMap((gate) => (gate.blocked === null ? [] : [[gate.code, gate.blocked]])));
}
const gatesOf = async (items: readonly ItemData[], given = facts()) => blocked(await dataProfiling.gates(contextOf(items, given)));

describe('views of Data Profiling', () => {
  const viewed = async (label: string, items: readonly ItemData[]) => {
    const view = dataProfiling.groupBy?.find((each) => each.label === label);
    return await contextOf(items, {}).count(view?.filter ?? expect.unreachable());
  };

  it('shows all rules with failures, whatever was decided on them', async () => {
    const decisions = [null, 'include', 'exclude'] as const;
    expect(await viewed('With failures', [...decisions.map((decision) => rule({ decision })), rule({ result: null })])).toBe(3);
  });
});

describe('gates of Data Profiling', () => {
  it('are met where everything is in order, whatever the rules found', async () => {
    expect(await gatesOf([rule(), rule({ decision: 'exclude', problem: 'At character 1: no.', result: null })])).toEqual({});
  });

  it('block an empty version: nothing satisfies no gate', async () => {
    expect(Object.keys(await gatesOf([], {}))).toEqual(['population', 'profiled', 'used']);
  });

  it('name what blocks', async () => {
    const items = [
      rule({ decision: null }),
      rule({ problem: 'At character 1: no.', result: null }),
      rule({ result: null }),
      rule({ turnedDownBy: 'o@example.test' }),
    ];
    expect(await gatesOf(items)).toEqual({
      decided: '1 rule not decided.',
      usable: '1 included rule has a problem in the expression.',
      run: '1 included rule was not run as it stands: run the rules.',
      answered: '1 rule rejected by the approver and kept without an answer.',
    });
    expect(await gatesOf([rule({ decision: 'exclude' })])).toEqual({ used: 'No rule is included.' });
  });

  it('take neither a profile nor a result of another population', async () => {
    expect(
      await gatesOf([rule({ result: { status: 'ran', tested: 1, passed: 1, failed: 0, message: '', population: 'old' } })], facts('old')),
    ).toEqual({
      profiled: '1 attribute is not profiled on this population.',
      run: '1 included rule was not run as it stands: run the rules.',
    });
  });

  it('take a rule that cannot run or tested nothing: it is counted beside the score', async () => {
    const result = { tested: 0, passed: 0, failed: 0, message: 'Too long.', population: 'h' };
    const items = [
      rule(),
      rule({ result: { ...result, status: 'cannot-run' } }),
      rule({ result: { ...result, status: 'tested-nothing' } }),
    ];
    expect(await gatesOf(items)).toEqual({});
    const [score] = await dataProfiling.summary(contextOf(items, facts()));
    expect(score?.parts[0]).toMatchObject({
      label: 'All included rules',
      value: '90.00 %',
      help: 'From 1 rule; counted beside: 1 cannot run, 1 tested nothing.',
    });
    expect(score?.parts[1]).toMatchObject({
      label: 'Completeness',
      value: '90.00 %',
      filter: {
        all: [
          { field: 'decision', values: ['include'] },
          { field: 'dimension', values: ['completeness'] },
        ],
      },
    });
  });
});
