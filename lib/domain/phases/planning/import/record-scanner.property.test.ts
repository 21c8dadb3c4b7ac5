import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns } from '../../../../../test/support/property-runs';
import { RecordScanner, type ScannedRecord } from './record-scanner';

/** What files are made of, so that quoted fields span lines, marks stay open, and line ends of both kinds and blank lines meet. */
const piece = fc.constantFrom('a', 'é', '|', '"', '""', '"x|y"', '"two\nlines"', '\n', '\r\n', '\n\n', '\r', ' ', 'b|"c"d|', '"never');

it('accounts for each physical line of a file once, wherever it is cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.boolean(),
      fc.nat({ max: 3 }),
      fc.integer({ min: 1, max: 17 }),
      (pieces, quoted, leading, step) => {
        const file = Buffer.from(pieces.join(''), 'utf8');
        const scanner = new RecordScanner(Buffer.from('|'), quoted, 'lf', leading);
        const records: ScannedRecord[] = [];
        for (let at = 0; at < file.length; at += step) records.push(...scanner.push(file.subarray(at, at + step)));
        records.push(...scanner.end());
        const texts = file.toString('utf8').split('\n');
        // What follows the last line end is a line only where anything stands there.
        const lines = texts.at(-1) === '' ? texts.slice(0, -1) : texts;
        expect(scanner.lines).toBe(lines.length);
        const taken = records.flatMap(({ line, lines: count }) => Array.from({ length: count }, (_, nth) => line + nth));
        const atEnd = Array.from({ length: scanner.blankLinesAtEnd }, (_, nth) => lines.length - scanner.blankLinesAtEnd + nth + 1);
        expect([...taken, ...atEnd]).toEqual(lines.map((_, index) => index + 1));
        for (const line of atEnd) expect(lines[line - 1]?.replace(/\r$/, '')).toBe('');
        for (const record of records)
          expect(record.bytes.toString('utf8')).toBe(
            lines
              .slice(record.line - 1, record.line - 1 + record.lines)
              .map((text) => text.replace(/\r$/, ''))
              .join('\n'),
          );
      },
    ),
    propertyRuns(2_000),
  );
});
