import { Refusal, type RefusalCode } from '../refusals';

interface FileFaultWords {
  code: RefusalCode;
  /** What is wrong and what to do, after the sentence of the code. */
  detail: string;
}

/** Why a file is not taken as evidence. Each has one sentence that its owner can act on. */
export const FILE_FAULTS = {
  empty: { code: 'file_unreadable', detail: 'It is empty.' },
  'not-taken': { code: 'file_type_refused', detail: 'Send a PDF, PNG, JPEG, XLSX, CSV or TXT file.' },
  'not-as-named': {
    code: 'file_type_refused',
    detail: 'Its content is not what its name says. Save it again in the program that it comes from.',
  },
  'web-page': { code: 'file_type_refused', detail: 'It is a web page: print it to a PDF file.' },
  markup: { code: 'file_type_refused', detail: 'It is an XML or SVG file: export it as PDF or CSV.' },
  'pdf-protected': { code: 'file_type_refused', detail: 'The PDF is encrypted: save it without a password and without restrictions.' },
  'pdf-cut-off': { code: 'file_unreadable', detail: 'The end of the PDF is missing: send it again.' },
  'pdf-damaged': { code: 'file_unreadable', detail: 'The PDF is damaged: export it again, or print it to a new PDF file.' },
  'picture-cut-off': { code: 'file_unreadable', detail: 'The end of the picture is missing: send it again.' },
  'picture-damaged': { code: 'file_unreadable', detail: 'The picture is damaged: save it again as PNG or JPEG.' },
  'picture-too-large': { code: 'file_too_large', detail: 'The picture has more than 50 megapixels: send a smaller one.' },
  'old-or-protected-workbook': {
    code: 'file_type_refused',
    detail: 'It is an Excel file of the old format (.xls) or has a password: save it as XLSX without one.',
  },
  'no-workbook': { code: 'file_type_refused', detail: 'It is an archive and no workbook: send the files in it one by one.' },
  'workbook-damaged': { code: 'file_unreadable', detail: 'The workbook is damaged: save it again as XLSX.' },
  'workbook-protected': { code: 'file_type_refused', detail: 'Parts of the workbook are encrypted: save it without a password.' },
  'workbook-macros': { code: 'file_type_refused', detail: 'The workbook holds macros: save it as XLSX without them.' },
  'workbook-links': { code: 'file_type_refused', detail: 'The workbook reads from other files: break the links and save it again.' },
  'workbook-commands': {
    code: 'file_type_refused',
    detail: 'A formula of the workbook starts another program (DDE): remove it and save it again.',
  },
  'workbook-names': {
    code: 'file_type_refused',
    detail: 'The names of the parts of the workbook are not those that Excel writes: save it again as XLSX.',
  },
  'workbook-too-large': {
    code: 'file_too_large',
    detail: 'A workbook may have 2,000 parts and 25 MB when it is unpacked: send the sheets that are asked for, or a CSV file.',
  },
  'workbook-too-many-cells': {
    code: 'file_too_large',
    detail: 'A workbook may have 200,000 cells: send the sheets that are asked for, or a CSV file.',
  },
  'no-text': { code: 'file_type_refused', detail: 'It holds bytes that are no text.' },
  'fields-differ': {
    code: 'file_type_refused',
    detail: 'Its first lines have different numbers of fields, so that it is no table: export it again as CSV, or send it as TXT.',
  },
  'too-much-text': { code: 'file_too_large', detail: 'It holds more text than can be searched: send the pages that are asked for.' },
  'takes-too-long': {
    code: 'file_unreadable',
    detail: 'Reading it took more than a minute: print it to a new PDF file, or send the pages that are asked for.',
  },
  'takes-too-much': {
    code: 'file_unreadable',
    detail: 'Reading it took more memory than is set aside for a file: print it to a new PDF file, or send the pages that are asked for.',
  },
} as const satisfies Record<string, FileFaultWords>;
export type FileFault = keyof typeof FILE_FAULTS;

/** Whether a text names a fault. */
export function isFileFault(text: string): text is FileFault {
  return Object.hasOwn(FILE_FAULTS, text);
}

/** The refusal of a file with a fault. */
export function fileRefusal(fault: FileFault): Refusal {
  const { code, detail } = FILE_FAULTS[fault];
  return new Refusal(code, detail);
}
