import { describe, expect, it } from 'vitest';
import type { SeenColumn } from '../../test/support/seen-rows';
import type { DeclaredColumn } from './declared-rows';
import { faultsOf } from './row-types';

const declared = (...columns: Partial<DeclaredColumn>[]) => ({
  site: 'lib/data/made-up.queries.ts:1',
  columns: columns.map((column) => ({ name: 'status', optional: false, kinds: new Set(['string']), words: null, ...column })),
});
const seen = (column: Partial<SeenColumn>): SeenColumn => ({ name: 'status', kinds: ['string'], words: [], ...column });

describe('a row type held against rows', () => {
  it('is true where names and kinds agree', () => {
    expect(faultsOf(declared({}), [seen({})])).toEqual([]);
  });

  it('is not where a column is missing or has another name', () => {
    expect(faultsOf(declared({ name: 'state' }), [seen({})])).toEqual([
      'the query answers "status", which its row type does not name',
      'its row type names "state", which the query does not answer',
    ]);
  });

  it('may leave out what the row type calls optional', () => {
    expect(faultsOf(declared({ optional: true }), [])).toEqual([]);
  });

  it('is not where null came and the type forbids it', () => {
    expect(faultsOf(declared({}), [seen({ kinds: ['string', 'null'] })])).toEqual(['"status" came as null']);
    expect(faultsOf(declared({ kinds: new Set(['string', 'null']) }), [seen({ kinds: ['string', 'null'] })])).toEqual([]);
  });

  it('is not where a text came that the union of literals does not hold', () => {
    const words = new Set(['draft', 'approved']);
    expect(faultsOf(declared({ words }), [seen({ words: ['draft'] })])).toEqual([]);
    expect(faultsOf(declared({ words }), [seen({ words: ['draft', 'rejected'] })])).toEqual(['"status" came as "rejected"']);
  });
});
