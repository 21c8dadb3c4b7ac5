'use client';

import { Check, X } from 'lucide-react';
import { cx } from '#components/ui/cx';
import type { ItemRow } from '#contract/views/row-views';
import { useReview } from './review-draft';

/** Accept or reject one item: two buttons that show what stands. A rejection asks for its reason. */
export function VerdictControl({ row, size = 'sm' }: { row: ItemRow; size?: 'sm' | 'md' }) {
  const review = useReview();
  const mine = review.verdicts[row.key];
  const verdict = mine?.verdict ?? row.verdict?.verdict ?? null;
  if (review.closed !== null) return <StandingVerdict row={row} />;
  const inherited = !mine && row.verdict !== null;
  const withWords = size === 'md';
  const button = cx('flex items-center justify-center gap-1.5 text-xs font-medium', withWords ? 'h-9 px-3' : 'size-6', '[&_svg]:size-3.5');
  return (
    <span
      role="group"
      aria-label={`Verdict on ${row.key}`}
      title={
        inherited && row.verdict
          ? `${row.verdict.verdict === 'accepted' ? 'Accepted' : 'Rejected'} by ${row.verdict.by.name} in version ${row.verdict.versionNumber}, not changed since`
          : mine?.reason || undefined
      }
      className="inline-flex overflow-hidden rounded-md border border-line-strong bg-surface"
    >
      <button
        type="button"
        data-ring="inside"
        aria-label="Accept"
        aria-pressed={verdict === 'accepted'}
        onClick={() => (mine?.verdict === 'accepted' ? review.unmark([row.key]) : review.mark([row.key], 'accepted'))}
        className={cx(
          button,
          verdict === 'accepted'
            ? cx('bg-good-ground text-good', inherited && '[&_svg]:opacity-70')
            : 'text-muted hover:bg-hover hover:text-good',
        )}
      >
        <Check aria-hidden strokeWidth={2.5} />
        {withWords ? 'Accept' : null}
      </button>
      <span aria-hidden className="w-px bg-line-strong" />
      <button
        type="button"
        data-ring="inside"
        aria-label="Reject"
        aria-pressed={verdict === 'rejected'}
        onClick={() => (mine?.verdict === 'rejected' ? review.unmark([row.key]) : review.askRejection([row.key]))}
        className={cx(button, verdict === 'rejected' ? 'bg-bad-ground text-bad' : 'text-muted hover:bg-hover hover:text-bad')}
      >
        <X aria-hidden strokeWidth={2.5} />
        {withWords ? 'Reject' : null}
      </button>
    </span>
  );
}

/** The verdict on record, where none can be given now. */
function StandingVerdict({ row }: { row: ItemRow }) {
  if (!row.verdict) return <span className="text-xs text-faint">No verdict</span>;
  const accepted = row.verdict.verdict === 'accepted';
  const Icon = accepted ? Check : X;
  return (
    <span
      title={`By ${row.verdict.by.name} in version ${row.verdict.versionNumber}${row.verdict.reason ? `: ${row.verdict.reason}` : ''}`}
      className={cx('inline-flex items-center gap-1 text-xs font-medium', accepted ? 'text-good' : 'text-bad')}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {accepted ? 'Accepted' : 'Rejected'}
    </span>
  );
}
