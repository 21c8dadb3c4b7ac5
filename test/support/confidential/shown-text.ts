import { strFromU8, unzipSync } from 'fflate';
import { pdfText } from '#worker/analysis/evidence/pdf-text';

/** What an answer shows, as text: of a package or a workbook all that is in it, of a document what it says. */
export async function shownText(answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? '';
  if (!/zip|spreadsheetml|pdf/.test(type)) return await answer.text();
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!type.includes('pdf'))
    return Object.entries(unzipSync(bytes))
      .map(([name, part]) => `${name}\n${strFromU8(part, true)}`)
      .join('\n');
  const { parts } = await pdfText(bytes);
  return parts.flatMap(({ rows }) => rows.map(({ cells }) => cells.join(' '))).join('\n');
}
