'use client';
import { absoluteTime, useMinute } from '#components/ui/relative-time';
import { spanInWords } from '../ui/time-span';

/** How long something has lasted: "3 days", with its beginning on hover. The label is drawn anew each minute. */
export function Age({ since, className }: { since: string; className?: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={since} title={onBrowser ? `Since ${absoluteTime(since)}` : undefined} className={className}>
      {onBrowser ? lastedInWords(since) : since.slice(0, 10)}
    </time>
  );
}

function lastedInWords(since: string): string {
  return spanInWords(Date.now() - Date.parse(since));
}
