import type { BarChart } from './report-document';
import { showable, TYPEFACE } from './typeface';

const ROW = 18;
const BAR = 10;
const LABELS = 150;
const BAR_COLOR = '#3b5bdb';

/** Draws bars from the left below one another, as a figure with its numbers as alternative text: nothing is told by the drawing alone. */
export function drawChart(
  document: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  { title, bars }: BarChart,
  { ink, muted, size }: { ink: string; muted: string; size: number },
): void {
  if (bars.length === 0) return;
  const { left, right, bottom } = document.page.margins;
  const height = ROW * (bars.length + 1);
  if (document.y + height > document.page.height - bottom) document.addPage();
  const alt = `${title}. ${bars.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`;
  const room = document.page.width - left - right - LABELS - 60;
  const most = Math.max(...bars.map(({ value }) => value), 1);
  const top = document.y;
  root.add(
    document.struct('Figure', { alt: showable(alt) }, () => {
      document.font(TYPEFACE.strong, size + 1).fillColor(ink);
      document.text(showable(title), left, top, { lineBreak: false });
      document.font(TYPEFACE.regular, size);
      for (const [index, { label, value, text }] of bars.entries()) {
        const y = top + ROW * (index + 1);
        document.fillColor(muted).text(showable(label), left, y, { width: LABELS - 8, height: ROW, ellipsis: true, lineBreak: false });
        const long = (value / most) * room;
        if (long > 0) document.rect(left + LABELS, y, long, BAR).fill(BAR_COLOR);
        document.fillColor(ink).text(showable(text), left + LABELS + long + 6, y, { lineBreak: false });
      }
    }),
  );
  document.x = left;
  document.y = top + height + ROW;
}
