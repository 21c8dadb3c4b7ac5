import Link from 'next/link';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import type { RowsQuery } from '#contract/progress-inputs';
import { rowsHref } from '#contract/progress-numbers';

interface NumberLinkProps {
  n: number;
  rows: RowsQuery;
  /** What is counted, read aloud after the number. */
  of: string;
  /** Left out of the order of Tab: a grid moves by arrows. */
  inGrid?: boolean;
  /** Beside another number: as wide as a finger, too. */
  roomy?: boolean;
  className?: string;
}

/** A number that opens exactly the rows it counts; none is a dash. */
export function NumberLink({ n, rows, of, inGrid = false, roomy = false, className }: NumberLinkProps) {
  if (n === 0) {
    return (
      <span className={cx('inline-flex min-h-6 items-center text-faint', roomy && 'min-w-6 justify-center')}>
        <span aria-hidden>–</span>
        <span className="sr-only">no {of}</span>
      </span>
    );
  }
  return (
    <Link
      href={rowsHref(rows)}
      prefetch={false}
      tabIndex={inGrid ? -1 : undefined}
      onClick={(event) => event.stopPropagation()}
      className={cx(
        'tabular inline-flex min-h-6 items-center rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current',
        roomy && 'min-w-6 justify-center',
        className,
      )}
    >
      {formatCount(n)}
      <span className="sr-only"> {of}</span>
    </Link>
  );
}
