'use client';
import { useClock } from '#client/clock';
import { cx } from '#components/ui/cx';
import { DueLabel, type DueState } from '#components/ui/due-label';
import { Tooltip } from '#components/ui/tooltip';
import { stopwatchInWords } from '#domain/time/stopwatch-words';

interface DueDateProps {
  chainId: string;
  due: DueState;
  at: string | null;
  /** In a grid, whose rows are reached by arrows, it is no stop of the tab key. */
  inGrid?: boolean;
  className?: string;
}

/** When a phase is due, which explains itself on hover and on focus: the working days that were counted, and by which calendar. */
export function DueDate({ chainId, due, at, inGrid = false, className }: DueDateProps) {
  if (at === null || due === 'none') return <DueLabel due={due} at={at} />;
  return (
    <Tooltip text={<DueExplanation chainId={chainId} />}>
      <button type="button" tabIndex={inGrid ? -1 : undefined} className={cx('relative z-10 cursor-help rounded-sm', className)}>
        <DueLabel due={due} at={at} explained />
      </button>
    </Tooltip>
  );
}

/** The computation of a due date, with the time of roles that have some of their own, asked for when it is looked at. */
function DueExplanation({ chainId }: { chainId: string }) {
  const { data, error } = useClock(chainId);
  if (error) return error.message;
  if (!data) return 'Computing…';
  const ofRoles = data.stopwatches.filter(({ allowedMinutes }) => allowedMinutes !== null);
  return [...data.explanation, ...ofRoles.map((one) => `${stopwatchInWords(one)}.`)].join(' ');
}
