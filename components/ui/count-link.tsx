import Link from 'next/link';
import { formatCount } from './count-chips';
import { cx } from './cx';

interface CountLinkProps {
  n: number;
  /** The rows that are counted. */
  href: string;
  /** What is counted, read aloud after the number. */
  of: string;
  /** Left out of the order of Tab: a grid moves by arrows. */
  inGrid?: boolean;
  /** Beside another number: as wide as a finger, too. */
  roomy?: boolean;
  className?: string;
}

/** A number that opens the rows it counts; none is a dash. */
export function CountLink({ n, href, of, inGrid = false, roomy = false, className }: CountLinkProps) {
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
      href={href}
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
