import type { EvidencePlace } from './extracted-text';

/** "page 3", "sheet Extract, cell B7", "row 12". */
export function placeInWords(at: EvidencePlace): string {
  if ('page' in at) return `page ${at.page}`;
  return 'sheet' in at ? `sheet ${at.sheet}, cell ${at.cell}` : `row ${at.row}`;
}
