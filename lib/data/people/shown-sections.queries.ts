import type { ItemFilter } from '#domain/item/item-filter';
import type { SummaryPart, SummarySection } from '#domain/phase/definition';
import { type Guard } from './guard.queries';
import { isMasked } from './mask';

/**
 * Sections of figures as somebody may open them: pseudonyms in filters that name records, and no link by a field that they may not
 * ask about.
 */
export async function showSections(guard: Guard, sections: readonly SummarySection[]): Promise<SummarySection[]> {
  const show = await guard.items.shown(sections.flatMap(({ parts }) => parts.flatMap(({ filter }) => (filter ? keysOf(filter) : []))));
  const shown = (filter: ItemFilter): ItemFilter => ({
    all: filter.all.map((one) => (one.field === 'key' ? { ...one, values: one.values.map(show) } : one)),
  });
  const part = ({ filter, ...rest }: SummaryPart): SummaryPart =>
    filter === undefined || filter.all.some(({ field }) => isMasked(guard.mask, field)) ? rest : { ...rest, filter: shown(filter) };
  return sections.map(({ title, parts }) => ({ title, parts: parts.map(part) }));
}

function keysOf(filter: ItemFilter): readonly string[] {
  return filter.all.flatMap(({ field, values }) => (field === 'key' ? values : []));
}
