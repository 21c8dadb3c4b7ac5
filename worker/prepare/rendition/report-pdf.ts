import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { RENDITION } from '#domain/version/rendition';
import { drawChart } from './bar-chart';
import { furnish } from './page-furniture';
import type { DocumentSection, DocumentSignature, ReportDocument } from './report-document';
import { showable, TYPEFACE } from './typeface';

/** How a report is set; whatever changes a byte of it (this folder, pdfkit, the typeface) takes a new name. */
export const PDF_RECIPE = RENDITION;

const MARGINS = { top: 72, bottom: 72, left: 56, right: 56 };
const SIZES = { title: 24, heading: 15, part: 11, text: 10, small: 8 } as const;
/** PDF/UA (ISO 14289): pdfkit knows it, its types do not yet. */
const UNIVERSAL_ACCESS = 'PDF/UA' as unknown as PDFKit.PDFDocumentOptions['subset'];
/** A PDF says when it was made; this one is made of a version, at any time. */
const NO_DATE = new Date('2000-01-01T00:00:00Z');
const INK = '#111827';
const MUTED = '#4b5563';
const SHADE = '#e5e7eb';
/** Every other row, in place of lines. */
const BAND = '#f9fafb';
/** Least room that a heading keeps below itself, in points. */
const KEPT_TOGETHER = 120;

/**
 * Sets a report as a tagged PDF: A4, one section after another, each with its text, charts and figures. The same report gives the same bytes
 * on every machine. Answers the whole file: a report has some sixty pages.
 */
export async function reportPdf(report: ReportDocument): Promise<Buffer> {
  const title = `${report.reportName}, ${report.cycleName}`;
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    bufferPages: true,
    // zlib's bytes differ by its version and by processor; a package compresses the file anyway.
    compress: false,
    pdfVersion: '1.7',
    subset: UNIVERSAL_ACCESS,
    tagged: true,
    lang: 'en',
    displayTitle: true,
    font: TYPEFACE.regular,
    info: { Title: showable(title), Author: 'Countersign', CreationDate: NO_DATE, ModDate: NO_DATE },
  });
  const bytes = buffer(document);
  const setting = new Setting(document);
  setting.cover(report);
  for (const [index, section] of report.sections.entries()) setting.section(index + 1, section);
  if (report.signatures !== null) setting.signatures(report.signatures);
  setting.end();
  furnish(document, report, { margins: MARGINS, size: SIZES.small, color: MUTED });
  document.end();
  return await bytes;
}

/** One report as it is being set. */
class Setting {
  /** What all of it is part of. */
  private readonly whole: PDFKit.PDFStructureElement;

  constructor(private readonly document: PDFKit.PDFDocument) {
    this.whole = document.struct('Document');
    document.addStructure(this.whole);
  }

  end(): void {
    this.whole.end();
  }

  cover({ reportName, regulator, cycleName, classification, version }: ReportDocument): void {
    const root = this.document.struct('Sect', { title: 'Cover' });
    this.whole.add(root);
    this.document.y = 180;
    this.words(root, 'H1', reportName, { size: SIZES.title, strong: true });
    this.words(root, 'P', [regulator, cycleName].filter((text) => text !== '').join(' · '), { size: SIZES.heading, color: MUTED });
    this.document.moveDown(2);
    this.table(
      root,
      ['This report', 'Value'],
      [
        ['Version', String(version.number)],
        ['Version hash', version.hash],
        ['Classification', classification],
      ],
    );
    root.end();
  }

  section(number: number, { title, paragraphs, charts, figures, uncited }: DocumentSection): void {
    this.document.addPage();
    this.document.outline.addItem(showable(title));
    const root = this.document.struct('Sect', { title: showable(title) });
    this.whole.add(root);
    this.words(root, 'H2', `${number}. ${title}`, { size: SIZES.heading, strong: true });
    for (const paragraph of paragraphs) this.words(root, 'P', paragraph, {});
    for (const chart of charts) {
      this.keepTogether();
      drawChart(this.document, root, chart, { ink: INK, muted: MUTED, size: SIZES.small });
    }
    if (figures.length > 0) {
      this.keepTogether();
      this.words(root, 'H3', 'Figures', { size: SIZES.part, strong: true });
      this.table(
        root,
        ['Figure', 'Value', 'How it is derived, and from what'],
        figures.map(({ label, value, rule, from }) => [label, value, from === '' ? rule : `${rule}\n${from}`]),
        [0.34, 0.2, 0.46],
      );
    }
    if (uncited.length > 0) {
      this.keepTogether();
      this.words(root, 'H3', 'Numbers that rest on no figure', { size: SIZES.part, strong: true });
      this.table(
        root,
        ['Number', 'Why it stands here'],
        uncited.map(({ text, reason }) => [text, reason]),
        [0.3, 0.7],
      );
    }
    root.end();
  }

  signatures(signatures: readonly DocumentSignature[]): void {
    this.document.addPage();
    this.document.outline.addItem('Signatures');
    const root = this.document.struct('Sect', { title: 'Signatures' });
    this.whole.add(root);
    this.words(root, 'H2', 'Signatures', { size: SIZES.heading, strong: true });
    this.words(
      root,
      'P',
      'Each signer had opened this version and all that is significant in it, agreed to the consent, and typed their name.',
      {},
    );
    for (const { name, role, at, consentHash, pdfHash } of signatures) {
      this.keepTogether();
      this.table(
        root,
        [name, role],
        [
          ['Signed', instantInWords(at)],
          ['SHA-256 of the consent', consentHash],
          ['SHA-256 of the file that was signed', pdfHash],
        ],
      );
    }
    root.end();
  }

  /** A heading or paragraph, over as many pages as it takes. */
  private words(
    root: PDFKit.PDFStructureElement,
    type: 'H1' | 'H2' | 'H3' | 'P',
    text: string,
    { size = SIZES.text, strong = false, color = INK }: { size?: number; strong?: boolean; color?: string },
  ): void {
    const { document } = this;
    root.add(
      document.struct(type, {}, () => {
        document.font(strong ? TYPEFACE.strong : TYPEFACE.regular, size).fillColor(color);
        document.text(showable(text), MARGINS.left, document.y, { lineGap: 2 });
        document.moveDown(type === 'P' ? 0.6 : 0.4);
      }),
    );
  }

  /** A table with a row of headings; `shares` of the width, each column the same where they are left out. */
  private table(
    root: PDFKit.PDFStructureElement,
    headings: readonly string[],
    rows: readonly (readonly string[])[],
    shares: readonly number[] = headings.length === 2 ? [0.25, 0.75] : headings.map(() => 1 / headings.length),
  ): void {
    const { document } = this;
    const width = document.page.width - MARGINS.left - MARGINS.right;
    document.font(TYPEFACE.regular, SIZES.small + 0.5).fillColor(INK);
    document.x = MARGINS.left;
    const align = (column: number) => ({ x: headings.length === 3 && column === 1 ? 'right' : 'left', y: 'top' }) as const;
    const head = headings.map((text, column) => ({
      ...({ type: 'TH', scope: 'Column', text: showable(text), align: align(column), backgroundColor: SHADE } as const),
      font: { src: TYPEFACE.strong, size: SIZES.small + 0.5 },
    }));
    const tagged: PDFKit.Mixins.TableOptionsWithData & { structParent: PDFKit.PDFStructureElement } = {
      structParent: root,
      columnStyles: shares.map((share) => ({ width: share * width, minWidth: 0 })),
      defaultStyle: { border: 0, padding: 4, textColor: INK },
      data: [
        head,
        ...rows.map((row, index) =>
          row.map((text, column) => ({
            ...{ text: showable(text), align: align(column) },
            ...(index % 2 === 0 ? {} : { backgroundColor: BAND }),
          })),
        ),
      ],
    };
    document.table(tagged);
    document.x = MARGINS.left;
    document.moveDown(1);
  }

  /** Begins a new page where too little of this one is left. */
  private keepTogether(): void {
    const { document } = this;
    if (document.y > document.page.height - MARGINS.bottom - KEPT_TOGETHER) document.addPage();
  }
}

/** "2026-11-29 14:05 UTC" */
function instantInWords(at: Date): string {
  return `${at.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ')} UTC`;
}
