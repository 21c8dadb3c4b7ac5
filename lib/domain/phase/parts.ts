import type { FilterCondition, ItemFilter } from '../item/item-filter';
import type { CountItems, SummaryPart, SummarySection } from './definition';
import { all } from './filters';

/** Most single items named in one section; the rest stand together in a last part. */
export const MOST_NAMED = 10;

/** One item in the effects of a revision: the bigger its weight, the earlier it is named. */
export interface NamedEffect {
  key: string;
  label: string;
  value: string;
  help?: string;
  weight: number;
}

/** The rows with these keys. */
export function keysFilter(keys: readonly string[]): ItemFilter {
  return all({ field: 'key', operator: 'in', values: keys });
}

/** "12 → 15", or the one value where it did not move. */
export function moved(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

/** "12 → 15" of two counts, or the one count where it did not move. */
export function movedCount(before: number, after: number): string {
  return moved(before.toLocaleString('en-US'), after.toLocaleString('en-US'));
}

/** Makes the parts of a summary that count the items all conditions hold for, and open them. */
export function partsBy(count: CountItems): (label: string, ...conditions: readonly FilterCondition[]) => Promise<SummaryPart> {
  return async (label, ...conditions) => {
    const filter = all(...conditions);
    return { label, value: String(await count(filter)), filter };
  };
}

/** A count of rows that opens them; a part of 0 opens nothing. */
export function countPart(label: string, keys: readonly string[], help?: string): SummaryPart {
  return {
    label,
    value: String(keys.length),
    ...(help === undefined ? {} : { help }),
    ...(keys.length === 0 ? {} : { filter: keysFilter(keys) }),
  };
}

/** The items of one kind of effect by weight, each opening its row; beyond ten, the rest in one part. No section where there are none. */
export function namedSection(title: string, effects: readonly NamedEffect[]): SummarySection[] {
  if (effects.length === 0) return [];
  const ordered = [...effects].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  const parts = ordered.slice(0, MOST_NAMED).map(
    ({ key, label, value, help }): SummaryPart => ({
      label,
      value,
      ...(help === undefined || help === '' ? {} : { help }),
      filter: keysFilter([key]),
    }),
  );
  const rest = ordered.slice(MOST_NAMED);
  if (rest.length > 0)
    parts.push(
      countPart(
        'And more',
        rest.map(({ key }) => key),
      ),
    );
  return [{ title: effects.length === 1 ? title : `${title} (${effects.length})`, parts }];
}
