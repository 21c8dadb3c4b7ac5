import { cx } from './cx';

interface CountChipsProps {
  totals: { added: number; changed: number; removed: number };
  /** "samples": read aloud with the counts. */
  noun?: string;
  className?: string;
}

const FORMAT = new Intl.NumberFormat('en-US');

/** A whole number with thousands separators. */
export function formatCount(value: number): string {
  return FORMAT.format(value);
}

/** What changed against the parent: +12 ~3 −1, by sign and colour. */
export function CountChips({ totals, noun = 'items', className }: CountChipsProps) {
  const { added, changed, removed } = totals;
  const words = `${formatCount(added)} ${noun} added, ${formatCount(changed)} changed, ${formatCount(removed)} removed`;
  if (added + changed + removed === 0) return <span className={cx('text-faint', className)}>No changes</span>;
  return (
    <span title={words} className={cx('tabular inline-flex items-center gap-2 align-middle text-xs font-medium', className)}>
      <span className="sr-only">{words}</span>
      {added > 0 ? (
        <span aria-hidden className="text-good">
          +{formatCount(added)}
        </span>
      ) : null}
      {changed > 0 ? (
        <span aria-hidden className="text-warn">
          ~{formatCount(changed)}
        </span>
      ) : null}
      {removed > 0 ? (
        <span aria-hidden className="text-bad">
          −{formatCount(removed)}
        </span>
      ) : null}
    </span>
  );
}
