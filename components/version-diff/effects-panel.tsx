'use client';

import { ChevronRight } from 'lucide-react';
import { useEffects } from '#client/effects';
import { Skeleton } from '#components/ui/states';
import { effectName } from '#contract/views/diff-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { effectsSentence } from '#domain/phase/effects-sentence';
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
      <div role="status" aria-label="Loading what matters most" className="flex h-7 items-center px-4 md:px-6">
        <Skeleton className="h-4 w-2/3" />
      </div>
    );
  }
  const { sections, cutOff } = effects.data;
  if (sections.length === 0) return null;
  return (
    <details className="group shrink-0 border-b border-line">
      <summary className="flex h-7 min-w-0 cursor-pointer list-none items-center gap-1.5 px-4 text-xs md:px-6" data-ring="inside">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted group-open:rotate-90" />
        <span className="shrink-0 font-semibold">What it comes to</span>
        <span className="tabular min-w-0 truncate text-muted group-open:hidden">{effectsSentence(sections)}</span>
      </summary>
      {cutOff ? (
        <p className="px-4 pb-2 text-xs text-warn md:px-6">
          More changed than was looked at here; the figures are of the first changes by key.
        </p>
      ) : null}
      <div className="max-h-[40dvh] overflow-y-auto px-4 pt-1 md:px-6">
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
