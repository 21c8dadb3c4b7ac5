import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../test/support/property-runs';
import { ATTRIBUTE_TYPES } from '../rules/rule-attribute';
import { isoDate } from '../rules/rule-dates';
import type { ExtractedText } from './extracted-text';
import { judgeFile } from './file-kind';
import { evidenceCheckSchema, matchEvidence, searchableText } from './match';

const piece = fc.constantFrom(
  '1',
  '23',
  '4,567',
  '.',
  ',',
  '-',
  '/',
  ' ',
  '\t',
  '(',
  ')',
  '$',
  'eur',
  '%',
  '2024',
  '03',
  '4',
  'mar',
  'ß',
  'ﬁ',
  '[',
  '\\',
  '*',
  '💶',
);
const snippets = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
);
const texts: fc.Arbitrary<ExtractedText> = fc
  .array(fc.array(fc.array(snippets, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), { maxLength: 3 })
  .map((parts) => ({
    parts: parts.map((rows, page) => ({
      place: { kind: 'page', page: page + 1 },
      rows: rows.map((cells, row) => ({ row: row + 1, cells })),
    })),
  }));
const sought = fc.record({
  code: snippets,
  name: snippets,
  type: fc.option(fc.constantFrom(...ATTRIBUTE_TYPES)),
  format: fc.constantFrom('', 'yyyymmdd', 'mm/dd/yyyy', '1.234,56', 'yyyymmddhhmmss'),
  value: fc.option(snippets),
});

const one = (...lines: readonly string[]): ExtractedText => ({
  parts: [{ place: { kind: 'page', page: 1 }, rows: lines.map((line, index) => ({ row: index + 1, cells: [line] })) }],
});

describe('a search', () => {
  it('answers every text and every value, the same each time, and never with a pass where something is missing', () => {
    fc.assert(
      fc.property(texts, fc.array(sought, { maxLength: 2 }), sought, (text, keys, value) => {
        const answer = matchEvidence(searchableText(text), keys, value);
        expect(evidenceCheckSchema.parse(answer.check)).toEqual(answer.check);
        expect(matchEvidence(searchableText(structuredClone(text)), keys, value)).toEqual(answer);
        const all = [...answer.check.keys.map(({ found }) => found), answer.check.value];
        if (answer.check.result === 'pass') expect(all.every((found) => found === 'found' || found === 'not-sought')).toBe(true);
        expect(answer.at === null).toBe(answer.check.value === 'missing' || answer.check.value === 'not-sought');
      }),
      propertyRuns(3_000, 1_000),
    );
  });

  it('finds an amount in every way of writing it, and no other amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 999_999_999 }), fc.integer({ min: 100_000, max: 999_999_999 }), (cents, others) => {
        const styled = (value: number, group: string, point: string) => {
          const whole = String(Math.floor(value / 100)).replace(/(?=(\d{3})+$)(?!^)/g, group);
          return `${whole}${point}${String(value % 100).padStart(2, '0')}`;
        };
        const amount = { code: 'AMT', name: 'Amount', type: 'decimal' as const, format: '', value: (cents / 100).toFixed(2) };
        for (const [group, point] of [
          [',', '.'],
          ['.', ','],
          [' ', ','],
          ["'", '.'],
          ['', '.'],
          ['', ','],
        ] as const) {
          const found = (value: number) =>
            matchEvidence(searchableText(one(`paid ${styled(value, group, point)} EUR`)), [], amount).check.value;
          expect(found(cents)).toBe('found');
          if (others !== cents) expect(found(others)).toBe('missing');
        }
      }),
      propertyRuns(300),
    );
  });

  it('finds a day by ISO 8601 and by the name of its month, and never for certain where it could be another', () => {
    const months = [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ];
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
        const iso = isoDate(day);
        const [year = '', month = '', ofMonth = ''] = iso.split('-');
        const value = { code: 'DATE', name: 'Date', type: 'date' as const, format: 'yyyymmdd', value: iso.replaceAll('-', '') };
        const found = (written: string) => matchEvidence(searchableText(one(`granted ${written}, signed`)), [], value).check.value;
        for (const written of [iso, `${months[Number(month) - 1]} ${Number(ofMonth)}, ${year}`, `${ofMonth}.${month}.${year}`])
          expect(found(written)).toBe('found');
        const isOpen = Number(ofMonth) <= 12 && ofMonth !== month;
        expect(found(`${ofMonth}/${month}/${year}`)).toBe(isOpen ? 'weak' : 'found');
        expect(found(`${month}/${ofMonth}/${year}`)).toBe(isOpen ? 'weak' : 'found');
      }),
      propertyRuns(500),
    );
  });

  it('finds a key however it is broken over lines, and not inside a longer one', () => {
    const keys = fc.stringMatching(/^[A-Z]{2}[0-9]{8,12}$/);
    fc.assert(
      fc.property(keys, fc.nat({ max: 9 }), fc.constantFrom('', '-', ' ', '-\n', '\n'), (value, at, gap) => {
        const key = { code: 'ID', name: 'Id', type: 'text' as const, format: '', value };
        const broken = `${value.slice(0, at)}${at === 0 ? '' : gap}${value.slice(at)}`;
        const found = (text: string) =>
          matchEvidence(searchableText(one(...text.split('\n'))), [key], { ...key, value: null }).check.keys[0]?.found;
        expect(found(`loan ${broken} granted`)).toBe('found');
        expect(found(`loan ${broken}7`)).toBe('missing');
        expect(found(`loan X${broken}`)).toBe('missing');
      }),
      propertyRuns(300),
    );
  });
});

describe('judging a file', () => {
  it('answers whatever the bytes are', () => {
    const beginnings = fc.constantFrom(
      '%PDF-1.7\n',
      '\u0089PNG\r\n\u001a\n',
      '\u00ff\u00d8\u00ff\u00e0',
      'PK\u0003\u0004',
      '\u00ff\u00fe',
      '"',
      '',
    );
    const ends = fc.constantFrom('startxref 9 %%EOF', 'startxref 99999999 %%EOF', '\u00ff\u00d9', 'trailer <</Encrypt', '');
    fc.assert(
      fc.property(
        beginnings,
        fc.uint8Array({ maxLength: 200 }),
        ends,
        fc.constantFrom('a.pdf', 'a.csv', 'a.txt', ''),
        (head, body, tail, name) => {
          const bytes = Buffer.concat([Buffer.from(head, 'latin1'), body, Buffer.from(tail, 'latin1')]);
          expect(typeof judgeFile(bytes, name).taken).toBe('boolean');
        },
      ),
      propertyRuns(3_000, 1_000),
    );
  });
});
