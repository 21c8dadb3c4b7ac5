'use client';
import { useItems } from '#client/items';
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

/** The phase's own views of a version, each with the number of items it shows. */
export function QuickFilters(props: { versionId: string; definition: PhaseDefinition; onChange: (filter: ItemFilter) => void }) {
  const { definition } = props;
  const { recorded } = definition;
  if (recorded) return recorded.views.map((view) => <QuickFilter key={view.label} {...props} view={view} />);
  const views: QuickView[] = [
    { label: 'Not decided', filter: definition.undecided },
    ...(definition.groupBy ?? []).filter((group) => group.filter.all.length > 0),
  ];
  return views.slice(0, SHOWN).map((view) => <QuickFilter key={view.label} {...props} view={view} />);
}

function QuickFilter({ versionId, view, onChange }: { versionId: string; view: QuickView; onChange: (filter: ItemFilter) => void }) {
  const count = useItems(versionId, { filter: view.filter, limit: 1 }).data?.pages[0]?.matching;
  return (
    <Button size="sm" variant="ghost" onClick={() => onChange(view.filter)}>
      {view.label} {count === undefined ? null : <span className="tabular text-faint">{formatCount(count)}</span>}
    </Button>
  );
}
