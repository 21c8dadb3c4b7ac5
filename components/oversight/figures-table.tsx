'use client';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx';
import { ScrollRegion } from '#components/ui/scroll-region';
import { useIsWide } from '#components/ui/use-media';

export interface FigureColumn<Row> {
  header: string;
  /** Numbers are `right`. */
  align?: 'left' | 'right';
  cell: (row: Row) => ReactNode;
}

interface FiguresTableProps<Row> {
  caption: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The first names the row. */
  columns: readonly FigureColumn<Row>[];
  /** A row whose figures stand on too little is grey. */
  isFaint?: (row: Row) => boolean;
  /** There may be very many rows: they scroll in a place of their own. */
  isLong?: boolean;
}

const LONG = 'max-h-112';

/** A table of figures, which scrolls by itself where it is wider than its place; on a telephone a card a row. */
export function FiguresTable<Row>(props: FiguresTableProps<Row>) {
  const { caption, rows, rowKey, columns, isFaint, isLong = false } = props;
  const wide = useIsWide();
  if (!wide) {
    return isLong ? (
      <ScrollRegion label={caption} className={LONG}>
        <FigureCards {...props} />
      </ScrollRegion>
    ) : (
      <FigureCards {...props} />
    );
  }
  return (
    <ScrollRegion label={caption} className={cx('rounded-lg border border-line bg-surface', isLong && LONG)}>
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line bg-sunken text-xs text-muted">
            {columns.map(({ header, align }) => (
              <th
                key={header}
                scope="col"
                className={cx('px-3 py-1.5 font-normal whitespace-nowrap', align === 'right' ? 'text-right' : 'text-left')}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={cx('border-b border-line last:border-b-0', isFaint?.(row) && 'text-muted')}>
              {columns.map(({ header, align, cell }, index) =>
                index === 0 ? (
                  <th key={header} scope="row" className="px-3 py-1 text-left font-medium whitespace-nowrap">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={header} className={cx('px-3 py-1 whitespace-nowrap', align === 'right' && 'text-right')}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function FigureCards<Row>({ caption, rows, rowKey, columns, isFaint }: FiguresTableProps<Row>) {
  const [name, ...figures] = columns;
  return (
    <ul aria-label={caption} className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {rows.map((row) => (
        <li key={rowKey(row)} className={cx('px-3 py-2', isFaint?.(row) && 'text-muted')}>
          <p className="leading-6 font-medium">{name?.cell(row)}</p>
          <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3">
            {figures.map(({ header, cell }) => (
              <div key={header} className="col-span-2 grid grid-cols-subgrid items-center">
                <dt className="text-muted">{header}</dt>
                <dd className="min-w-0 break-words">{cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
