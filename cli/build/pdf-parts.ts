import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PROJECT_ROOT } from '../machine/folders';
import { skipWhenUnchanged } from './source-stamp';

/** What pdf.js fetches while it draws a page, in folders of its package: fonts, tables of characters, decoders of pictures, a colour profile. */
const PARTS = ['standard_fonts', 'cmaps', 'wasm', 'iccs'];
const SERVED = path.posix.join('public', 'pdf');

/** Puts what pdf.js fetches among the files that the web serves, under `/pdf`, unless they are there: pages draw evidence and ask no other server. */
export async function copyPdfParts(): Promise<void> {
  const made = PARTS.map((part) => path.posix.join(SERVED, part));
  await skipWhenUnchanged({ name: 'pdf-parts', sources: ['package-lock.json'], made }, async () => {
    const from = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    await Promise.all(
      PARTS.map((part) => cp(path.join(from, part), path.join(PROJECT_ROOT, SERVED, part), { recursive: true, dereference: true })),
    );
  });
}
