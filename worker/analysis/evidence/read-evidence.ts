import { readFile } from 'node:fs/promises';
import type { ExtractedText } from '#domain/evidence/extracted-text';
import { type FileFault, fileRefusal } from '#domain/evidence/file-faults';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { Refusal } from '#domain/refusals';
import { workbookParts } from '#storage/workbook-parts';
import { pdfText } from './pdf-text';
import { csvText, plainText, workbookText } from './table-text';

/** What a reader's own error says of a file. */
const DAMAGED: Partial<Record<EvidenceKind, FileFault>> = { pdf: 'pdf-damaged', xlsx: 'workbook-damaged', csv: 'fields-differ' };

async function read(path: string, kind: EvidenceKind): Promise<ExtractedText> {
  switch (kind) {
    case 'pdf':
      return await pdfText(new Uint8Array(await readFile(path)));
    case 'xlsx': {
      const workbook = await workbookParts(path);
      if (!workbook.taken) throw fileRefusal(workbook.fault);
      return await workbookText(workbook.parts);
    }
    case 'csv':
      return csvText(await readFile(path));
    case 'txt':
      return plainText(await readFile(path));
    case 'png':
    case 'jpeg':
      return { parts: [] };
  }
}

/** Text of a file of evidence; a picture has none. Refuses with one of FILE_FAULTS what its reader cannot read. */
export async function readEvidence(path: string, kind: EvidenceKind): Promise<ExtractedText> {
  try {
    return await read(path, kind);
  } catch (error) {
    const fault = DAMAGED[kind];
    if (error instanceof Refusal || fault === undefined || (error instanceof Error && 'syscall' in error)) throw error;
    throw fileRefusal(fault);
  }
}
