'use client';
import { useCallback } from 'react';
import { claimWork } from '#actions/claim-work';
import { releaseClaim } from '#actions/release-claim';
import { useAction } from '#client/use-action';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { InboxRow } from '#contract/views/work-views';

/** Claims a row, releases one's own, or takes over where that is open; a refusal names who holds it. */
export function useClaim(): (row: InboxRow) => void {
  const { mutate: claim } = useAction(claimWork, { refreshes: [['inbox']] });
  const { mutate: release } = useAction(releaseClaim, { refreshes: [['inbox']] });
  return useCallback(
    (row) => {
      const onError = (error: Error): void => sayRefused(error.message);
      if (row.versionId === null) sayRefused('There is nothing to claim before the draft is there.');
      else if (row.claim?.mine) release({ versionId: row.versionId }, { onSuccess: () => sayDone('Released'), onError });
      else
        claim(
          { versionId: row.versionId },
          { onSuccess: ({ takenOver }) => sayDone(takenOver ? 'Taken over' : 'Claimed: your colleagues see it'), onError },
        );
    },
    [claim, release],
  );
}
