import type { EvidenceKind } from '../../evidence/file-kind';
import type { SuppliedEvidence } from './request-item';

const SORTS: Readonly<Record<EvidenceKind, SuppliedEvidence['sort']>> = {
  pdf: 'document',
  txt: 'document',
  png: 'picture',
  jpeg: 'picture',
  csv: 'extract',
  xlsx: 'extract',
};

/** What sort of evidence a file most likely is, by its kind, before anybody says. */
export function likelySort(kind: EvidenceKind): SuppliedEvidence['sort'] {
  return SORTS[kind];
}
