import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx';

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
}

/** A table of figures; where it is wider than the screen it scrolls by itself. */
export function FiguresTable<Row>({ caption, rows, rowKey, columns, isFaint }: FiguresTableProps<Row>) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface" tabIndex={0} role="region" aria-label={caption}>
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
    </div>
  );
}
