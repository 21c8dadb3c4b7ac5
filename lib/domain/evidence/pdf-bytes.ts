import { bytesAsText } from './bytes';
import type { FileFault } from './file-faults';

/** Where the end marker has to stand, as readers look for it. */
const END_BYTES = 1_024;
/** Longest trailer dictionary that is looked at. */
const TRAILER_BYTES = 8_192;
const ENCRYPT = /\/Encrypt(?![A-Za-z0-9])/;

/** The dictionary that begins at a place: a trailer's, or that of a cross-reference stream, whose data are left out. */
function dictionaryAt(bytes: Uint8Array, at: number): string {
  const text = bytesAsText(bytes, at, at + TRAILER_BYTES);
  const end = text.search(/stream|startxref|endobj/);
  return end === -1 ? text : text.slice(0, end);
}

/** The trailer that follows a classic cross-reference table; empty where the table does not begin here. */
function trailerAfter(bytes: Uint8Array, at: number): string {
  if (bytesAsText(bytes, at, at + 4) !== 'xref') return dictionaryAt(bytes, at);
  // The table may be long; its trailer is the first one behind it.
  for (let from = at; from < bytes.length; from += TRAILER_BYTES) {
    const found = bytesAsText(bytes, from, from + TRAILER_BYTES + 7).indexOf('trailer');
    if (found !== -1) return dictionaryAt(bytes, from + found);
  }
  return '';
}

/**
 * What is wrong with a PDF as far as its bytes say: its end marker is missing, or the newest trailer names an encryption. A
 * password or a broken body shows only when it is read.
 */
export function pdfFault(bytes: Uint8Array): FileFault | null {
  const tail = bytesAsText(bytes, bytes.length - END_BYTES, bytes.length);
  if (!tail.includes('%%EOF')) return 'pdf-cut-off';
  const at = /startxref\s+(\d{1,10})\s+%%EOF(?!.*startxref)/s.exec(tail)?.[1];
  const ends = bytesAsText(bytes, bytes.length - TRAILER_BYTES, bytes.length);
  const last = ends.lastIndexOf('trailer');
  const trailers = [at === undefined ? '' : trailerAfter(bytes, Number(at)), last === -1 ? '' : ends.slice(last)];
  return trailers.some((trailer) => ENCRYPT.test(trailer)) ? 'pdf-protected' : null;
}
