import { hasBytes } from './bytes';
import type { FileFault } from './file-faults';
import { pdfFault } from './pdf-bytes';
import { jpegFault, pngFault } from './picture-bytes';
import { textFault } from './text-bytes';

/** Kinds of file that are taken as evidence, with the media type they are kept under. */
export const EVIDENCE_MEDIA_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_MEDIA_TYPES;

/** First bytes of what is known by them. */
const SIGNATURES: readonly { kind: 'pdf' | 'png' | 'jpeg' | 'xlsx'; bytes: readonly number[] }[] = [
  { kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'xlsx', bytes: [0x50, 0x4b, 0x03, 0x04] },
];
/** The container of older office files, and of newer ones with a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const TEXT_ENDINGS: Readonly<Record<string, 'csv' | 'txt'>> = { csv: 'csv', tsv: 'csv', txt: 'txt' };
const OTHER_ENDINGS = ['pdf', 'png', 'jpg', 'jpeg', 'xlsx'];

function endingOf(name: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

/** What a file is: its kind and the media type it is kept under, or why it is not taken. */
export type JudgedFile = { taken: true; kind: EvidenceKind; mediaType: string } | { taken: false; fault: FileFault };

function judged(kind: EvidenceKind, fault: FileFault | null): JudgedFile {
  return fault === null ? { taken: true, kind, mediaType: EVIDENCE_MEDIA_TYPES[kind] } : { taken: false, fault };
}

function judgedText(bytes: Uint8Array, name: string): JudgedFile {
  const ending = endingOf(name);
  const kind = TEXT_ENDINGS[ending];
  if (kind !== undefined) return judged(kind, textFault(bytes, kind === 'csv'));
  const fault = textFault(bytes, false);
  if (fault === 'web-page' || fault === 'markup' || fault === 'empty') return { taken: false, fault };
  return { taken: false, fault: OTHER_ENDINGS.includes(ending) ? 'not-as-named' : 'not-taken' };
}

/**
 * What a file is, by its bytes: the sender's media type counts for nothing, and the ending of its name only tells a table from other
 * text. Of a workbook only the signature is looked at; the parts in it are checked while they are unpacked.
 */
export function judgeFile(bytes: Uint8Array, name: string): JudgedFile {
  if (bytes.length === 0) return { taken: false, fault: 'empty' };
  if (hasBytes(bytes, 0, COMPOUND_FILE)) return { taken: false, fault: 'old-or-protected-workbook' };
  const kind = SIGNATURES.find((signature) => hasBytes(bytes, 0, signature.bytes))?.kind;
  switch (kind) {
    case undefined:
      return judgedText(bytes, name);
    case 'pdf':
      return judged(kind, pdfFault(bytes));
    case 'png':
      return judged(kind, pngFault(bytes));
    case 'jpeg':
      return judged(kind, jpegFault(bytes));
    case 'xlsx':
      return judged(kind, null);
  }
}
