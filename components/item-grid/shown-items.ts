import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { PhaseDefinition } from '#domain/phase/definition';
import { shownFilter } from '#domain/phase/filters';

/** How many rows a grid shows, in words: "3 of 12 attributes". Of a version with items of several kinds, those of the kind shown. */
export function shownInWords(
  { itemNoun, rows }: Pick<PhaseDefinition, 'itemNoun' | 'rows'>,
  filter: ItemFilter,
  { matching, total }: { matching: number; total: number },
): string {
  const noun = (count: number): string => `${formatCount(count)} ${count === 1 ? itemNoun.one : itemNoun.many}`;
  if (rows === undefined) return filter.all.length > 0 ? `${formatCount(matching)} of ${noun(total)}` : noun(total);
  return shownFilter(rows, filter) === filter ? `${formatCount(matching)} ${matching === 1 ? 'row' : 'rows'}` : noun(matching);
}

/** What an item is called: by its name or title where it has one, else by its key. */
export function itemTitle(row: Pick<ItemRow, 'data'> | null | undefined, otherwise: string): string {
  const called = [row?.data.name, row?.data.title].find((text) => typeof text === 'string' && text !== '');
  return typeof called === 'string' ? called : otherwise;
}
