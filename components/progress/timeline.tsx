import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import type { TimelineEntry } from '#contract/views/work-views';
import { chainInWords } from '#domain/phase/chain-address';
import { durationWords } from './waiting-words';

const LONG_WAIT_MINUTES = 60 * 24;

/** What happened, newest first, and how long whom it waited for. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  if (entries.length === 0) return <EmptyState title="Nothing has happened yet">The first entry is the start of the report.</EmptyState>;
  return (
    <ol className="flex flex-col">
      {entries.map((entry, at) => (
        <li key={`${entry.at} ${at}`} className="relative border-l border-line pb-4 pl-4 last:pb-0">
          <span aria-hidden className="absolute top-1.5 -left-[3.5px] size-1.5 rounded-full bg-line-strong" />
          <p className="text-sm text-pretty">{entry.sentence}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
            <RelativeTime at={entry.at} />
            {entry.phase ? <span>{chainInWords({ phase: entry.phase, instance: entry.instance })}</span> : null}
            {entry.waitedMinutes !== null && entry.waitedMinutes >= 1 && entry.waitedFor ? (
              <span className={entry.waitedMinutes >= LONG_WAIT_MINUTES ? 'text-warn' : undefined}>
                waited {durationWords(entry.waitedMinutes)} for {entry.waitedFor}
              </span>
            ) : null}
          </p>
        </li>
      ))}
    </ol>
  );
}
