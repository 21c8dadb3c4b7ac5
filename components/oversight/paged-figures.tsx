'use client';
import type { ReactNode } from 'react';
import { RequestFailed } from '#client/request-failed';
import { Button } from '#components/ui/button';
import { ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { type FigureColumn, FiguresTable } from './figures-table';

interface PagedFiguresProps<Row> {
  /** Names the rows: "Attempts". */
  caption: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly FigureColumn<Row>[];
  /** Shown where there are no rows. */
  empty: ReactNode;
  /** The query that reads them, all at once or page by page. */
  query: {
    error: Error | null;
    isPending: boolean;
    refetch: () => unknown;
    hasNextPage?: boolean;
    isFetchingNextPage?: boolean;
    fetchNextPage?: () => unknown;
  };
}

/** A table of figures with what stands in its place while it is not there; more of it on demand where it is read page by page. */
export function PagedFigures<Row>({ caption, rows, rowKey, columns, empty, query }: PagedFiguresProps<Row>) {
  const { error, isPending, hasNextPage = false, isFetchingNextPage = false } = query;
  const gone = error instanceof RequestFailed && error.code === 'not_found';
  return (
    <>
      {error ? gone ? <ForbiddenState /> : <ErrorState message={error.message} onRetry={() => void query.refetch()} /> : null}
      {isPending ? <SkeletonRows label={`Loading ${caption.toLowerCase()}`} /> : null}
      {!isPending && !error && rows.length === 0 ? empty : null}
      {rows.length > 0 ? <FiguresTable caption={caption} rows={rows} rowKey={rowKey} columns={columns} /> : null}
      {hasNextPage ? (
        <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void query.fetchNextPage?.()}>
          Show more
        </Button>
      ) : null}
    </>
  );
}
