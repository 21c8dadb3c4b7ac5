import { createRequire } from 'node:module';
import path from 'node:path';
import type { ExtractedText, TextPart } from '#domain/evidence/extracted-text';
import { fileRefusal } from '#domain/evidence/file-faults';
import { pageRows } from '#domain/evidence/page-rows';

/** More text than any file of 20 MB has that was made to be read. */
const MOST_CHARACTERS = 25_000_000;
/** Messages of pdf.js about what it mends by itself. */
const NO_MESSAGES = 0;

/** Names of the browser that pdf.js asks for when it is loaded, and needs only to draw. */
const DRAWING = ['DOMMatrix', 'Path2D', 'ImageData'];

/** Tables by which older files of Asian languages name their characters. */
function characterMaps(): string {
  return `${path.join(path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}/`;
}

async function loadPdfJs() {
  for (const name of DRAWING) if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: class {}, configurable: true });
  return await import('pdfjs-dist/legacy/build/pdf.mjs');
}

function charactersOf(rows: TextPart['rows']): number {
  return rows.reduce((sum, { cells }) => sum + cells.reduce((length, cell) => length + cell.length, 0), 0);
}

/**
 * Text of a PDF, page by page. Nothing in it is run, drawn or fetched. Refuses what asks for a password, and what pdf.js cannot read
 * even by mending.
 */
export async function pdfText(bytes: Uint8Array): Promise<ExtractedText> {
  const { getDocument } = await loadPdfJs();
  const task = getDocument({
    data: bytes,
    verbosity: NO_MESSAGES,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    cMapUrl: characterMaps(),
    cMapPacked: true,
    stopAtErrors: false,
  });
  try {
    const document = await task.promise;
    const parts: TextPart[] = [];
    let characters = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      page.cleanup();
      const rows = pageRows(items.filter((item) => 'str' in item));
      characters += charactersOf(rows);
      if (characters > MOST_CHARACTERS) throw fileRefusal('too-much-text');
      parts.push({ place: { kind: 'page', page: number }, rows });
    }
    return { parts };
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw fileRefusal('pdf-protected');
    throw error;
  } finally {
    await task.destroy();
  }
}
