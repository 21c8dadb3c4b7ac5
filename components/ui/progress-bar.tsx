import { formatCount } from './count-chips';

interface ProgressBarProps {
  /** What is being done, in words: "Reading records". */
  step: string;
  done: number;
  /** 0 when not known yet: the bar then shows no share. */
  total: number;
  /** "records", "rows". */
  unit: string;
}

/** Determinate progress of long work, with what it is doing. */
export function ProgressBar({ step, done, total, unit }: ProgressBarProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 text-xs">
        <span className="truncate text-ink">{step}</span>
        <span className="tabular shrink-0 text-muted">
          {total > 0 ? `${formatCount(done)} of ${formatCount(total)} ${unit}` : done > 0 ? `${formatCount(done)} ${unit}` : 'Starting'}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={step}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total > 0 ? Math.round(share * 100) : undefined}
        className="h-1.5 overflow-hidden rounded-full bg-idle-ground"
      >
        {total > 0 ? (
          <div className="h-full rounded-full bg-accent transition-[width] duration-300" style={{ width: `${share * 100}%` }} />
        ) : (
          <div className="h-full w-1/4 animate-pulse rounded-full bg-accent" />
        )}
      </div>
    </div>
  );
}
