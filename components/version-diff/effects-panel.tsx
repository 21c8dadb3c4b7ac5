'use client';

import { useEffects } from '#client/effects';
import { Skeleton } from '#components/ui/states';
import { effectName } from '#contract/views/diff-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { phaseDefinition } from '#domain/phases/registry';
import { SummarySections } from './summary-sections';
import type { DiffViewState } from './use-diff-view';

interface EffectsPanelProps {
  version: VersionView;
  baseId: string;
  state: DiffViewState;
  onFilter: (filter: ItemFilter) => void;
}

/** What matters most of a revision, in the words of its phase; a part opens the rows it counts. */
export function EffectsPanel({ version, baseId, state, onFilter }: EffectsPanelProps) {
  const told = phaseDefinition(version.phase).effects !== undefined;
  const effects = useEffects(version.id, told ? baseId : null);
  if (!told) return null;
  if (effects.isError) return <p className="px-4 pt-3 text-sm text-bad md:px-6">{effects.error.message}</p>;
  if (effects.isPending) {
    return (
      <div role="status" aria-label="Loading what matters most" className="px-4 pt-3 md:px-6">
        <Skeleton className="h-16" />
      </div>
    );
  }
  const { sections, cutOff } = effects.data;
  if (sections.length === 0) return null;
  return (
    <details open className="shrink-0 border-b border-line px-4 pt-3 md:px-6">
      <summary className="w-fit cursor-pointer rounded-sm pb-2 text-sm font-semibold">What it comes to</summary>
      {cutOff ? (
        <p className="pb-2 text-xs text-warn">More changed than was looked at here; the figures are of the first changes by key.</p>
      ) : null}
      <div className="max-h-[26dvh] overflow-y-auto">
        <SummarySections
          sections={sections}
          onOpen={(filter, part) => {
            if (ofChangedRows(filter)) void state.setView({ effect: effectName(part.section, part.label), kinds: null, field: null });
            else onFilter(filter);
          }}
        />
      </div>
    </details>
  );
}

/** A part that names its rows by key speaks of what changed, also of what is no longer there. */
function ofChangedRows(filter: ItemFilter): boolean {
  return filter.all.some((condition) => condition.field === 'key');
}
