import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FILE_FAULTS, type FileFault, fileRefusal, isFileFault } from './file-faults';
import { judgeFile } from './file-kind';
import { delimiterOf, textOf } from './text-bytes';

const text = (content: string) => Buffer.from(content, 'utf8');

/** The smallest PDF with a cross-reference table; `trailer` goes into its trailer. */
function pdf(trailer = '/Root 1 0 R', body = '1 0 obj <</Type/Catalog>> endobj\n'): Buffer {
  const at = 9 + body.length;
  return text(`%PDF-1.7\n${body}xref\n0 1\n0000000000 65535 f \ntrailer <<${trailer}>>\nstartxref\n${at}\n%%EOF\n`);
}

function crossReferenceStream(dictionary: string): Buffer {
  const body = '1 0 obj <</Type/Catalog>> endobj\n';
  return text(
    `%PDF-1.7\n${body}2 0 obj <</Type/XRef ${dictionary}>>\nstream\n/Encrypt\nendstream endobj\nstartxref\n${9 + body.length}\n%%EOF`,
  );
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = name === 'IEND' ? Buffer.from([0xae, 0x42, 0x60, 0x82]) : Buffer.alloc(4);
  return Buffer.concat([length, text(name), data, check]);
}

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(8))), chunk('IEND', Buffer.alloc(0))]);
}

function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const application = Buffer.from([0xff, 0xe0, 0, 4, 1, 2]);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), application, frame, scan, Buffer.from([0xff, 0xd9])]);
}

describe('a file', () => {
  it.each<[string, string, Uint8Array]>([
    ['pdf', 'loan.pdf', pdf()],
    ['pdf', 'named otherwise.txt', pdf()],
    ['pdf', 'modern.pdf', crossReferenceStream('/Root 1 0 R')],
    ['pdf', 'its text says /Encrypt.pdf', pdf('/Root 1 0 R', '1 0 obj (/Encrypt) endobj\n')],
    ['pdf', 'a name that begins so.pdf', pdf('/Root 1 0 R /EncryptMetadata false')],
    ['png', 'scan.png', png(2_480, 3_508)],
    ['png', 'scan.jpg', png(1, 1)],
    ['jpeg', 'scan.jpg', jpeg(2_480, 3_508)],
    ['jpeg', 'padded.jpg', Buffer.concat([jpeg(10, 10), Buffer.alloc(7)])],
    ['xlsx', 'extract.xlsx', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0])],
    ['csv', 'extract.csv', text('id,amount\n1,"1,234.56"\n2,"two\nlines"\n')],
    ['csv', 'extract.tsv', text('id\tamount\n1\t1,234.56\n')],
    ['csv', 'one column.csv', text('id\n1\n2\n')],
    ['csv', 'a later record differs.csv', text(`${'1,2\n'.repeat(50)}1,2,3\n`)],
    ['txt', 'note.txt', text('The balance was € 5.')],
    ['txt', 'note.TXT', Buffer.from('Müller', 'latin1')],
    ['txt', 'unicode.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Müller', 'utf16le')])],
  ])('is taken as %s: %s', (kind, name, bytes) => {
    expect(judgeFile(bytes, name)).toMatchObject({ taken: true, kind });
  });

  it.each<[FileFault, string, Uint8Array]>([
    ['empty', 'loan.pdf', Buffer.alloc(0)],
    ['empty', 'blank.txt', text(' \n')],
    ['web-page', 'loan.pdf', text('<!DOCTYPE html><html><body>Sign in</body></html>')],
    ['web-page', 'loan.txt', text('\n<html lang="en">')],
    ['markup', 'picture.svg', text('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['markup', 'data.txt', text('<?xml version="1.0"?><loans/>')],
    ['not-as-named', 'loan.pdf', text('just text')],
    ['not-as-named', 'loan.xlsx', text('id,amount\n')],
    ['not-as-named', 'loan.jpg', Buffer.from([1, 2, 3, 0])],
    ['not-taken', 'loan.docm', Buffer.from([1, 2, 3, 0])],
    ['not-taken', 'loan.rtf', text('{\\rtf1 text}')],
    ['not-taken', 'loan.txt', text('{\\rtf1 text}')],
    ['not-taken', 'page.json', text('{}')],
    ['pdf-protected', 'loan.pdf', pdf('/Root 1 0 R /Encrypt 5 0 R')],
    ['pdf-protected', 'loan.pdf', crossReferenceStream('/Root 1 0 R/Encrypt 5 0 R')],
    ['pdf-cut-off', 'loan.pdf', pdf().subarray(0, -8)],
    ['pdf-cut-off', 'loan.pdf', Buffer.concat([pdf(), Buffer.alloc(2_000, 0x20)])],
    ['picture-too-large', 'scan.png', png(10_000, 5_001)],
    ['picture-too-large', 'scan.jpg', jpeg(65_000, 65_000)],
    ['picture-cut-off', 'scan.png', png(10, 10).subarray(0, -1)],
    ['picture-cut-off', 'scan.png', png(10, 10).subarray(0, 40)],
    ['picture-cut-off', 'scan.jpg', jpeg(10, 10).subarray(0, -1)],
    ['picture-damaged', 'scan.png', Buffer.concat([png(10, 10), text('PK and more')])],
    ['picture-damaged', 'scan.png', png(0, 10)],
    ['picture-damaged', 'scan.jpg', jpeg(0, 10)],
    ['picture-damaged', 'scan.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]), text('no marker here')])],
    ['old-or-protected-workbook', 'old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0])],
    ['no-text', 'note.txt', Buffer.from([0x61, 0, 0x62])],
    ['no-text', 'note.txt', Buffer.from([0x61, 0x81, 0x62])],
    ['no-text', 'half.txt', Buffer.from([0xff, 0xfe, 0x61])],
    ['fields-differ', 'extract.csv', text('id,amount\n1,2,3\n')],
    ['fields-differ', 'extract.csv', text('id,amount\n1,"never closed\n2,3\n')],
  ])('is refused as %s: %s', (fault, name, bytes) => {
    expect(judgeFile(bytes, name)).toEqual({ taken: false, fault });
  });

  it.each(Object.keys(FILE_FAULTS).filter(isFileFault))('that is refused as %s says what to do', (fault) => {
    const { code, message } = fileRefusal(fault);
    expect(code).toMatch(/^file_/);
    expect(message).toMatch(/^(The file|Files like) [^.]+\. [A-Z].*\.$/);
  });

  it('is refused in these words', () => {
    expect(fileRefusal('web-page').message).toBe(
      'Files like this one are not taken as evidence. It is a web page: print it to a PDF file.',
    );
    expect(fileRefusal('pdf-cut-off').message).toBe('The file could not be read. The end of the PDF is missing: send it again.');
    expect(fileRefusal('picture-too-large').message).toBe(
      'The file is larger than this installation accepts. The picture has more than 50 megapixels: send a smaller one.',
    );
  });
});

describe('text of a file', () => {
  it('is decoded by its mark, as UTF-8, or as older office programs write it', () => {
    expect(textOf(Buffer.from('\ufeffMüller', 'utf8'))).toBe('Müller');
    expect(textOf(Buffer.from([0x80, 0x20, 0x35]))).toBe('€ 5');
    expect(textOf(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Mü', 'utf16le').swap16()]))).toBe('Mü');
  });

  it('is parted by the delimiter that every record has as often', () => {
    expect(delimiterOf('a;b\n"1,5";2\n')).toBe(';');
    expect(delimiterOf('a|b|c\n1|2|3')).toBe('|');
    expect(delimiterOf('a\n1,5\n')).toBeNull();
  });
});
