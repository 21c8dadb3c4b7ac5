import { expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import { compare } from '#domain/comparing/compare';
import { defaultComparison } from '#domain/comparing/comparison-setting';
import { searchableText } from '#domain/evidence/match';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { searchCase } from '#domain/phases/request-info/search-case';
import type { AttributeType } from '#domain/rules/rule-attribute';
import { csvText } from '#worker/analysis/evidence/table-text';
import { extractOf } from './evidence-act';
import { plantedMismatches } from './planted-mismatches';

const ATTRIBUTES: readonly (readonly [string, AttributeType | null, (at: number) => string])[] = [
  ['AMOUNT', 'integer', (at) => String(1_000 + at * 7)],
  ['PURPOSE', 'code', (at) => String((at % 5) + 1)],
  ['CITY', 'text', (at) => `Harbour ${at}`],
  ['GRANTED', 'date', (at) => `2024-01-${String((at % 28) + 1).padStart(2, '0')}`],
  ['UNITS', 'integer', () => '1'],
];

function row(at: number, [attribute, type, reported]: (typeof ATTRIBUTES)[number]): ItemRow {
  const record = `LN-2024-${String(at).padStart(5, '0')}`;
  const data = requestSchema.parse({
    ...{ attribute, attributeName: attribute, description: '', type, format: type === 'date' ? 'yyyy-mm-dd' : '', source: '' },
    ...{ record, keys: { LOAN_ID: record }, reported: reported(at), ask: '', dueOn: '2026-12-01' },
    ...{ evidence: null, checked: null, unobtainable: '', judged: 'ab'.repeat(32) },
  });
  return {
    key: `${attribute}/${record}`,
    data: data as unknown as ItemRow['data'],
    hash: '',
    masked: [],
    verdict: null,
    feedback: null,
    openComments: 0,
  };
}

it('the demo’s extract shows the planted mismatches and only those', () => {
  const rows = ATTRIBUTES.flatMap((attribute) => Array.from({ length: 120 }, (_, at) => row(at, attribute)));
  const text = searchableText(csvText(Buffer.from(extractOf(rows))));
  const failing = rows.flatMap(({ key, data }) => {
    const request = requestSchema.parse(data);
    const { check } = searchCase(text, request, { stated: null, columns: {} });
    const shown = check.recipe === 'match/2' ? check.read : null;
    const setting = {
      type: request.type,
      format: request.format,
      specialValues: [],
      confidential: false,
      ...defaultComparison(request.type),
    };
    const { result } = compare(setting, request.reported, shown);
    return result === 'pass' ? [] : [`${key} ${result}`];
  });
  expect(failing.sort()).toEqual([...plantedMismatches(rows).keys()].map((key) => `${key} fail`).sort());
  expect(failing.length).toBeGreaterThan(5);
});
