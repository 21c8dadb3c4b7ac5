import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordScanner, type ScannedRecord, splitRecord } from './record-scanner';

function scan(
  text: string,
  options: { delimiter?: string; quoted?: boolean; chunk?: number; lineEnd?: 'lf' | 'cr'; leading?: number } = {},
): ScannedRecord[] {
  const scanner = new RecordScanner(Buffer.from(options.delimiter ?? ','), options.quoted ?? false, options.lineEnd, options.leading);
  const bytes = Buffer.from(text, 'utf8');
  const step = options.chunk ?? bytes.length + 1;
  const records: ScannedRecord[] = [];
  for (let start = 0; start < bytes.length; start += step) records.push(...scanner.push(bytes.subarray(start, start + step)));
  return [...records, ...scanner.end()];
}

const told = (records: readonly ScannedRecord[]) =>
  records.map(({ line, bytes, fields, problem }) => [line, bytes.toString('utf8'), fields, problem]);

describe('RecordScanner', () => {
  it('counts a trailing delimiter as one field more, whatever the line ends', () => {
    expect(told(scan('a|b\r\nc|d|\ne|f', { delimiter: '|' }))).toEqual([
      [1, 'a|b', 2, null],
      [2, 'c|d|', 3, null],
      [3, 'e|f', 2, null],
    ]);
  });

  it('reports a blank line in the middle and none at the end', () => {
    expect(told(scan('a\n\n\nb\n\n\n'))).toEqual([
      [1, 'a', 1, null],
      [2, '', 0, 'The line is blank.'],
      [3, '', 0, 'The line is blank.'],
      [4, 'b', 1, null],
    ]);
  });

  it('leaves quotation marks alone in an unquoted file', () => {
    expect(told(scan('"a,b\nc"'))).toEqual([
      [1, '"a,b', 2, null],
      [2, 'c"', 1, null],
    ]);
  });

  it('looks at each byte once: a field that stays open over 50,000 lines with quotation marks costs no more than those lines', () => {
    const line = 'x""y\n';
    const [first] = scan(`1,"${line.repeat(50_000)}z",2\n`, { quoted: true, chunk: 65_536 });
    expect(first).toMatchObject({ line: 1, lines: 50_001, fields: 3, problem: null });
  });

  it('passes by a line that is too long, without holding it, and goes on behind it', () => {
    const scanner = new RecordScanner(Buffer.from(','), true);
    const piece = Buffer.alloc(1 << 20, 0x78);
    const found: ScannedRecord[] = [...scanner.push(Buffer.from('a,b\n'))];
    for (let n = 0; n < 20; n++) found.push(...scanner.push(piece));
    found.push(...scanner.push(Buffer.from('\nc,d\n')), ...scanner.end());
    expect(told(found)).toEqual([
      [1, 'a,b', 2, null],
      [2, '', 1, 'The record is longer than 16 MB.'],
      [3, 'c,d', 2, null],
    ]);
  });

  it('joins the physical lines of a quoted field and names the first', () => {
    expect(told(scan('1,"x\ny, ""z""",2\n3,4,5', { quoted: true }))).toEqual([
      [1, '1,"x\ny, ""z""",2', 3, null],
      [3, '3,4,5', 3, null],
    ]);
  });

  it('says where a quotation mark is never closed, and reads on after a megabyte', () => {
    expect(told(scan('a\n"b\nc', { quoted: true })).at(-1)).toEqual([2, '"b\nc', 1, 'A quotation mark is opened and never closed.']);
    const long = scan(`"open\n${'x'.repeat(1 << 20)}\nafter,1\n`, { quoted: true });
    expect(long.at(-1)).toMatchObject({ line: 3, fields: 2, problem: null });
  });

  it('passes leading lines on as they are', () => {
    expect(told(scan('"header\na,b\n', { quoted: true, leading: 1 }))).toEqual([
      [1, '"header', 1, null],
      [2, 'a,b', 2, null],
    ]);
  });

  it('reads lone carriage returns as line ends when told, and as a fault when not', () => {
    expect(scan('a\rb\r', { lineEnd: 'cr' }).map((record) => record.line)).toEqual([1, 2]);
    expect(scan('a\rb\n')[0]?.problem).toContain('carriage return');
  });

  it('gives the same records however the file is cut into pieces', () => {
    const field = fc.stringMatching(/^[a-zé"\n,]{0,6}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        (rows, chunk) => {
          const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
          const records = scan(text, { quoted: true, chunk });
          expect(records).toEqual(scan(text, { quoted: true }));
          expect(records.map((record) => splitRecord(record.bytes.toString('utf8'), ',', true))).toEqual(rows);
          expect(records.map((record) => record.fields)).toEqual(rows.map((row) => row.length));
        },
      ),
    );
  });

  it('takes a delimiter of several bytes', () => {
    expect(told(scan('a¦b¦\n', { delimiter: '¦' }))).toEqual([[1, 'a¦b¦', 3, null]]);
  });
});
