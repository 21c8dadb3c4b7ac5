'use client';
import { CircleCheckBig } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useGates } from '#client/gates';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { EmptyState } from '#components/ui/states';
import { filterText } from '#contract/filter-text';
import type { ItemFilter } from '#domain/item/item-filter';
import type { Gate, PhaseDefinition } from '#domain/phase/definition';
import type { GridRowsData } from './use-grid-rows';

interface NothingMatchesProps {
  definition: PhaseDefinition;
  data: GridRowsData;
  onShowAll: () => void;
}

/**
 * Says why a view is empty: its last item was dealt with, or it is that of a condition which is met, which are successes; or none ever met its
 * conditions. Whoever works on the version is told what comes next.
 */
export function NothingMatches({ definition, data, onShowAll }: NothingMatchesProps) {
  const showAll = useRef<HTMLButtonElement>(null);
  const gates = useGates(data.versionId).data?.gates ?? [];
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
  const mended = gates.filter((gate) => leadsTo(gate, data.filter));
  const met = mended.every(({ blocked }) => blocked === null) ? mended.map(({ label }) => `${label}.`).join(' ') : '';
  if (data.emptied || met !== '')
    return (
      <EmptyState icon={CircleCheckBig} title="All done" action={all}>
        {met !== '' ? met : `Nothing is left in this view: none of the ${formatCount(data.total)} ${many} meets its conditions any more.`}
        {data.isWorkedOn && gates.length > 0 ? ` ${nextWords(gates)}` : null}
      </EmptyState>
    );
  return (
    <EmptyState title={`No ${many} match`} action={all}>
      {`The version holds ${formatCount(data.total)} ${many}; none of them meets every condition.`}
    </EmptyState>
  );
}

/** Whether a gate is mended in this view. */
function leadsTo({ link }: Gate, filter: ItemFilter): boolean {
  return link !== null && 'filter' in link && filterText(link.filter) === filterText(filter);
}

function nextWords(gates: readonly Gate[]): string {
  const next = gates.find(({ blocked }) => blocked !== null);
  return next ? `Next: ${next.blocked}` : 'The version can be submitted.';
}
