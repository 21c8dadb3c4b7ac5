import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SeenColumn } from '../../test/support/seen-rows';
import type { DeclaredColumn } from './declared-rows';
import { faultsOf, holdRowTypes, readSeen } from './row-types';

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

describe('a query of which no row was seen', () => {
  const query = declared({});
  const nothing = [new Map<string, SeenColumn[]>(), new Map([[query.site, [seen({ kinds: [] })]]])];

  it.each(nothing)('fails where every data test ran', (none) => {
    const { tally, lines } = holdRowTypes([query], none, true);
    expect(tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(lines).toEqual([
      'lib/data/made-up.queries.ts:1  no data test sees a row of this query',
      'Row types held against rows: 0 true, 0 not, 1 without a row.',
    ]);
  });

  it.each(nothing)('is left out where chosen files ran', (none) => {
    const { tally, lines } = holdRowTypes([query], none, false);
    expect(tally).toEqual({ passed: 0, failed: 0, skipped: 0 });
    expect(lines).toEqual(['Row types held against rows: 0 true, 0 not, 0 without a row.']);
  });

  it('is told from one whose row type is not true', () => {
    const { tally, lines } = holdRowTypes([query], new Map([[query.site, [seen({ kinds: ['null'] })]]]), true);
    expect(tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(lines).toEqual([
      'lib/data/made-up.queries.ts:1  "status" came as null',
      'Row types held against rows: 0 true, 1 not, 0 without a row.',
    ]);
  });
});

it('reads together what each process of a run left in a file of its own', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-seen-'));
  try {
    const rows = (site: string, column: Partial<SeenColumn>) => `${JSON.stringify({ site, columns: [seen(column)] })}\n`;
    await writeFile(path.join(folder, '11.jsonl'), rows('a', { words: ['draft'] }) + rows('b', {}));
    await writeFile(path.join(folder, '12.jsonl'), rows('a', { kinds: ['null'], words: ['approved'] }));
    const read = await readSeen(folder);
    expect(read.get('a')).toEqual([{ name: 'status', kinds: ['string', 'null'], words: ['draft', 'approved'] }]);
    expect([...read.keys()].sort()).toEqual(['a', 'b']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
