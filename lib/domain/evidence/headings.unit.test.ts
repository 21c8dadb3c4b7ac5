import { describe, expect, it } from 'vitest';
import type { ExtractedText } from './extracted-text';
import type { Sought } from './find-value';
import { headingsIn, soughtColumns } from './headings';
import { matchEvidence, searchableText } from './match';

function table(...rows: readonly (readonly string[])[]): ExtractedText {
  return { parts: [{ place: { kind: 'file' }, rows: rows.map((cells, index) => ({ row: index + 1, cells: [...cells] })) }] };
}

function sought(code: string, value: string | null, heading?: string): Sought {
  return { code, name: code, type: 'text', format: '', heading, value };
}

const EXTRACT = table(
  ['Run on 2 November', ''],
  ['Loan no.', 'Term (months)', 'Rate', 'Rate '],
  ['L-1', '360', '4.25', '9.99'],
  ['L-2', '120', '4.5', '9.99'],
);

describe('headings', () => {
  it('are those of the row that heads most of what is sought, as they are written, each once', () => {
    const text = searchableText(EXTRACT);
    expect(headingsIn(text, [sought('RATE', '4.25')])).toEqual(['Loan no.', 'Term (months)', 'Rate']);
    expect(headingsIn(text, [])).toEqual(['Loan no.', 'Term (months)', 'Rate']);
  });

  it('are none in lines of text, and on pages', () => {
    expect(headingsIn(searchableText(table(['Loan L-1'], ['Rate 4.25'])), [sought('RATE', '4.25')])).toEqual([]);
    const page: ExtractedText = { parts: [{ place: { kind: 'page', page: 1 }, rows: [{ row: 1, cells: ['Loan', 'Rate'] }] }] };
    expect(headingsIn(searchableText(page), [sought('RATE', '4.25')])).toEqual([]);
  });

  it('tell in which column each is looked for, by its name or as somebody named it', () => {
    const asked = [sought('LOAN_ID', 'L-1'), sought('TERM', '360', 'term (MONTHS)'), sought('RATE', '4.25'), sought('LIEN', '1', 'Lien')];
    expect(soughtColumns(searchableText(EXTRACT), asked).map(({ code, heading }) => [code, heading])).toEqual([
      ['LOAN_ID', null],
      ['TERM', 'Term (months)'],
      ['RATE', 'Rate'],
      ['LIEN', null],
    ]);
  });
});

describe('a column that somebody named', () => {
  const search = (heading?: string, ofKey?: string) =>
    matchEvidence(searchableText(EXTRACT), [sought('LOAN_ID', 'L-2', ofKey)], sought('LOAN_TERM', '120', heading)).check;

  it('is where a short value counts and what is read of the record’s row', () => {
    expect(search()).toMatchObject({ value: 'weak', result: 'warning', read: null });
    expect(search('Term (months)', 'Loan no.')).toMatchObject({ value: 'found', result: 'pass', read: '120' });
  });

  it('stands for no other, even where it does not exist', () => {
    const rate = (heading?: string) =>
      matchEvidence(searchableText(EXTRACT), [sought('LOAN_ID', 'L-2')], sought('RATE', '4.5', heading)).check;
    expect(rate()).toMatchObject({ read: '4.5' });
    expect(rate('Term (months)')).toMatchObject({ read: '120' });
    expect(rate('Spread')).toMatchObject({ read: null });
  });
});
