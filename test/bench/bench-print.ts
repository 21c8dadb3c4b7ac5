import type { ReportDocument } from '#worker/prepare/rendition/report-document';
import { reportPdf } from '#worker/prepare/rendition/report-pdf';
import { type BenchLine, median, timed } from './measurement';

const ROUNDS = 3;
const SECTIONS = 8;
/** So many come to some sixty pages. */
const FIGURES = 95;
const PARAGRAPHS = 12;
const GOAL_MS = 10_000;

/** Setting a report of some sixty pages. */
export async function benchPrint(): Promise<BenchLine> {
  const report = madeReport();
  const times: number[] = [];
  let file: Buffer = Buffer.alloc(0);
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(async () => void (file = await reportPdf(report))));
  const pages = file.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
  return {
    name: `set a report of ${pages} pages`,
    ours: median(times),
    floor: null,
    goal: GOAL_MS,
    unit: 'ms',
    note: `${(file.length / 1_000_000).toFixed(1)} MB`,
  };
}

function madeReport(): ReportDocument {
  const hash = 'ab'.repeat(32);
  const paragraph =
    'The report was tested in three lines of business, on the records that were drawn at random and those that were chosen. '.repeat(5);
  return {
    ...{ reportName: 'Purchased Loans Register', regulator: '', cycleName: '2026 Q3', classification: 'Confidential', signatures: null },
    version: { number: 1, hash },
    sections: Array.from({ length: SECTIONS }, (_, section) => ({
      title: `Section ${section + 1}`,
      paragraphs: Array.from({ length: PARAGRAPHS }, () => paragraph),
      charts: [],
      figures: Array.from({ length: FIGURES }, (_, at) => ({
        ...{ label: `Attribute ${at + 1}, tested`, value: String(at * 7), rule: 'Accepted runs of the attribute.' },
        from: `Test Execution (Retail, data owner ${1 + (at % 4)}), version 3 (${hash.slice(0, 16)})`,
      })),
      uncited: [],
    })),
  };
}
