import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import { useDayWords } from '#components/ui/day-words';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { distributionWords, filledWords, shareWords, shownValue } from './profile-words';

/** How full an attribute is: values, special values and blanks as one bar. */
export function FilledBar({ profile, className }: { profile: AttributeProfile; className?: string }) {
  const { records, blank, special } = profile;
  const share = (count: number) => (records === 0 ? 0 : (100 * count) / records);
  const filled = share(records - blank - special);
  return (
    <svg
      role="img"
      aria-label={filledWords(profile)}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className={cx('h-2 w-full overflow-hidden rounded-sm bg-sunken', className)}
    >
      <rect x={0} y={0} width={filled} height={8} className="fill-active" />
      <rect x={filled} y={0} width={share(special)} height={8} className="fill-active-line" />
      <rect x={filled + share(special)} y={0} width={share(blank)} height={8} className="fill-warn-line" />
    </svg>
  );
}

const BIN_HEIGHT = 100;
/** The least height of a column, so that a bin that holds anything is seen. */
const LEAST_HEIGHT = 4;

/** Counts as columns of one chart: bins of numbers in their order, or the most frequent values from the left. */
function columnsOf({ histogram, top }: AttributeProfile): readonly { name: string; count: number }[] {
  return histogram.length > 0
    ? histogram.map(({ from, to, count }) => ({ name: `${from} to ${to}`, count }))
    : top.map(({ value, count }) => ({ name: value, count }));
}

/** The distribution in the height of a row, without axes; said in words for screen readers. */
export function Sparkline({ profile, className }: { profile: AttributeProfile; className?: string }) {
  const dayWords = useDayWords();
  const columns = columnsOf(profile);
  const isOrdered = profile.histogram.length > 0;
  if (columns.length === 0) return <span className="text-faint">–</span>;
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const slots = isOrdered ? columns.length : Math.max(columns.length, 10);
  return (
    <svg
      role="img"
      aria-label={distributionWords(profile, dayWords)}
      viewBox={`0 0 ${slots * 10} ${BIN_HEIGHT}`}
      preserveAspectRatio="none"
      className={cx('h-5 w-full', className)}
    >
      {columns.map(({ name, count }, at) => {
        const height = count === 0 ? 0 : Math.max(LEAST_HEIGHT, (BIN_HEIGHT * count) / most);
        return (
          <rect
            key={`${name} ${at}`}
            x={at * 10 + (isOrdered ? 0.4 : 1.5)}
            y={BIN_HEIGHT - height}
            width={isOrdered ? 9.2 : 7}
            height={height}
            className={isOrdered ? 'fill-active' : 'fill-idle'}
          />
        );
      })}
    </svg>
  );
}

/** Numbers in equal bins, with the quartiles and the median marked and named below. */
export function Histogram({ profile }: { profile: AttributeProfile }) {
  const { histogram, type } = profile;
  const dayWords = useDayWords();
  const words = (value: string | null): string => shownValue(value, type, dayWords);
  const [first, last] = [histogram[0], histogram.at(-1)];
  if (!first || !last) return null;
  const [low, high] = [Number(first.from), Number(last.to)];
  const at = (text: string | null): number | null => (text === null || high <= low ? null : (100 * (Number(text) - low)) / (high - low));
  const quartiles = [at(profile.lowerQuartile), at(profile.upperQuartile)] as const;
  const median = at(profile.median);
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  const width = 100 / histogram.length;
  return (
    <figure>
      <svg
        role="img"
        aria-label={distributionWords(profile, dayWords)}
        viewBox="0 0 100 60"
        preserveAspectRatio="none"
        className="h-28 w-full border-b border-line-strong"
      >
        {quartiles[0] !== null && quartiles[1] !== null ? (
          <rect x={quartiles[0]} y={0} width={Math.max(0.3, quartiles[1] - quartiles[0])} height={60} className="fill-active-ground" />
        ) : null}
        {histogram.map(({ from, to, count }, index) => {
          const height = count === 0 ? 0 : Math.max(0.8, (58 * count) / most);
          return (
            <rect key={from} x={index * width + width * 0.04} y={60 - height} width={width * 0.92} height={height} className="fill-active">
              <title>{`${words(from)} to ${words(to)}: ${formatCount(count)}`}</title>
            </rect>
          );
        })}
        {median !== null ? (
          <line
            x1={median}
            x2={median}
            y1={0}
            y2={60}
            className="stroke-ink"
            strokeWidth={1.5}
            strokeDasharray="3 2"
            vectorEffect="non-scaling-stroke"
          />
        ) : null}
      </svg>
      <figcaption className="tabular mt-1 text-xs text-muted">
        <span className="flex justify-between gap-2">
          <span>{words(first.from)}</span>
          <span>{words(last.to)}</span>
        </span>
        {median !== null ? (
          <span className="mt-0.5 block">
            Dashed: the median, {words(profile.median)}. Ground: the middle half, {words(profile.lowerQuartile)} to{' '}
            {words(profile.upperQuartile)}. The fullest bar holds {formatCount(most)}.
          </span>
        ) : null}
      </figcaption>
    </figure>
  );
}

interface ValueBarsProps {
  /** Accessible name. */
  label: string;
  values: readonly { value: string; count: number }[];
  type: AttributeProfile['type'];
  records: number;
  mono?: boolean;
}

/** Values with their counts and shares, each over a bar; the whole stands below where the list is not all. */
export function ValueBars({ label, values, type, records, mono = false }: ValueBarsProps) {
  const dayWords = useDayWords();
  const most = Math.max(1, ...values.map(({ count }) => count));
  const shown = values.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <ol aria-label={label} className="flex flex-col">
        {values.map(({ value, count }) => (
          <li key={value} className="relative flex items-baseline justify-between gap-3 py-0.5 text-xs">
            <span
              aria-hidden
              className="absolute inset-y-0.5 left-0 rounded-sm bg-active-ground"
              style={{ width: `${(100 * count) / most}%` }}
            />
            <span className={cx('relative min-w-0 truncate pl-1', mono && 'font-mono')} title={value}>
              {value.trim() === '' ? `“${value}”` : mono ? value : shownValue(value, type, dayWords)}
            </span>
            <span className="tabular relative shrink-0 text-muted">
              {formatCount(count)} <span className="inline-block w-14 text-right">{shareWords(count, records)}</span>
            </span>
          </li>
        ))}
      </ol>
      {shown < records ? <p className="tabular mt-1 text-xs text-faint">{formatCount(records - shown)} others</p> : null}
    </>
  );
}
