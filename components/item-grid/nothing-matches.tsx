'use client';
import { CircleCheckBig } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { EmptyState } from '#components/ui/states';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { GridRowsData } from './use-grid-rows';

interface NothingMatchesProps {
  definition: PhaseDefinition;
  data: GridRowsData;
  onShowAll: () => void;
}

/** Says why a view is empty: its last item was dealt with, which is a success, or none ever met its conditions. */
export function NothingMatches({ definition, data, onShowAll }: NothingMatchesProps) {
  const showAll = useRef<HTMLButtonElement>(null);
  const { many } = definition.itemNoun;
  useEffect(() => {
    // The row that had the focus is gone with what was done to it.
    if (data.emptied && document.activeElement === document.body) showAll.current?.focus();
  }, [data.emptied]);
  const all = (
    <Button ref={showAll} onClick={onShowAll}>
      Show all {many}
    </Button>
  );
  if (data.emptied)
    return (
      <EmptyState icon={CircleCheckBig} title="All done" action={all}>
        {`Nothing is left in this view: none of the ${formatCount(data.total)} ${many} meets its conditions any more.`}
      </EmptyState>
    );
  return (
    <EmptyState title={`No ${many} match`} action={all}>
      {`The version holds ${formatCount(data.total)} ${many}; none of them meets every condition.`}
    </EmptyState>
  );
}
