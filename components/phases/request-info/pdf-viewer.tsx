'use client';
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { type OpenedPdf, usePdf, usePdfPage } from '#client/pdf';
import { IconButton } from '#components/ui/icon-button';
import { Input } from '#components/ui/input';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import type { SoughtOfCase } from '#domain/phases/request-info/search-case';
import { PdfPage } from './pdf-page';

/** Sizes of a page, by the width that there is for it. */
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
const WHOLE_WIDTH = ZOOMS.indexOf(1);
/** Beside the page, in points of the screen. */
const ROOM = 4;

interface PdfViewerProps {
  address: string;
  /** The page that is shown first. */
  first: number;
  sought: SoughtOfCase;
}

/** The pages of a PDF, one at a time, drawn here: with what is sought marked on each, and its text for screen readers. */
export function PdfViewer({ address, first, sought }: PdfViewerProps) {
  const opened: OpenedPdf = usePdf(address);
  if (opened.state === 'opening') return <SkeletonRows rows={12} label="Opening the file" />;
  if (opened.state === 'failed') return <ErrorState title="This file cannot be drawn" message={opened.words} />;
  return <Pages document={opened.document} first={first} sought={sought} />;
}

function Pages({ document, first, sought }: { document: PDFDocumentProxy; first: number; sought: SoughtOfCase }) {
  const { numPages } = document;
  const [number, setNumber] = useState(Math.min(first, numPages));
  const [zoom, setZoom] = useState(WHOLE_WIDTH);
  const { page, failed } = usePdfPage(document, number);
  const [area, setArea] = useState<HTMLDivElement | null>(null);
  const width = useWidth(area);
  // Keys work on the page at once: the dialog it stands in had nothing to take the focus while the file was opened.
  useEffect(() => area?.focus(), [area]);
  const goTo = (to: number): void => setNumber(Math.max(1, Math.min(numPages, to)));
  const zoomTo = (to: number): void => setZoom(Math.max(0, Math.min(ZOOMS.length - 1, to)));
  const keys: Readonly<Record<string, () => void>> = {
    PageDown: () => goTo(number + 1),
    PageUp: () => goTo(number - 1),
    n: () => goTo(number + 1),
    p: () => goTo(number - 1),
    Home: () => goTo(1),
    End: () => goTo(numPages),
    '+': () => zoomTo(zoom + 1),
    '-': () => zoomTo(zoom - 1),
    '0': () => zoomTo(WHOLE_WIDTH),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const command =
      event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement ? undefined : keys[event.key];
    if (command === undefined) return;
    event.preventDefault();
    command();
  };
  return (
    <div onKeyDown={onKeyDown} className="flex flex-col gap-2">
      <div role="toolbar" aria-label="Pages" className="flex flex-wrap items-center gap-1.5 text-sm">
        <IconButton
          label="Page before"
          keyHint="p"
          icon={<ChevronLeft />}
          disabledReason={number === 1 ? 'This is the first page.' : null}
          onClick={() => goTo(number - 1)}
        />
        <label className="flex items-center gap-1.5">
          Page
          <PageNumber key={number} number={number} of={numPages} onGo={goTo} />
        </label>
        <span aria-live="polite">
          <span className="sr-only">Page {number} </span>of {numPages}
        </span>
        <IconButton
          label="Next page"
          keyHint="n"
          icon={<ChevronRight />}
          disabledReason={number === numPages ? 'This is the last page.' : null}
          onClick={() => goTo(number + 1)}
        />
        <span className="ml-auto flex items-center gap-1.5">
          <IconButton
            label="Smaller"
            keyHint="-"
            icon={<ZoomOut />}
            disabledReason={zoom === 0 ? 'It is drawn no smaller.' : null}
            onClick={() => zoomTo(zoom - 1)}
          />
          <span className="tabular w-12 text-center text-xs text-muted" aria-live="polite">
            {Math.round((ZOOMS[zoom] ?? 1) * 100)} %
          </span>
          <IconButton
            label="Larger"
            keyHint="+"
            icon={<ZoomIn />}
            disabledReason={zoom === ZOOMS.length - 1 ? 'It is drawn no larger.' : null}
            onClick={() => zoomTo(zoom + 1)}
          />
        </span>
      </div>
      <div
        ref={setArea}
        role="region"
        aria-label={`Page ${number} as it is drawn`}
        tabIndex={0}
        data-ring="inside"
        className="h-[52dvh] overflow-auto rounded-md border border-line bg-sunken"
      >
        {failed ? (
          <ErrorState
            title="This page cannot be drawn"
            message={`Page ${number} is broken. Others may be whole; the file can be downloaded.`}
          />
        ) : page === null || width === null ? (
          <SkeletonRows rows={12} label={`Reading page ${number}`} />
        ) : (
          <PdfPage page={page} width={Math.max(1, width - ROOM) * (ZOOMS[zoom] ?? 1)} sought={sought} />
        )}
      </div>
    </div>
  );
}

/** The width of an element, followed; null before it is known. */
function useWidth(element: HTMLElement | null): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The number of the page, as it may be typed over. */
function PageNumber({ number, of, onGo }: { number: number; of: number; onGo: (to: number) => void }) {
  const [typed, setTyped] = useState(String(number));
  const go = (): void => {
    if (/^\d+$/.test(typed) && Number(typed) !== number) onGo(Number(typed));
    else setTyped(String(number));
  };
  return (
    <Input
      inputMode="numeric"
      aria-label={`Page, from 1 to ${of}`}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={go}
      onKeyDown={(event) => {
        if (event.key === 'Enter') go();
      }}
      className="w-14 text-center"
    />
  );
}
