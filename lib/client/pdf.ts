import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { fetchBytes } from './fetch-json';

/** Where the web serves what pdf.js fetches while it draws (cli/build/pdf-parts.ts). */
const PARTS = '/pdf';
const NO_MESSAGES = 0;

/** A file while it is fetched and opened, or why it cannot be, in words. */
export type OpenedPdf = { state: 'opening' } | { state: 'open'; document: PDFDocumentProxy } | { state: 'failed'; words: string };

function partsAt(folder: string): string {
  return `${new URL(`${PARTS}/${folder}`, window.location.origin).href}/`;
}

/** pdf.js with its worker, of our own origin; loaded when the first file is opened. */
async function loadPdfJs() {
  const pdfJs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdfJs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url).href;
  return pdfJs;
}

/** What a failure to open a file says to whoever wants to look at it. */
function inWords(failure: unknown): string {
  const name = failure instanceof Error ? failure.name : '';
  if (name === 'PasswordException') return 'The PDF asks for a password, and is not drawn here.';
  if (name === 'RequestFailed' && failure instanceof Error) return failure.message;
  if (name === 'InvalidPDFException' || name === 'FormatError' || name === 'UnknownErrorException')
    return 'The PDF is broken: none of its pages can be drawn. Download it to look at it, or have it supplied again.';
  return 'The PDF could not be drawn here. Download it to look at it.';
}

/** Fetches a PDF and opens it. Nothing in it is run, no form of it is filled in, and nothing is fetched but from our own origin. */
export function usePdf(address: string): OpenedPdf {
  const [opened, setOpened] = useState<OpenedPdf>({ state: 'opening' });
  useEffect(() => {
    const left = new AbortController();
    let close = (): void => undefined;
    const open = async (): Promise<void> => {
      const [pdfJs, data] = await Promise.all([loadPdfJs(), fetchBytes(address, left.signal)]);
      if (left.signal.aborted) return;
      const task = pdfJs.getDocument({
        data,
        verbosity: NO_MESSAGES,
        isEvalSupported: false,
        enableXfa: false,
        cMapUrl: partsAt('cmaps'),
        standardFontDataUrl: partsAt('standard_fonts'),
        wasmUrl: partsAt('wasm'),
        iccUrl: partsAt('iccs'),
      });
      close = () => void task.destroy();
      const document = await task.promise;
      if (!left.signal.aborted) setOpened({ state: 'open', document });
    };
    open().catch((failure: unknown) => {
      if (!left.signal.aborted) setOpened({ state: 'failed', words: inWords(failure) });
    });
    return () => {
      left.abort();
      close();
    };
  }, [address]);
  return opened;
}

/** A page of an opened file, by its number from 1; while it is read the page before, null before the first and where it cannot be read. */
export function usePdfPage(document: PDFDocumentProxy, number: number): { page: PDFPageProxy | null; failed: boolean } {
  const [read, setRead] = useState<{ number: number; page: PDFPageProxy | null }>({ number: 0, page: null });
  useEffect(() => {
    let isLeft = false;
    document.getPage(number).then(
      (page) => void (isLeft || setRead({ number, page })),
      () => void (isLeft || setRead({ number, page: null })),
    );
    return () => {
      isLeft = true;
    };
  }, [document, number]);
  return { page: read.page, failed: read.number === number && read.page === null };
}
