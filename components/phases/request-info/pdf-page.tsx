'use client';
import type { PageViewport, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ErrorState } from '#components/ui/states';
import { placesOnPart } from '#domain/evidence/match';
import { type PlacedText, placedRows } from '#domain/evidence/page-rows';
import { searchablePart } from '#domain/evidence/searchable-part';
import type { SoughtOfCase } from '#domain/phases/request-info/search-case';
import { type Box, boxOf } from './text-box';

/** Most points of a drawn page; more take memory that small computers do not have. */
const MOST_POINTS = 16_000_000;
const NO_PIECES: readonly PlacedText[] = [];
const NOTHING: readonly number[] = [];

interface PdfPageProps {
  page: PDFPageProxy;
  /** How wide it is drawn, in points of the screen. */
  width: number;
  sought: SoughtOfCase;
}

/** One page as it is drawn, with what is sought marked on it, and its text for whoever does not see it. */
export function PdfPage({ page, width, sought }: PdfPageProps) {
  const pieces = usePieces(page);
  const text = useMemo(() => (pieces === null ? null : soughtOn(page.pageNumber, pieces, sought)), [page, pieces, sought]);
  return (
    <>
      <Drawing page={page} width={width} pieces={pieces ?? NO_PIECES} marked={text?.marked ?? NOTHING} />
      <section aria-label={`Text of page ${page.pageNumber}`} className="sr-only">
        {text?.rows.length === 0 ? <p>This page is a picture: there is no text on it.</p> : null}
        {text?.rows.map((cells, row) => (
          <p key={row}>{cells.map((cell, at) => (text.isMeant(row, at) ? <mark key={at}>{cell} </mark> : `${cell} `))}</p>
        ))}
      </section>
      <p role="status" className="sticky bottom-0 left-0 w-fit bg-sunken px-2 py-1 text-xs text-muted">
        {text === null ? '' : markedInWords(text.marked.length > 0, text.rows.length > 0)}
      </p>
    </>
  );
}

function markedInWords(isMarked: boolean, hasText: boolean): string {
  if (!hasText) return 'This page is a picture: no value can be marked on it.';
  return isMarked ? 'The value is marked where it stands on this page.' : 'The value was not found on this page.';
}

/** The pieces of a page's text; null while they are read. */
function usePieces(page: PDFPageProxy): readonly PlacedText[] | null {
  const [read, setRead] = useState<{ page: PDFPageProxy; pieces: readonly PlacedText[] } | null>(null);
  useEffect(() => {
    let isLeft = false;
    page.getTextContent().then(
      ({ items }) => void (isLeft || setRead({ page, pieces: items.filter((item) => 'str' in item) })),
      // A page whose text cannot be read may be drawn nevertheless.
      () => void (isLeft || setRead({ page, pieces: NO_PIECES })),
    );
    return () => {
      isLeft = true;
    };
  }, [page]);
  return read?.page === page ? read.pieces : null;
}

/** Rows of a page's text, and the pieces in which the value stands. */
function soughtOn(number: number, pieces: readonly PlacedText[], { keys, value }: SoughtOfCase) {
  const placed = placedRows(pieces);
  const rows = placed.map((cells) => cells.map(({ text }) => text));
  const part = searchablePart({ place: { kind: 'page', page: number }, rows: rows.map((cells, at) => ({ row: at + 1, cells })) });
  const places = placesOnPart(part, keys, value);
  return {
    rows,
    marked: places.flatMap(({ row, cell }) => placed[row]?.[cell]?.pieces ?? []),
    isMeant: (row: number, cell: number) => places.some((place) => place.row === row && place.cell === cell),
  };
}

interface DrawingProps {
  page: PDFPageProxy;
  width: number;
  pieces: readonly PlacedText[];
  /** Pieces that are marked, by their place. */
  marked: readonly number[];
}

function Drawing({ page, width, pieces, marked }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const first = useRef<HTMLDivElement>(null);
  const [ended, setEnded] = useState<{ viewport: PageViewport; broken: boolean } | null>(null);
  const viewport = useMemo(() => page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width }), [page, width]);
  useEffect(() => {
    const drawn = canvas.current;
    if (drawn === null) return undefined;
    const fit = Math.sqrt(MOST_POINTS / (viewport.width * viewport.height));
    const density = Math.min(window.devicePixelRatio, Math.max(fit, 0.1));
    drawn.width = Math.floor(viewport.width * density);
    drawn.height = Math.floor(viewport.height * density);
    const task = page.render({ canvas: drawn, viewport, transform: [density, 0, 0, density, 0, 0] });
    task.promise.then(
      () => setEnded({ viewport, broken: false }),
      (failure: unknown) => {
        if (!(failure instanceof Error && failure.name === 'RenderingCancelledException')) setEnded({ viewport, broken: true });
      },
    );
    return () => task.cancel();
  }, [page, viewport]);
  const isDrawn = ended?.viewport === viewport;
  const boxes = useMemo(
    () =>
      marked.flatMap((at): Box[] =>
        pieces[at] === undefined ? [] : [boxOf(pieces[at], (x, y) => viewport.convertToViewportPoint(x, y) as [number, number])],
      ),
    [marked, pieces, viewport],
  );
  useEffect(() => {
    if (isDrawn) first.current?.scrollIntoView({ block: 'center', inline: 'center' });
  }, [isDrawn, boxes]);
  if (isDrawn && ended.broken)
    return <ErrorState title="This page cannot be drawn" message="It is broken. Others may be whole; the file can be downloaded." />;
  return (
    <div className="relative mx-auto my-px bg-[white]" style={{ width: viewport.width, height: viewport.height }} aria-busy={!isDrawn}>
      <canvas ref={canvas} role="img" aria-label={`Page ${page.pageNumber}`} className="absolute inset-0 size-full" />
      {boxes.map(({ left, top, width, height }, index) => (
        <div
          key={index}
          ref={index === 0 ? first : null}
          aria-hidden
          data-marked
          style={{ left, top, width, height }}
          className="pointer-events-none absolute rounded-sm bg-[rgb(255_196_0/0.35)] outline-2 outline-[rgb(176_112_0)]"
        />
      ))}
    </div>
  );
}
