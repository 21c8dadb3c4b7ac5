import { AbsoluteTime } from '#components/ui/relative-time';
import type { CalendarPreview } from '#contract/views/admin-views';
import { SpecialDays } from './special-days';

/** What a calendar would do: to the dates of phases under way, and in the coming year. It comes below a long form, and is brought into view. */
export function CalendarPreviewView({ preview: { moves, moved, of, ahead } }: { preview: CalendarPreview }) {
  return (
    <section
      ref={bringIntoView}
      aria-label="What would move"
      aria-live="polite"
      className="rounded-md border border-line bg-sunken p-3 text-sm"
    >
      <h3 className="font-medium">
        {moved === 0 ? 'No date of a phase under way would differ.' : `${moved} of ${of} phases under way would be due at another time.`}
      </h3>
      <p className="text-xs text-muted">
        Saving moves none of them. A test executive has a phase counted by the new calendar on the page of its report, with a reason.
      </p>
      {moves.length === 0 ? null : (
        <ul
          className="mt-2 flex max-h-56 flex-col gap-1 overflow-y-auto"
          tabIndex={0}
          aria-label="Phases that would be due at another time"
        >
          {moves.map((move) => (
            <li key={move.chainId}>
              {move.reportName}, {move.phase}{' '}
              <span className="text-xs text-muted">
                <AbsoluteTime at={move.dueAt} /> → <AbsoluteTime at={move.wouldBeDueAt} />
              </span>
            </li>
          ))}
          {moved > moves.length ? <li className="text-muted">and {moved - moves.length} more</li> : null}
        </ul>
      )}
      <details className="mt-2">
        <summary className="cursor-pointer text-xs text-accent">
          {ahead.length} special {ahead.length === 1 ? 'day' : 'days'} in the coming year
        </summary>
        <div className="mt-1 text-xs">
          <SpecialDays days={ahead} />
        </div>
      </details>
    </section>
  );
}

/** One function for every rendering: what is typed later does not scroll back. */
function bringIntoView(node: HTMLElement | null): void {
  node?.scrollIntoView({ block: 'nearest' });
}
