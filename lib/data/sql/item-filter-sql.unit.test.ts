import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS, type ItemFilter } from '#domain/item/item-filter';
import { Refusal } from '#domain/refusals';
import { itemFilterSql } from './item-filter-sql';
import { SqlParams } from './sql-params';

const TARGET = { data: 'i.data', key: 'i.item_key' };
// Letters that no SQL keyword or our own text is made of, so that finding them means finding the value.
const foreign = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `ж${text}'; drop table version; --`);

describe('itemFilterSql', () => {
  it('never writes a field name or a value into the SQL text, and binds all of them', () => {
    const condition = fc.record({
      field: foreign,
      operator: fc.constantFrom(...FILTER_OPERATORS.filter((one) => !['lt', 'lte', 'gt', 'gte'].includes(one))),
      values: fc.array(foreign, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), (all) => {
        const params = new SqlParams();
        const text = itemFilterSql({ all }, TARGET, params);
        expect(text).not.toContain('ж');
        expect(text).not.toContain('drop table');
        const bound = JSON.stringify(params.values);
        for (const one of all) expect(bound).toContain(JSON.stringify(one.field.split('.')[0]).slice(1, -1));
        expect(new Set(text.match(/\$\d+/g)).size).toBe(params.values.length);
      }),
    );
  });

  it('says the same text for any values, so that plans are shared and nothing leaks into logs', () => {
    const compile = (value: string) =>
      itemFilterSql({ all: [{ field: 'values.X', operator: 'gte', values: [value] }] }, TARGET, new SqlParams());
    fc.assert(fc.property(fc.integer(), fc.integer(), (one, other) => compile(String(one)) === compile(String(other))));
  });

  it.each<ItemFilter>([
    { all: [{ field: 'risk', operator: 'lt', values: ['1; drop table version'] }] },
    { all: [{ field: 'risk', operator: 'gte', values: ['1e5'] }] },
    { all: [{ field: 'risk', operator: 'gt', values: [] }] },
    { all: [{ field: 'risk', operator: 'is', values: [] }] },
  ])('refuses what it cannot compare: %j', (filter) => {
    expect(() => itemFilterSql(filter, TARGET, new SqlParams())).toThrow(Refusal);
  });
});
