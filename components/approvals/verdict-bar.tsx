'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Dialog } from '#components/ui/dialog';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Verdict } from '#domain/phase/verdicts';
import { collectKeys, MOST_VERDICTS } from './collect-keys';
import { useReview } from './review-draft';

interface VerdictBarProps {
  versionId: string;
  selected: readonly string[];
  onClearSelection: () => void;
  filter: ItemFilter;
  /** Items that match the filter, of the whole version. */
  matching: number;
  noun: { one: string; many: string };
}

/** Verdicts on the selected items, or on all that match the filter, with the count confirmed. */
export function VerdictBar({ versionId, selected, onClearSelection, filter, matching, noun }: VerdictBarProps) {
  const review = useReview();
  const [confirming, setConfirming] = useState<{ keys: readonly string[]; verdict: Verdict } | null>(null);
  const [collecting, setCollecting] = useState<Verdict | null>(null);
  if (review.closed !== null) return null;
  const bySelection = selected.length > 0;
  const count = bySelection ? selected.length : matching;
  if (!bySelection && filter.all.length === 0) return null;

  const ask = async (verdict: Verdict) => {
    if (collecting) return;
    setCollecting(verdict);
    try {
      const keys = bySelection ? selected : await collectKeys(versionId, filter);
      if (keys.length > MOST_VERDICTS)
        sayRefused(`One decision carries at most ${formatCount(MOST_VERDICTS)} verdicts; narrow the filter.`);
      else if (verdict === 'rejected') review.askRejection(keys);
      else setConfirming({ keys, verdict });
    } catch (failure) {
      sayRefused(failure instanceof Error ? failure.message : String(failure));
    } finally {
      setCollecting(null);
    }
  };
  const confirm = () => {
    if (!confirming) return;
    review.mark(confirming.keys, confirming.verdict);
    sayDone(`${formatCount(confirming.keys.length)} ${confirming.keys.length === 1 ? noun.one : noun.many} accepted`);
    setConfirming(null);
    onClearSelection();
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="tabular text-xs text-muted">
        {formatCount(count)} {bySelection ? 'selected' : 'matching'}:
      </span>
      <Button size="sm" busy={collecting === 'accepted'} onClick={() => void ask('accepted')}>
        Accept…
      </Button>
      <Button size="sm" busy={collecting === 'rejected'} onClick={() => void ask('rejected')}>
        Reject…
      </Button>
      {bySelection ? (
        <>
          <Button size="sm" variant="ghost" onClick={() => review.unmark(selected)}>
            Take verdicts back
          </Button>
          <Button size="sm" variant="ghost" onClick={onClearSelection}>
            Clear selection
          </Button>
        </>
      ) : null}
      <Dialog
        open={confirming !== null}
        onOpenChange={(open) => {
          if (!open) setConfirming(null);
        }}
        title={`Accept ${formatCount(confirming?.keys.length ?? 0)} ${confirming?.keys.length === 1 ? noun.one : noun.many}?`}
        description={bySelection ? 'Those you selected.' : 'All that match the filter, also those further down the list.'}
        footer={
          <>
            <Button onClick={() => setConfirming(null)}>Cancel</Button>
            <Button variant="primary" onClick={confirm}>
              Accept {formatCount(confirming?.keys.length ?? 0)}
            </Button>
          </>
        }
      />
    </div>
  );
}
