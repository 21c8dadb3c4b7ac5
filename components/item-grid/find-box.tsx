'use client';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { FindInput } from '#components/ui/find-input';
import type { ItemFilter } from '#domain/item/item-filter';
import type { PhaseDefinition } from '#domain/phase/definition';

interface FindBoxProps {
  /** What the items are found by, as a field, and what people call it. */
  field: string;
  label: string;
  filter: ItemFilter;
  onChange: (filter: ItemFilter) => void;
}

/** The field that items of a phase are found by, and what people call it. */
export function findBy({ findBy: name, fields, keyLabel }: PhaseDefinition): { field: string; label: string } {
  const field = fields.find((each) => each.name === name);
  return field ? { field: field.name, label: field.label } : { field: 'key', label: keyLabel };
}

/** Keeps the items whose name holds what is typed, beside whatever else is asked for. `/` goes here; Enter or leaving asks. */
export function FindBox({ field, label, filter, onChange }: FindBoxProps) {
  const standing = filter.all.find((condition) => condition.field === field && condition.operator === 'contains')?.values[0] ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const ask = (text: string): void => {
    setTyped(null);
    const wanted = text.trim();
    if (wanted === standing) return;
    const others = filter.all.filter((condition) => !(condition.field === field && condition.operator === 'contains'));
    onChange({ all: wanted === '' ? others : [...others, { field, operator: 'contains', values: [wanted] }] });
  };
  return (
    <span className="relative inline-flex">
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-3.5 text-faint" />
      <FindInput
        size={14}
        label={`Find by ${label.toLowerCase()}`}
        hint="Find"
        value={typed ?? standing}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => ask(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(event.currentTarget.value);
          if (event.key !== 'Escape') return;
          setTyped(null);
          event.currentTarget.blur();
        }}
        className="h-7 w-36 pl-7 text-xs"
      />
    </span>
  );
}
