import { cx } from './cx';

/** One key as it stands on a keyboard. */
export function KeyHint({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-xs text-muted',
        className,
      )}
    >
      {keys}
    </kbd>
  );
}
