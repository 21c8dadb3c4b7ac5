'use client';

import { CircleCheck, TriangleAlert } from 'lucide-react';
import { AgeInDays, absoluteTime, useMinute } from '#components/ui/relative-time';
import { deciderWords } from '#components/version/decider-words';
import type { ApprovalGiven } from '#contract/views/version-views';

/** Whether the reader's own approval is too old to count: what they do next is to confirm it. */
export function isToConfirm(given: readonly ApprovalGiven[]): boolean {
  return given.some(({ own, holds }) => own && !holds);
}

/** The approvals of a version that waits for more of them: how old each is and until when it counts, or that it has to be confirmed again. */
export function ApprovalsGiven({ given }: { given: readonly ApprovalGiven[] }) {
  if (given.length === 0) return null;
  return (
    <ul aria-label="Approvals given" className="flex flex-col gap-1 text-xs">
      {given.map((approval) => (
        <li key={approval.by.id ?? approval.at} className={approval.holds ? 'flex gap-1.5 text-muted' : 'flex gap-1.5 text-warn'}>
          {approval.holds ? (
            <CircleCheck aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          )}
          <span className="min-w-0 break-words">
            {deciderWords(approval)}: given <AgeInDays at={approval.at} />
            {approval.holds ? (
              <>
                ; holds until <Until at={approval.holdsUntil} />
              </>
            ) : (
              '; has to be confirmed again'
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The day until which it counts, with the instant on hover. */
function Until({ at }: { at: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={at} title={onBrowser ? absoluteTime(at) : undefined}>
      {onBrowser ? new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' }) : at.slice(0, 10)}
    </time>
  );
}
