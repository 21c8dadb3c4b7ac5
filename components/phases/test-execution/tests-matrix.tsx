'use client';
import { Ban, Check, CircleDashed, CircleHelp, History, Minus, X } from 'lucide-react';
import Link from 'next/link';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTestMatrix } from '#client/test-matrix';
import { cx } from '#components/ui/cx';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { useVirtualRows } from '#components/ui/use-virtual-rows';
import { versionHref } from '#contract/addresses';
import type { MatrixPage } from '#contract/views/matrix-views';
import type { VersionView } from '#contract/views/version-views';
import type { TestState } from '#domain/phases/test-execution/test-item';
import { STATE_LABELS } from '#domain/phases/test-execution/words';

const LOOKS: Record<TestState, { icon: typeof Check; look: string }> = {
  waiting: { icon: CircleDashed, look: 'text-muted' },
  'to-run': { icon: Minus, look: 'text-muted' },
  pass: { icon: Check, look: 'text-good' },
  fail: { icon: X, look: 'bg-bad-ground text-bad' },
  inconclusive: { icon: CircleHelp, look: 'bg-warn-ground text-warn' },
  outdated: { icon: History, look: 'text-warn' },
};

/** Px. */
const ROW_HEIGHT = 32;
const HEAD_HEIGHT = 136;
const RECORD_WIDTH = 208;
const CELL_WIDTH = 36;

/** What is tested as samples by attributes, each with what came of it; a cell leads to its test. */
export function TestsMatrix({ version }: { version: VersionView }) {
  const matrix = useTestMatrix(version.id);
  const pages = matrix.data?.pages;
  if (matrix.error) return <ErrorState message={matrix.error.message} onRetry={() => void matrix.refetch()} />;
  if (pages === undefined) return <SkeletonRows rows={12} label="Loading the grid" />;
  const rows = pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title="Nothing is tested here">Its cases passed to somebody else.</EmptyState>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Legend />
      <Grid
        version={version}
        attributes={pages[0]?.attributes ?? []}
        rows={rows}
        onNearEnd={matrix.hasNextPage && !matrix.isFetchingNextPage ? () => void matrix.fetchNextPage() : undefined}
      />
    </div>
  );
}

function Legend() {
  return (
    <ul
      aria-label="What the signs mean"
      className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-xs text-muted md:px-6"
    >
      {(Object.keys(LOOKS) as TestState[]).map((state) => {
        const { icon: Icon, look } = LOOKS[state];
        return (
          <li key={state} className="flex items-center gap-1.5">
            <span className={cx('inline-flex size-5 items-center justify-center rounded', look)}>
              <Icon aria-hidden className="size-3.5" />
            </span>
            {STATE_LABELS[state]}
          </li>
        );
      })}
      <li className="flex items-center gap-1.5">
        <Ban aria-hidden className="size-3.5" /> Not asked of this data owner
      </li>
    </ul>
  );
}

interface GridProps {
  version: VersionView;
  attributes: MatrixPage['attributes'];
  rows: MatrixPage['rows'];
  onNearEnd: (() => void) | undefined;
}

/** The cell that Tab reaches; arrows go on from there. */
interface Place {
  row: number;
  column: number;
}

function Grid({ version, attributes, rows, onNearEnd }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    keyOf: (index) => rows[index]?.record ?? index,
    estimate: () => ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    overscan: 8,
    onNearEnd,
    nearEndRows: 20,
  });
  const stop = virtual.tabStop(place.row);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = {
      row: Math.max(0, Math.min(rows.length - 1, place.row + step.row)),
      column: Math.max(0, Math.min(attributes.length - 1, place.column + step.column)),
    };
    setPlace(next);
    virtual.scrollTo(next.row, 'auto');
    // The row may only come into being as it is scrolled into view.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus());
  };
  const template = `${RECORD_WIDTH}px repeat(${attributes.length}, ${CELL_WIDTH}px)`;
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto">
      <div
        role="grid"
        aria-label="Samples by attributes"
        aria-rowcount={rows.length + 1}
        aria-colcount={attributes.length + 1}
        tabIndex={-1}
        style={{ minWidth: RECORD_WIDTH + attributes.length * CELL_WIDTH }}
        onKeyDown={onKeyDown}
      >
        <div
          role="row"
          className="sticky top-0 z-20 grid border-b border-line bg-surface"
          style={{ gridTemplateColumns: template, height: HEAD_HEIGHT }}
        >
          <span role="columnheader" className="sticky left-0 z-10 flex items-end bg-surface px-4 pb-2 text-xs font-medium md:px-6">
            Record
          </span>
          {attributes.map(({ code, name }) => (
            <span key={code} role="columnheader" title={name} className="flex items-end justify-center pb-2">
              <span className="max-h-[120px] truncate text-xs [writing-mode:vertical-rl] rotate-180">{name}</span>
            </span>
          ))}
        </div>
        <div role="rowgroup" style={virtual.room}>
          {virtual.shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={row.record}
                role="row"
                aria-rowindex={index + 2}
                className="grid border-b border-line"
                style={{ gridTemplateColumns: template, height: ROW_HEIGHT }}
              >
                <span
                  role="rowheader"
                  title={row.record}
                  className="sticky left-0 z-10 flex items-center bg-surface px-4 font-mono text-xs md:px-6"
                >
                  <span className="truncate [direction:rtl]">{row.record}</span>
                </span>
                {attributes.map(({ code, name }, column) => (
                  <Cell
                    key={code}
                    version={version}
                    cell={row.cells[code] ?? null}
                    name={`${name} of ${row.record}`}
                    at={`${index}:${column}`}
                    isStop={index === stop && column === place.column}
                    onFocus={() => setPlace({ row: index, column })}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const STEPS: Record<string, Place | undefined> = {
  ArrowDown: { row: 1, column: 0 },
  ArrowUp: { row: -1, column: 0 },
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
  PageDown: { row: 15, column: 0 },
  PageUp: { row: -15, column: 0 },
};

interface CellProps {
  version: VersionView;
  cell: MatrixPage['rows'][number]['cells'][string] | null;
  /** Whose test it is. */
  name: string;
  at: string;
  isStop: boolean;
  onFocus: () => void;
}

function Cell({ version, cell, name, at, isStop, onFocus }: CellProps) {
  const tabIndex = isStop ? 0 : -1;
  if (cell === null)
    return (
      <span
        role="gridcell"
        data-cell={at}
        tabIndex={tabIndex}
        aria-label={`${name}: not asked`}
        onFocus={onFocus}
        className="flex items-center justify-center text-muted"
      >
        <Ban aria-hidden className="size-3 opacity-40" />
      </span>
    );
  const { icon: Icon, look } = LOOKS[cell.state];
  const { cycleReportId, phase, instance, number } = version;
  return (
    <span role="gridcell" className="flex p-0.5">
      <Link
        href={versionHref({ cycleReportId, phase, instance, number, row: cell.key })}
        data-cell={at}
        tabIndex={tabIndex}
        prefetch={false}
        title={STATE_LABELS[cell.state]}
        aria-label={`${name}: ${STATE_LABELS[cell.state]}`}
        onFocus={onFocus}
        className={cx('flex flex-1 items-center justify-center rounded hover:bg-hover', look)}
      >
        <Icon aria-hidden className="size-4" />
      </Link>
    </span>
  );
}
