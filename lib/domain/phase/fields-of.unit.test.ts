import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FieldDefinition } from './definition';
import { fieldsOf } from './fields-of';

const schema = z.strictObject({
  code: z.string(),
  keyOrder: z.number().nullable(),
  cde: z.boolean(),
  decision: z.enum(['include', 'exclude']).nullable(),
  result: z.strictObject({ failed: z.number() }).nullable(),
  values: z.record(z.string(), z.string()),
  pdes: z.array(z.strictObject({ source: z.string() })),
});
const { where, having, field } = fieldsOf(schema);

describe('conditions on the items of a phase', () => {
  it('name fields, values inside of them, and the key', () => {
    expect(where('keyOrder', 'not_blank')).toEqual({ field: 'keyOrder', operator: 'not_blank', values: [] });
    expect(where('decision', 'in', 'include', 'exclude').values).toEqual(['include', 'exclude']);
    expect(where('result.failed', 'gt', '0').field).toBe('result.failed');
    expect(where('values.COUNTY', 'is', 'NA').field).toBe('values.COUNTY');
    expect(where('key', 'is', 'A')).toEqual({ field: 'key', operator: 'is', values: ['A'] });
    expect([having('decision', null), having('decision', 'include')]).toEqual([
      where('decision', 'blank'),
      where('decision', 'is', 'include'),
    ]);
    expect(field('pdes')).toBe('pdes');
  });

  // Held by the compiler: a line that did compile would leave its directive unused, which is an error itself.
  it('do not compile with a misspelled field, or with a value that is none of its choices', () => {
    // @ts-expect-error: no such field
    where('keyorder', 'not_blank');
    // @ts-expect-error: no such value inside
    where('result.fail', 'gt', '0');
    // @ts-expect-error: a list has no values by name
    where('pdes.source', 'is', 'HMDA');
    // @ts-expect-error: none of the choices
    where('decision', 'is', 'included');
    // @ts-expect-error: booleans are "true" and "false"
    where('cde', 'is', 'yes');
    // @ts-expect-error: no such field to count by
    field('pde');
    // @ts-expect-error: no such field to count under
    having('decison', null);
    const column = { name: 'keyorder', label: 'PK', kind: 'integer', editable: true, grid: true } as const;
    // @ts-expect-error: no such field to show
    const columns: readonly FieldDefinition<keyof z.output<typeof schema>>[] = [column];
    expect(columns).toHaveLength(1);
  });
});
