import type { FileFault } from './file-faults';
import type { EvidenceKind } from './file-kind';

const DAMAGED: Partial<Record<EvidenceKind, FileFault>> = { pdf: 'pdf-damaged', xlsx: 'workbook-damaged', csv: 'fields-differ' };

/** What a reader's own error says of a file; null of kinds that are read without one. */
export function damagedFault(kind: EvidenceKind): FileFault | null {
  return DAMAGED[kind] ?? null;
}
