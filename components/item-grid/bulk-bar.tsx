'use client';
import { useState } from 'react';
import { useMatching } from '#client/matching';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { FieldDefinition, PhaseDefinition } from '#domain/phase/definition';
import { type BulkTarget, fittingChoices, fittingFilters } from './bulk-change';
import { BulkDialog } from './bulk-dialog';
import type { DraftEdits } from './use-draft-edits';

interface BulkBarProps {
  versionId: string;
  definition: PhaseDefinition;
  draft: DraftEdits;
  selected: ReadonlySet<string>;
  /** The rows read so far. */
  rows: readonly ItemRow[];
  filter: ItemFilter;
  /** Whether a person narrowed what is shown. */
  isNarrowed: boolean;
  matching: number;
  onDone: () => void;
}

/** Sets the preparer's decision (or another field) of the selected items, or of all that match the filter. */
export function BulkBar({ versionId, definition, draft, selected, rows, filter, isNarrowed, matching, onDone }: BulkBarProps) {
  const [asked, setAsked] = useState<{ target: BulkTarget; field: FieldDefinition; value: string | null } | null>(null);
  const decision = definition.fields.find((field) => field.preparerDecision);
  const target = targetOf(definition, selected, rows, filter, isNarrowed, matching);
  const narrowed = selected.size > 0 || isNarrowed;
  // What fits none of them is not offered. What a filter matches is not all known here, so that the server counts.
  const isKnown = target.rows.length === target.count;
  const fitted = useMatching(versionId, decision && narrowed && !isKnown ? fittingFilters(decision, filter) : []);
  if (!decision?.choices || target.count === 0) return null;
  const choices = isKnown
    ? fittingChoices(decision, target.rows)
    : decision.choices.filter((_, nth) => (fitted?.[nth] ?? target.count) > 0);

  const apply = async (set: ItemData): Promise<void> => {
    if (!asked) return;
    const result = await draft.setByFilter(asked.target.filter, set, `Bulk change of ${asked.target.words}`);
    setAsked(null);
    if (!result.ok) return sayRefused(result.message);
    sayDone(`${formatCount(result.value)} ${result.value === 1 ? definition.itemNoun.one : definition.itemNoun.many} changed`);
    onDone();
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {narrowed ? <span className="text-xs text-muted">{target.words}:</span> : null}
      {(narrowed ? choices : []).map((choice) => (
        <Button key={choice.value} size="sm" onClick={() => setAsked({ target, field: decision, value: choice.value })}>
          {choice.label}
        </Button>
      ))}
      <Button size="sm" variant="ghost" onClick={() => setAsked({ target, field: decision, value: null })}>
        {narrowed ? 'Set a field…' : 'Change all…'}
      </Button>
      {selected.size > 0 ? (
        <Button size="sm" variant="ghost" onClick={onDone}>
          Clear selection
        </Button>
      ) : null}
      {asked ? (
        <BulkDialog
          definition={definition}
          target={asked.target}
          field={asked.field}
          choices={choices}
          value={asked.value}
          waitsFor={draft.waitsFor}
          onCancel={() => setAsked(null)}
          onApply={apply}
        />
      ) : null}
    </div>
  );
}

function targetOf(
  definition: PhaseDefinition,
  selected: ReadonlySet<string>,
  rows: readonly ItemRow[],
  filter: ItemFilter,
  isNarrowed: boolean,
  matching: number,
): BulkTarget {
  const noun = (count: number): string => `${formatCount(count)} ${count === 1 ? definition.itemNoun.one : definition.itemNoun.many}`;
  if (selected.size > 0) {
    return {
      filter: { all: [{ field: 'key', operator: 'in', values: [...selected] }] },
      count: selected.size,
      words: `${noun(selected.size)} selected`,
      rows: rows.filter((row) => selected.has(row.key)),
    };
  }
  return { filter, count: matching, words: isNarrowed ? `${noun(matching)} matching` : `All ${noun(matching)}`, rows };
}
