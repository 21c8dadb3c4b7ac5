import type { FilterCondition, ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { GateContext } from '#domain/phase/definition';

/** The meaning of a filter, in memory: what lib/data's SQL does. */
function matches(data: ItemData, { field, operator, values }: FilterCondition): boolean {
  const [name, ...rest] = field.split('.');
  const outer = data[name ?? ''] ?? null;
  const value = rest.length === 0 ? outer : ((outer as ItemData | null)?.[rest.join('.')] ?? null);
  const text = value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const isBlank = text === null || text.trim() === '' || text === '[]';
  switch (operator) {
    case 'is':
    case 'in':
      return text !== null && values.includes(text);
    case 'is_not':
      return text === null || !values.includes(text);
    case 'blank':
      return isBlank;
    case 'not_blank':
      return !isBlank;
    case 'contains':
      return text !== null && values.some((wanted) => text.toLowerCase().includes(wanted.toLowerCase()));
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const [a, b] = [Number(text), Number(values[0])];
      return text !== null && (operator === 'lt' ? a < b : operator === 'lte' ? a <= b : operator === 'gt' ? a > b : a >= b);
    }
  }
}

/** What gates and summaries are computed from, on items in memory; an item's key is its `code`, or its place in the list. */
export function contextOf(
  items: readonly ItemData[],
  facts: Record<string, ItemData> = {},
  staleInputs: readonly string[] = [],
): GateContext {
  const select = (filter: ItemFilter) => items.filter((item) => filter.all.every((condition) => matches(item, condition)));
  return {
    facts: new Map(Object.entries(facts)),
    count: (filter) => Promise.resolve(select(filter).length),
    countBy: (field, filter = { all: [] }) => {
      const tally = new Map<string | null, number>();
      for (const item of select(filter)) {
        const [name, ...rest] = field.split('.');
        const outer = item[name ?? ''] ?? null;
        const value = rest.length === 0 ? outer : ((outer as ItemData | null)?.[rest.join('.')] ?? null);
        const text = value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
        tally.set(text, (tally.get(text) ?? 0) + 1);
      }
      return Promise.resolve([...tally].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count));
    },
    list: (filter) =>
      Promise.resolve(
        select(filter).map((data) => ({ key: typeof data.code === 'string' ? data.code : String(items.indexOf(data)), data })),
      ),
    sourceNames: ['Loan system'],
    lobNames: ['Retail', 'Commercial'],
    staleInputs,
  };
}
