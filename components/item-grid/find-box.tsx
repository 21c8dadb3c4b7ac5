'use client';
import { FindWords } from '#components/ui/find-words';
import type { ItemFilter } from '#domain/item/item-filter';

interface FindBoxProps {
  /** What the items are found by, as a field, and what people call it. */
  field: string;
  label: string;
  filter: ItemFilter;
  onChange: (filter: ItemFilter) => void;
}

/** Keeps the items that are called by what is typed, beside whatever else is asked for. */
export function FindBox({ field, label, filter, onChange }: FindBoxProps) {
  const standing = filter.all.find((condition) => condition.field === field && condition.operator === 'contains')?.values[0] ?? '';
  const find = (words: string): void => {
    const others = filter.all.filter((condition) => !(condition.field === field && condition.operator === 'contains'));
    onChange({ all: words === '' ? others : [...others, { field, operator: 'contains', values: [words] }] });
  };
  return <FindWords label={`Find by ${label.toLowerCase()}`} standing={standing} onFind={find} />;
}
