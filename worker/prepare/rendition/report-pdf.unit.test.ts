import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportDocument } from './report-document';
import { PDF_RECIPE, reportPdf } from './report-pdf';
import { showable } from './typeface';

const HASH = 'ab12'.repeat(16);
const FIGURES = 40;

const report: ReportDocument = {
  reportName: 'Purchased Loans Register',
  regulator: 'Federal Reserve',
  cycleName: '2026 Q3',
  classification: 'Confidential',
  version: { number: 3, hash: HASH },
  sections: [
    {
      title: 'Executive summary',
      paragraphs: ['Tested by Łucja Żak: 4 ≤ 5, Δ 1.', 'Read by 李.'],
      charts: [
        {
          title: 'Observations by severity',
          bars: [
            { label: 'High', value: 4, text: '4' },
            { label: 'Low', value: 0, text: '0' },
          ],
        },
      ],
      figures: Array.from({ length: FIGURES }, (_, at) => ({
        ...{ label: `Figure ${at}`, value: String(at * 37), rule: 'Cases that failed, over all lanes.' },
        from: 'Test Execution of Retail, version 3',
      })),
      uncited: [{ text: '1,402', reason: 'As the register says.' }],
    },
    { title: 'Approach', paragraphs: ['One paragraph.'], charts: [], figures: [], uncited: [] },
  ],
  signatures: null,
};
const signed: ReportDocument = {
  ...report,
  signatures: [
    { name: 'Mara Quist', role: 'Tester', at: new Date('2026-11-29T13:00:00Z'), consentHash: 'cd'.repeat(32), pdfHash: 'ef'.repeat(32) },
  ],
};

interface Element {
  role?: string;
  alt?: string;
  children?: Element[];
}

async function opened(bytes: Buffer) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false }).promise;
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1)));
  const texts = await Promise.all(
    pages.map(async (page) => (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ')),
  );
  const trees = await Promise.all(pages.map(async (page) => (await page.getStructTree()) as Element | null));
  return { document, texts, elements: trees.flatMap((tree) => (tree === null ? [] : within(tree))) };
}

function within(element: Element): Element[] {
  return [element, ...(element.children ?? []).flatMap(within)];
}

let plainPdf: Buffer;
let signedPdf: Buffer;
beforeAll(async () => {
  [plainPdf, signedPdf] = [await reportPdf(report), await reportPdf(signed)];
});

describe('a report in print', () => {
  it('has the same bytes wherever it is set: another hash is another recipe', async () => {
    const digest = async () =>
      createHash('sha256')
        .update(await reportPdf(signed))
        .digest('hex');
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Auckland';
      const there = await digest();
      process.env.TZ = 'America/Lima';
      expect(await digest()).toBe(there);
      expect({ [PDF_RECIPE]: there }).toEqual({ 'pdf/1': '145b70f608076c48e1d4e12044ef2ea74dda96baf6e8064d31d1b14d9d95abf3' });
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('says on each page whose it is, which version, who may read it, and the page', async () => {
    const { texts } = await opened(plainPdf);
    expect(texts.length).toBeGreaterThan(4);
    for (const [at, text] of texts.entries())
      for (const said of [
        'Purchased Loans Register, 2026 Q3',
        'Confidential',
        `Version 3 · ${HASH.slice(0, 16)}`,
        `Page ${at + 1} of ${texts.length}`,
      ])
        expect(text).toContain(said);
    expect(texts.join(' ')).toContain(HASH);
  });

  it('leaves out nothing, and says what it cannot show by its number', async () => {
    const text = (await opened(plainPdf)).texts.join(' ');
    expect(text).toContain('Tested by Łucja Żak: 4 ≤ 5, Δ 1.');
    expect(text).toContain('Read by [U+674E].');
    for (let at = 0; at < FIGURES; at += 1) expect(text).toContain(`Figure ${at} `);
    expect(text).toContain('As the register says.');
    expect(showable('a\nb')).toBe('a\nb');
  });

  it('is read aloud in order: headings, tables with their headings, drawings in words', async () => {
    const { document, elements } = await opened(plainPdf);
    const of = (role: string) => elements.filter((element) => element.role === role);
    expect((await document.getMarkInfo())?.Marked).toBe(true);
    expect(of('H1')).toHaveLength(1);
    expect(of('H2')).toHaveLength(report.sections.length);
    // Cover, figures, numbers that rest on none; each page tells the table that it goes on with.
    expect(of('TH').length).toBeGreaterThanOrEqual(2 + 3 + 2);
    expect(of('TR').length).toBeGreaterThanOrEqual(FIGURES);
    expect(of('Figure').map(({ alt }) => alt)).toEqual(['Observations by severity. High: 4; Low: 0.']);
    expect((await document.getOutline())?.map(({ title }) => title)).toEqual(['Executive summary', 'Approach']);
  });

  it('shows who signed what once it is signed', async () => {
    const text = (await opened(signedPdf)).texts.join(' ');
    for (const said of ['Mara Quist', 'Tester', '2026-11-29 13:00 UTC', 'cd'.repeat(32), 'ef'.repeat(32)]) expect(text).toContain(said);
    expect((await opened(plainPdf)).texts.join(' ')).not.toContain('Mara Quist');
  });
});
