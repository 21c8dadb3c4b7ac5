import { decodedText } from '../decoded-text';
import { hasBytes } from './bytes';
import type { FileFault } from './file-faults';

/** Records at the beginning that have to have the same number of fields. */
const COMPARED_RECORDS = 50;
/** Characters among which those records are looked for. */
const LOOKED_AT = 1_000_000;
/** What may stand between fields, the likeliest first. */
const DELIMITERS = [',', ';', '\t', '|'];
/** Control characters that no text file has: all but tab, line ends and form feed. */
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
const WEB_PAGE = /<(?:!doctype html|html|head|body|script|iframe)[\s>]/i;
const MARKUP = /^\s*<(?:\?xml|svg|!doctype)/i;
const OTHER_PROGRAMS = /^(?:\{\\rtf|%!PS)/;

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return decodedText(encoding, bytes, { fatal: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Text of a file: UTF-16 with its mark, else UTF-8, else the Western encoding of older office programs (windows-1252). Null where
 * it is none of them, or holds control characters, as every file of another kind does.
 */
export function textOf(bytes: Uint8Array): string | null {
  const text = hasBytes(bytes, 0, [0xff, 0xfe])
    ? decoded(bytes, 'utf-16le')
    : hasBytes(bytes, 0, [0xfe, 0xff])
      ? decoded(bytes, 'utf-16be')
      : (decoded(bytes, 'utf-8') ?? decoded(bytes, 'windows-1252'));
  return text === null || CONTROLS.test(text) ? null : text;
}

/** Number of delimiters in each of the first records; quotation marks keep together what stands between them. Null where one is never closed. */
function delimitersIn(text: string, delimiter: string): number[] | null {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isBlank = true;
  const end = () => {
    if (!isBlank) counts.push(count);
    count = 0;
    isBlank = true;
  };
  for (const character of text.slice(0, LOOKED_AT)) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) isBlank = false;
    else if (character === '\n' || character === '\r') end();
    else {
      isBlank = false;
      if (character === delimiter) count += 1;
    }
    if (counts.length === COMPARED_RECORDS) return counts;
  }
  // Of a longer text the last record looked at is cut off.
  if (text.length > LOOKED_AT) return counts;
  if (isQuoted) return null;
  end();
  return counts;
}

/** What separates the fields of a table: the delimiter of which each of the first records has as many; "," for one column; null where there is none. */
export function delimiterOf(text: string): string | null {
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, counts: delimitersIn(text, delimiter) ?? [0, 1] }));
  const even = counts.filter(({ counts: [first = 0, ...others] }) => others.every((count) => count === first));
  const split = even.filter(({ counts: [first = 0] }) => first > 0);
  const [best] = split.sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0));
  if (best !== undefined) return best.delimiter;
  return even.length === DELIMITERS.length ? ',' : null;
}

/** What is wrong with a text file; `isTable` where its name says that it holds a table. */
export function textFault(bytes: Uint8Array, isTable: boolean): FileFault | null {
  const text = textOf(bytes);
  if (text === null) return 'no-text';
  if (WEB_PAGE.test(text.slice(0, 2_048))) return 'web-page';
  if (MARKUP.test(text)) return 'markup';
  if (OTHER_PROGRAMS.test(text)) return 'not-taken';
  if (text.trim() === '') return 'empty';
  return isTable && delimiterOf(text) === null ? 'fields-differ' : null;
}
