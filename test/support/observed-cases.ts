import type { ItemData } from '#domain/item/json';
import type { RandomSample } from '#domain/observing/deviation-rates';
import { personToken } from '#domain/people/person-token';
import { deriveObservations, type ObservedAttribute, type ReviewedRun } from '#domain/phases/observation-management/derive-observations';
import { type Observation, observationSchema } from '#domain/phases/observation-management/observation-item';
import { settleObservation, writeObservations } from '#domain/phases/observation-management/write-observations';
import { caseId } from '#domain/phases/request-info/case-id';

export const JUDGED = 'ab'.repeat(32);
export const OWNER = personToken('3b0f1c8e-2f43-4d0e-9d56-0a6ad2b3c111');

export const run = (attribute: string, record: string, more: Partial<ReviewedRun> = {}): ReviewedRun => ({
  caseId: caseId(attribute, record),
  attribute,
  record,
  result: 'pass',
  pattern: null,
  reported: '1',
  value: '1',
  difference: null,
  judged: JUDGED,
  ...more,
});
export const failed = (attribute: string, record: string, pattern: string): ReviewedRun =>
  run(attribute, record, { result: 'fail', pattern, value: '2', difference: '1' });

const attribute = (code: string, more: Partial<ObservedAttribute> = {}): [string, ObservedAttribute] => [
  code,
  { code, name: `Name of ${code}`, cde: false, historicalIssue: false, risk: null, owner: OWNER, ...more },
];
export const ATTRIBUTES = new Map([attribute('INCOME', { cde: true }), attribute('RATE')]);
const random = (records: readonly string[]): RandomSample => ({
  draw: '$draw/001',
  base: 'records',
  records: new Map(records.map((record) => [record, 1])),
  riskPercent: '5',
  tolerablePercent: '5',
});
export const SAMPLE = {
  origins: new Map([
    ['L-1', 'random'],
    ['L-2', 'random'],
    ['L-3', 'judgmental'],
  ] as const),
  random: [random(['L-1', 'L-2'])],
};
export const RUNS = [
  failed('INCOME', 'L-1', 'scale-100'),
  failed('INCOME', 'L-2', 'sign'),
  failed('INCOME', 'L-3', 'scale-100'),
  run('RATE', 'L-1'),
  run('RATE', 'L-2', { result: 'inconclusive' }),
];

export function written(runs: readonly ReviewedRun[] = RUNS, before: ReadonlyMap<string, ItemData> = new Map()): Map<string, ItemData> {
  const items = new Map(before);
  for (const change of writeObservations(before, deriveObservations(runs, ATTRIBUTES, SAMPLE), null)) {
    if (change.op === 'put') items.set(change.key, change.data);
    else items.delete(change.key);
  }
  return items;
}
export const observation = (items: ReadonlyMap<string, ItemData>, key: string): Observation => observationSchema.parse(items.get(key));
export const said = (items: ReadonlyMap<string, ItemData>, key: string, more: Partial<Observation>): Map<string, ItemData> =>
  new Map(items).set(key, settleObservation({ ...observation(items, key), ...more }, items.get(key) ?? null));
