import { CircleCheck, CircleX, History, MessageSquare } from 'lucide-react';
import type { ItemRow } from '#contract/views/row-views';
import { TURNING_DOWN, VERDICT_WORDS } from '#domain/phase/verdicts';

/** Small signs beside a key: an earlier cycle that it comes from, a standing verdict (inherited or new) and open comments, each with its words. */
export function ReviewMarks({ row }: { row: ItemRow }) {
  const verdict = row.verdict;
  const words = verdict ? verdictWords(verdict) : '';
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1.5 pl-1.5">
      {row.carried ? (
        <span title={carriedMark(row.carried)} className={row.carried.same ? 'text-muted' : 'text-active'}>
          <History aria-hidden className="size-3.5" />
          <span className="sr-only">{carriedMark(row.carried)}</span>
        </span>
      ) : null}
      {verdict ? (
        <span title={words} className={isYes(verdict) ? 'text-good' : 'text-bad'}>
          {isYes(verdict) ? <CircleCheck aria-hidden className="size-3.5" /> : <CircleX aria-hidden className="size-3.5" />}
          <span className="sr-only">{words}</span>
        </span>
      ) : null}
      {row.openComments > 0 ? (
        <span
          title={`${row.openComments} open ${row.openComments === 1 ? 'comment' : 'comments'}`}
          className="inline-flex items-center gap-0.5 text-xs text-warn"
        >
          <MessageSquare aria-hidden className="size-3.5" />
          {row.openComments}
          <span className="sr-only">open comments</span>
        </span>
      ) : null}
    </span>
  );
}

/** "Carried from Q1 2026, version 2, and the same as there": where an item comes from, and whether it still says what it said there. */
function carriedMark({ cycle, number, same }: NonNullable<ItemRow['carried']>): string {
  return `Carried from ${cycle}, version ${number}, ${same ? 'and the same as there' : 'and not the same as there'}`;
}

function isYes({ verdict }: NonNullable<ItemRow['verdict']>): boolean {
  return !TURNING_DOWN.includes(verdict);
}

/** "Accepted by Rosa Lind in version 2" and whether it stands because the content has not changed since. */
export function verdictWords(verdict: NonNullable<ItemRow['verdict']>): string {
  const where = `by ${verdict.by.name} in version ${verdict.versionNumber}`;
  return `${VERDICT_WORDS[verdict.verdict]} ${where}${verdict.inherited ? ', and not changed since' : ''}${verdict.reason ? `: ${verdict.reason}` : ''}`;
}
