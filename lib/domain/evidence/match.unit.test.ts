import { describe, expect, it } from 'vitest';
import type { AttributeType } from '../rules/rule-attribute';
import type { ExtractedText } from './extracted-text';
import type { Sought } from './find-value';
import { evidenceCheckSchema, matchEvidence, placesOnPart, searchableText } from './match';

function pages(...texts: readonly string[]): ExtractedText {
  const rows = (text: string) => text.split('\n').map((line, index) => ({ row: index + 1, cells: line.split('\t') }));
  return { parts: texts.map((text, index) => ({ place: { kind: 'page', page: index + 1 }, rows: text === '' ? [] : rows(text) })) };
}

function sheet(...rows: readonly (readonly string[])[]): ExtractedText {
  return {
    parts: [{ place: { kind: 'sheet', sheet: 'Extract' }, rows: rows.map((cells, index) => ({ row: index + 1, cells: [...cells] })) }],
  };
}

function sought(value: string | null, type: AttributeType | null = 'text', format = '', name = 'Loan term', code = 'LOAN_TERM'): Sought {
  return { code, name, type, format, value };
}

const key = (value: string | null) => sought(value, 'text', '', 'Loan ID', 'LOAN_ID');

function found(text: ExtractedText | string, what: Sought): string {
  return matchEvidence(searchableText(typeof text === 'string' ? pages(text) : text), [], what).check.value;
}

function keyFound(text: string, value: string): string | undefined {
  return matchEvidence(searchableText(pages(text)), [key(value)], sought(null)).check.keys[0]?.found;
}

describe('a key', () => {
  it.each([
    ['found', 'Loan LN-2024-00017 was granted', 'LN-2024-00017'],
    ['found', 'Loan ln 2024 00017.', 'LN-2024-00017'],
    ['found', 'Loan LN202400017', 'LN-2024-00017'],
    ['found', 'Loan LN-2024-\n00017 was granted', 'LN-2024-00017'],
    ['found', 'Loan LN-2024\n00017 was granted', 'LN-2024-00017'],
    ['found', 'Loan LN‐2024–00017', 'LN-2024-00017'],
    ['found', 'Ｌｏａｎ ＬＮ２０２４', 'LN2024'],
    ['found', 'No. 0001234', '0001234'],
    ['missing', 'No. 1234', '0001234'],
    ['missing', 'LN-2024-000171', 'LN-2024-00017'],
    ['missing', 'XLN-2024-00017', 'LN-2024-00017'],
    ['weak', 'LN-2024-00017-2', 'LN-2024-00017'],
    ['weak', 'Branch 12/4711', '4711'],
    ['weak', 'Branch 47\n11 High Street', '4711'],
    ['missing', 'columns 47\t11', '4711'],
    ['weak', 'page 17 of 30', '17'],
    ['found', 'Loan ID 17', '17'],
  ])('is %s in %j', (expected, text, value) => {
    expect(keyFound(text, value)).toBe(expected);
  });
});

describe('a number', () => {
  it.each([
    ['found', 'Amount 1,234.56 paid', '1234.56'],
    ['found', 'Amount 1.234,56 paid', '1234.56'],
    ['found', 'Amount (1,234.56)', '-1234.56'],
    ['found', 'Amount ($1,234.56)', '-1234.56'],
    ['found', 'Amount 1,234.56-', '-1234.56'],
    ['found', 'Amount −1 234,56', '-1234.56'],
    ['found', "Amount CHF 1'234.50", '1234.5'],
    ['found', 'Amount USD 250,000.00', '250000'],
    ['found', 'Amount 250.000,00 EUR', '250000'],
    ['found', 'the 250000 that were lent', '250000'],
    ['found', 'rate 3.1250%', '3.125'],
    ['found', 'from 1000 to 2000', '2000'],
    ['weak', 'Amount 1.234', '1234'],
    ['weak', 'Amount 12 345', '12345'],
    ['found', 'Amount 1 012 345', '1012345'],
    ['missing', 'dated 2024-03-04', '2024'],
    ['missing', 'loan LN-2024', '2024'],
    ['missing', 'loan 2024/17', '2024'],
    ['missing', 'Amount 1,234.56', '-1234.56'],
    ['missing', 'Amount 51234.56', '1234.56'],
    ['missing', 'Amount 1234.567', '1234.56'],
  ])('is %s in %j', (expected, text, value) => {
    expect(found(text, sought(value, 'decimal'))).toBe(expected);
  });

  it('is sought in the format of its attribute', () => {
    expect(found('Amount 1,234.56', sought('1.234,56', 'decimal', '1.234,56'))).toBe('found');
  });

  it('of fewer than four characters counts in the row of its attribute only', () => {
    const thirty = Array.from({ length: 30 }, (_, page) => `Page ${page + 1} of 30\nUnit 1, clause 1, borrower 1`);
    expect(found(pages(...thirty), sought('1', 'integer', '', 'Total units', 'UNITS'))).toBe('weak');
    const labelled = pages(...thirty, 'Total Units: 1');
    expect(matchEvidence(searchableText(labelled), [], sought('1', 'integer', '', 'Total units', 'UNITS'))).toMatchObject({
      check: { value: 'found' },
      at: { page: 31 },
    });
    expect(found('LOAN_TERM\t30', sought('30', 'integer'))).toBe('found');
    expect(found('Loan term\n30', sought('30', 'integer'))).toBe('weak');
  });
});

describe('a date', () => {
  it.each([
    ['found', 'granted on 2024-03-04', '20240304', 'yyyymmdd'],
    ['found', 'granted on 20240304', '20240304', 'yyyymmdd'],
    ['found', 'granted on 2024-03-04T17:30:00Z', '20240304', 'yyyymmdd'],
    ['found', 'granted on March 4, 2024.', '20240304', 'yyyymmdd'],
    ['found', 'granted on 4th of March 2024', '20240304', 'yyyymmdd'],
    ['found', 'granted on 04-MAR-2024', '20240304', 'yyyymmdd'],
    ['found', 'granted on 04.03.2024', '20240304', 'yyyymmdd'],
    ['found', 'granted on 13/03/2024', '20240313', 'yyyymmdd'],
    ['found', 'granted on 3/13/2024', '20240313', 'yyyymmdd'],
    ['weak', 'granted on 03/04/2024', '20240304', 'yyyymmdd'],
    ['weak', 'granted on 04/03/2024', '20240304', 'yyyymmdd'],
    ['weak', 'granted on 13.03.24', '20240313', 'yyyymmdd'],
    ['found', 'granted on 03/04/2024', '03/04/2024', 'mm/dd/yyyy'],
    ['weak', 'granted on 04/03/2024', '03/04/2024', 'mm/dd/yyyy'],
    ['missing', 'granted on 2024-03-05', '20240304', 'yyyymmdd'],
    ['missing', 'loan 2024-03-04-17', '20240304', 'yyyymmdd'],
    ['missing', 'loan X20240304', '20240304', 'yyyymmdd'],
  ])('is %s in %j', (expected, text, value, format) => {
    expect(found(text, sought(value, 'date', format))).toBe(expected);
  });
});

describe('a code or text', () => {
  it.each<[string, string, AttributeType, string]>([
    ['found', 'Purpose HOME-1 applies', 'code', 'home-1'],
    ['missing', 'Purpose HOME-12 applies', 'code', 'HOME-1'],
    ['weak', 'Purpose HOME-1-2 applies', 'code', 'HOME-1'],
    ['missing', 'Purpose HOME 1 applies', 'code', 'HOME-1'],
    ['weak', 'Purpose 31', 'code', '31'],
    ['found', 'Loan term 31', 'code', '31'],
    ['found', 'borrower: MÜLLER & Sons, Ltd.', 'text', 'Müller & sons ltd'],
    ['found', 'borrower: John\nSmith', 'text', 'John Smith'],
    ['missing', 'borrower: Johnson Smith', 'text', 'John Smith'],
    ['weak', 'not applicable: NA', 'decimal', 'NA'],
    ['found', 'Loan term: NA', 'decimal', 'NA'],
  ])('is %s in %j', (expected, text, type, value) => {
    expect(found(text, sought(value, type))).toBe(expected);
  });
});

describe('a check', () => {
  const check = (text: ExtractedText, keys: readonly string[], value: string | null) => {
    const { check: answer } = matchEvidence(searchableText(text), keys.map(key), sought(value, 'decimal'));
    expect(evidenceCheckSchema.parse(answer)).toEqual(answer);
    return answer.result;
  };

  it.each<[string, ExtractedText, string[], string | null]>([
    ['pass', pages('LN-2024-00017', 'amount 1,234.56'), ['LN-2024-00017'], '1234.56'],
    ['pass', pages('LN-2024-00017'), ['LN-2024-00017'], null],
    ['pass', pages('', 'LN-2024-00017 1,234.56'), ['LN-2024-00017'], '1234.56'],
    ['warning', pages('LN-2024-00017'), ['LN-2024-00017'], '1234.56'],
    ['warning', pages('amount 1,234.56'), ['LN-2024-00017'], '1234.56'],
    ['warning', pages('LN-2024-00017', 'amount 1.234'), ['LN-2024-00017'], '1234'],
    ['warning', pages('some text'), [], null],
    ['fail', pages('some other loan'), ['LN-2024-00017'], '1234.56'],
    ['not-searchable', pages('some other loan', ''), ['LN-2024-00017'], '1234.56'],
    ['not-searchable', pages('', ''), ['LN-2024-00017'], '1234.56'],
    ['not-searchable', { parts: [] }, ['LN-2024-00017'], '1234.56'],
  ])('is %s', (result, text, keys, value) => {
    expect(check(text, keys, value)).toBe(result);
  });

  it('names the cell of a workbook, the row of a table and the page of a document', () => {
    const extract = sheet(['Loan ID', 'Amount'], ['LN-2024-00016', '1,000.00'], ['LN-2024-00017', '1,234.56']);
    const amount = sought('1234.56', 'decimal', '', 'Amount', 'AMT');
    expect(matchEvidence(searchableText(extract), [key('LN-2024-00017')], amount).at).toEqual({ sheet: 'Extract', cell: 'B3' });
    const [part] = extract.parts;
    const table: ExtractedText = { parts: [{ place: { kind: 'file' }, rows: part?.rows ?? [] }] };
    expect(matchEvidence(searchableText(table), [key('LN-2024-00017')], amount).at).toEqual({ row: 3 });
    expect(matchEvidence(searchableText(pages('', 'x', '1,234.56')), [], amount).at).toEqual({ page: 3 });
  });

  it('takes a short value below the name of its attribute in the row of its key, and in no other row', () => {
    const units = (value: string) => sought(value, 'integer', '', 'Total units', 'UNITS');
    const extract = sheet(['Loan ID', 'Total Units', 'Liens'], ['LN-2024-00016', '1', '4'], ['LN-2024-00017', '2', '1']);
    const check17 = (value: string) => matchEvidence(searchableText(extract), [key('LN-2024-00017')], units(value));
    expect(check17('2')).toMatchObject({ check: { value: 'found', result: 'pass' }, at: { sheet: 'Extract', cell: 'B3' } });
    expect(check17('1')).toMatchObject({ check: { value: 'weak', result: 'warning' } });
  });

  it('takes a short key in the row of a long one', () => {
    const extract = sheet(['Lender', 'Sequence'], ['549300ABCDEF', '7'], ['549300GHIJKL', '8']);
    const keys = [sought('549300ABCDEF', 'text', '', 'Lender', 'LEI'), sought('7', 'integer', '', 'Sequence', 'SEQ')];
    expect(matchEvidence(searchableText(extract), keys, sought(null)).check.result).toBe('pass');
  });

  it('looks for a key that is a number in every way of writing it', () => {
    const year = { ...key('1234567'), type: 'integer' as const };
    expect(matchEvidence(searchableText(pages('loan 1,234,567')), [year], sought(null)).check.result).toBe('pass');
  });
});

describe('what a table says in the row of a record', () => {
  const HEAD = ['LOAN_ID', 'Loan term', 'LOAN_TERM', 'Note'];
  const read = (text: ExtractedText, value: string | null, keys: readonly string[] = ['LN-17']) => {
    const [first, ...others] = keys;
    const all = [...(first === undefined ? [] : [key(first)]), ...others.map((other) => sought(other, 'text', '', 'Branch', 'BRANCH'))];
    const { check } = matchEvidence(searchableText(text), all, sought(value, 'text'));
    return check.recipe === 'match/2' ? check.read : undefined;
  };

  it.each<[string, ExtractedText, string | null]>([
    [
      'as the file has it, below the code rather than the name',
      sheet(HEAD, ['LN-17', 'x', 'Thirty', ''], ['LN-18', 'x', 'Forty', '']),
      'Thirty',
    ],
    ['nothing where the cell is empty', sheet(HEAD, ['LN-17', 'x', '', '']), ''],
    ['nothing that can be told where rows say different things', sheet(HEAD, ['LN-17', '', '30', ''], ['LN-17', '', '31', '']), null],
    ['the same where rows say the same', sheet(HEAD, ['LN-17', '', '30', ''], ['LN-17', '', '30', '']), '30'],
    ['nothing that can be told without the record', sheet(HEAD, ['LN-18', '', '30', '']), null],
    ['nothing that can be told without the column', sheet(['LOAN_ID', 'Rate'], ['LN-17', '30']), null],
    ['nothing that can be told above the heading', sheet(['LN-17', '30', '31', ''], HEAD), null],
    ['nothing that can be told on a page', pages('LOAN_ID\tLOAN_TERM\nLN-17\t30'), null],
  ])('is %s', (_, text, expected) => {
    expect(read(text, '30')).toBe(expected);
    expect(read(text, '99')).toBe(expected);
  });

  it('takes all keys of the record', () => {
    const table = sheet(['LOAN_ID', 'Branch', 'LOAN_TERM'], ['LN-17', 'North-West', '30'], ['LN-17', 'South-East', '31']);
    expect(read(table, '30', ['LN-17', 'South-East'])).toBe('31');
    expect(read(table, '30', [])).toBeNull();
  });

  it('looks for a key below its own code, where the table has that', () => {
    const table = sheet(['LOAN_ID', 'Count', 'LOAN_TERM'], ['7', '8', '30'], ['8', '7', '31']);
    expect(read(table, '30', ['8'])).toBe('31');
    expect(read(table, '30', ['9'])).toBeNull();
  });
});

describe('the places of a value on one page', () => {
  const placesOn = (text: string, value: Sought) => {
    const [part] = searchableText(pages(text)).parts;
    return placesOnPart(part ?? expect.unreachable(), [key('LN-2024-00017')], value);
  };

  it('are all that are certain', () => {
    expect(placesOn('Loan\tLN-2024-00017\nRate\t4.25\nAgain\t4.25', sought('4.25', 'decimal'))).toEqual([
      { row: 1, cell: 1 },
      { row: 2, cell: 1 },
    ]);
  });

  it('are those that name the attribute, where the value is short', () => {
    const term = sought('1', 'integer');
    expect(placesOn('Page\t1\nLoan term\t1', term)).toEqual([{ row: 1, cell: 1 }]);
    expect(placesOn('Page\t1\nUnits\t1', term)).toEqual([
      { row: 0, cell: 1 },
      { row: 1, cell: 1 },
    ]);
  });

  it('are none where it does not stand there', () => {
    expect(placesOn('Page\t1', sought('4.25', 'decimal'))).toEqual([]);
    expect(placesOn('Page\t1', sought(null))).toEqual([]);
  });
});
