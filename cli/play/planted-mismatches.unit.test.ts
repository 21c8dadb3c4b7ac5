import { expect, it } from 'vitest';
import { compare } from '#domain/comparing/compare';
import { defaultComparison } from '#domain/comparing/comparison-setting';
import { requestSchema } from '#domain/phases/request-info/request-item';
import type { AttributeType } from '#domain/rules/rule-attribute';
import { plantedMismatches } from './planted-mismatches';

function asked(at: number, type: AttributeType | null, reported: string | null, attribute = 'A') {
  const data = requestSchema.parse({
    ...{ attribute, attributeName: 'A', description: '', type, format: '', source: '', record: `LN-${at}`, keys: { LOAN_ID: `LN-${at}` } },
    ...{ reported, ask: '', dueOn: '2026-12-01', evidence: null, checked: null, unobtainable: '', judged: 'ab'.repeat(32) },
  });
  return { key: `${attribute}/LN-${at}`, data };
}

it.each<[AttributeType | null, string]>([
  ['integer', '250'],
  ['decimal', '4'],
  ['code', '3'],
  ['text', 'Main Street'],
  [null, 'Main Street'],
])('plants in one of forty cases of type %s what fails beside what is reported', (type, reported) => {
  const planted = plantedMismatches(Array.from({ length: 81 }, (_, at) => asked(at, type, reported)));
  expect([...planted.keys()]).toEqual(['A/LN-0', 'A/LN-40', 'A/LN-80']);
  const setting = { type, format: '', specialValues: [], confidential: false, ...defaultComparison(type) };
  for (const other of planted.values()) expect(compare(setting, reported, other).result).toBe('fail');
});

it('leaves keys, dates, and what is blank, nothing or no value of its type', () => {
  const rows = [
    asked(1, 'date', '20240101'),
    asked(2, 'date-time', '20240101 10:00'),
    asked(4, 'integer', '0'),
    asked(5, 'integer', 'NA'),
    asked(6, 'text', ' '),
    asked(7, 'text', null),
    asked(8, 'text', 'LN-8', 'LOAN_ID'),
  ];
  expect(plantedMismatches(rows).size).toBe(0);
});
