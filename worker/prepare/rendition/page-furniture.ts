import type { ReportDocument } from './report-document';
import { showable, TYPEFACE } from './typeface';

/** Digits of a hash that a page shows: enough to tell versions apart, and the whole stands on the cover. */
const SHOWN_OF_HASH = 16;

/** Puts on each page whose report it is, who may read it, which version it shows, and its number; none of it is content. */
export function furnish(
  document: PDFKit.PDFDocument,
  { reportName, cycleName, classification, version }: ReportDocument,
  { margins, size, color }: { margins: { top: number; bottom: number; left: number; right: number }; size: number; color: string },
): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    document.switchToPage(start + index);
    const { page } = document;
    // Text below the margin would begin a page of its own.
    page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
    const width = page.width - margins.left - margins.right;
    const put = (text: string, y: number, align: 'left' | 'right') =>
      document.text(showable(text), margins.left, y, { width, align, lineBreak: false });
    document.markContent('Artifact', { type: 'Pagination' });
    document.font(TYPEFACE.regular, size).fillColor(color);
    put(`${reportName}, ${cycleName}`, margins.top / 2, 'left');
    put(classification, margins.top / 2, 'right');
    const foot = page.height - margins.bottom / 2 - size;
    put(`Version ${version.number} · ${version.hash.slice(0, SHOWN_OF_HASH)}`, foot, 'left');
    put(`Page ${index + 1} of ${count}`, foot, 'right');
    document.endMarkedContent();
    page.margins = margins;
  }
}
