'use client';
import { useMatching } from '#client/matching';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemFilter } from '#domain/item/item-filter';
import type { PhaseDefinition } from '#domain/phase/definition';

interface QuickView {
  label: string;
  filter: ItemFilter;
}

/** Views one press away, beside the free conditions: what is not decided, and what the phase names, in its order. */
const SHOWN = 4;

interface QuickFiltersProps {
  versionId: string;
  definition: PhaseDefinition;
  onChange: (filter: ItemFilter) => void;
}

/** The phase's own views of a version, each with the number of items it shows. */
export function QuickFilters({ versionId, definition, onChange }: QuickFiltersProps) {
  const views = viewsOf(definition);
  const counts = useMatching(
    versionId,
    views.map(({ filter }) => filter),
  );
  return views.map(({ label, filter }, nth) => {
    const count = counts?.[nth] ?? null;
    return (
      <Button key={label} size="sm" variant="ghost" onClick={() => onChange(filter)}>
        {label} {count === null ? null : <span className="tabular text-faint">{formatCount(count)}</span>}
      </Button>
    );
  });
}

function viewsOf({ recorded, undecided, groupBy = [] }: PhaseDefinition): readonly QuickView[] {
  if (recorded) return recorded.views;
  return [{ label: 'Not decided', filter: undecided }, ...groupBy.filter(({ filter }) => filter.all.length > 0)].slice(0, SHOWN);
}
