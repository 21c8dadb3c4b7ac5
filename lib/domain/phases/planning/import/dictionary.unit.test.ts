import { describe, expect, it } from 'vitest';
import { attributeCode, distinctCodes, distinctColumns } from './attribute-codes';
import { mapColumns } from './column-mapping';
import { type DictionaryEntry, entriesFromRows } from './dictionary';
import { entriesFromJson } from './dictionary-json';
import { resolveColumn } from './resolve-column';
import { sniffDelimiter } from './sniff';

function entries(...names: readonly (readonly [number, string])[]): DictionaryEntry[] {
  return entriesFromRows([['Number', 'Name'], ...names.map(([number, name]) => [String(number), name])]);
}

describe('entriesFromRows', () => {
  it('finds the header below a title and trims padded cells', () => {
    const found = entriesFromRows([
      ['LAR', '', ''],
      ['Data Field Number', ' Data Field Name ', 'Data Field Type', 'Valid Values '],
      ['1 ', ' Loan Type ', ' Numeric ', '1 2 3 4'],
      ['', '', '', ''],
    ]);
    expect(found).toMatchObject([{ number: 1, name: 'Loan Type', type: 'Numeric', validValues: '1 2 3 4' }]);
  });

  it('prefers the field name to other names, and counts where no number is given', () => {
    const found = entriesFromRows([
      ['Data Point Name', 'Data Field Name', 'Type'],
      ['x', 'First', ''],
      ['y', 'Second', ''],
    ]);
    expect(found.map(({ number, name }) => [number, name])).toEqual([
      [1, 'First'],
      [2, 'Second'],
    ]);
  });

  it('finds nothing where no header is', () => {
    expect(
      entriesFromRows([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toEqual([]);
  });
});

describe('entriesFromJson', () => {
  it('takes the first list of objects, wherever it is', () => {
    const entries = entriesFromJson({
      about: 'x',
      fields: [
        { name: 'A', type: 'Text' },
        { name: 'B', values: [1, 2] },
      ],
    });
    expect(entries.map(({ name, type, validValues }) => [name, type, validValues])).toEqual([
      ['A', 'Text', ''],
      ['B', '', '1 ; 2'],
    ]);
    expect(entriesFromJson('text')).toEqual([]);
  });

  it('reads constraints and keys of a table schema', () => {
    const [id, state, rank] = entriesFromJson({
      resources: [
        {
          schema: {
            fields: [
              { name: 'id', type: 'string', constraints: { required: true } },
              { name: 'state', type: 'string', title: 'State', constraints: { enum: ['open', 'shut'] } },
              { name: 'rank', type: 'integer', constraints: { minimum: 1, maximum: 5 } },
            ],
            primaryKey: ['state', 'id'],
          },
        },
      ],
    });
    expect(id).toMatchObject({ name: 'id', requirement: 'yes', key: '2', exhaustive: '' });
    expect(state).toMatchObject({ validValues: 'open; shut', exhaustive: 'yes', key: '1', description: 'State' });
    expect(rank).toMatchObject({ validValues: '1-5', exhaustive: 'yes', key: '' });
  });

  it('reads the properties of a JSON Schema, of a record or of a list of them', () => {
    const record = {
      type: 'object',
      properties: { id: { type: 'string' }, when: { type: ['string', 'null'], format: 'date' }, kind: { enum: ['a', 'b'] } },
      required: ['id'],
    };
    for (const document of [record, { type: 'array', items: record }])
      expect(entriesFromJson(document)).toMatchObject([
        { name: 'id', type: 'string', requirement: 'yes' },
        { name: 'when', type: 'date', requirement: '' },
        { name: 'kind', validValues: 'a; b', exhaustive: 'yes' },
      ]);
  });
});

describe('mapColumns', () => {
  const matched = (mapping: ReturnType<typeof mapColumns>) =>
    mapping.columns.map(({ column, entry, matchedBy }) => [column, entry?.number ?? null, matchedBy]);

  it('matches by name, and by position between matched neighbours that agree', () => {
    const mapping = mapColumns(
      ['as_of_year', 'owner_occupancy', 'loan_type', 'population', 'minority'],
      entries(
        [1, 'As of Year'],
        [2, 'Occupancy'],
        [3, 'Loan Type'],
        [4, 'Sequence Number'],
        [5, 'Population'],
        [6, 'Minority Percent'],
        [7, 'Indicator'],
      ),
      {},
      true,
    );
    expect(matched(mapping)).toEqual([
      ['as_of_year', 1, 'name'],
      ['owner_occupancy', 2, 'position'],
      ['loan_type', 3, 'name'],
      ['population', 5, 'name'],
      ['minority', 6, 'position'],
    ]);
    expect(mapping.unmatchedEntries.map((entry) => entry.number)).toEqual([4, 7]);
  });

  it('lets the map win, by entry name, code or number and by column name or position', () => {
    const mapping = mapColumns(['a', 'b'], entries([1, 'A'], [2, 'B']), { '1': 'b', B: '1' }, true);
    expect(matched(mapping)).toEqual([
      ['a', 2, 'map'],
      ['b', 1, 'map'],
    ]);
  });

  it('counts positions in a file without header, and guesses nothing where names are foreign and lists differ in length', () => {
    expect(matched(mapColumns(['1', '2'], entries([1, 'A'], [2, 'B'], [3, 'C']), {}, false))).toEqual([
      ['1', 1, 'position'],
      ['2', 2, 'position'],
    ]);
    expect(matched(mapColumns(['x', 'y'], entries([1, 'A']), {}, true))).toEqual([
      ['x', null, 'none'],
      ['y', null, 'none'],
    ]);
  });
});

describe('codes and names', () => {
  it('makes codes in upper case, without what stands in brackets, different from each other', () => {
    expect(attributeCode('Loan Amount (thousands)')).toBe('LOAN_AMOUNT');
    expect(attributeCode('Record Identifier – Value is 2')).toBe('RECORD_IDENTIFIER_VALUE_IS_2');
    expect(attributeCode('Größe')).toBe('GRÖSSE');
    expect(distinctCodes(['A', 'A', '', 'A_2', 'A'])).toEqual(['A', 'A_2', 'COLUMN_3', 'A_2_2', 'A_3']);
    expect(distinctColumns(['a', '', 'a'])).toEqual(['a', 'column 2', 'a (2)']);
  });

  it('finds a column by name, code or position', () => {
    const columns = [
      { column: 'loan_type', code: 'LOAN_TYPE' },
      { column: '1', code: 'COUNTY' },
    ];
    expect([
      resolveColumn('Loan Type', columns),
      resolveColumn('COUNTY', columns),
      resolveColumn('1', columns),
      resolveColumn('2', columns),
      resolveColumn('3', columns),
      resolveColumn('x', columns),
    ]).toEqual([0, 1, 1, 1, null, null]);
  });
});

describe('sniffDelimiter', () => {
  it('finds the one that splits lines alike', () => {
    expect(sniffDelimiter(['a|b|c,d', '1|2|3', '4|5|6,7'])).toBe('|');
    expect(sniffDelimiter(['"a,b";c', '"d,e,f";g'])).toBe(';');
    expect(sniffDelimiter(['a\tb', 'c\td'])).toBe('\t');
    expect(sniffDelimiter(['one', 'two'])).toBe(',');
  });
});
