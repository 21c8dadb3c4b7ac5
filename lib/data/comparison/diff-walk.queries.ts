import {
  type ChangeFilter,
  type ChangeRow,
  type DiffSpan,
  type KeySource,
  type Place,
  readChanges,
  readKeys,
} from '../log/diff-changes.queries';
import type { Queryable } from '../sql/connection';

const MOST_KEYS = 5_000;

/** Where a page begins and, of items, before which key it ends. */
export interface Walk {
  /** `walk` goes over all keys of the chain: what "unchanged" asks for, what a fold hides, and what has no baseline. */
  keys: 'written' | 'walk';
  place: Place | null;
  before: string | null;
}

/** A page of changed rows in the order of keys, facts first: takes as many keys as the page has rows, and more only where the filter leaves some out. */
export async function pageOfKeys(
  db: Queryable,
  span: DiffSpan,
  filter: ChangeFilter,
  { keys, place, before }: Walk,
  limit: number,
): Promise<ChangeRow[]> {
  const found: ChangeRow[] = [];
  const source = (stretch: {
    range: 'facts' | 'items';
    after: string | null;
    inclusive: boolean;
    before?: string | null;
    limit: number | null;
  }): KeySource => (keys === 'written' ? { written: stretch } : { walk: stretch });
  const start = { after: place?.key ?? null, inclusive: place?.inclusive ?? false };
  if (place === null || place.isFact) {
    const changedFacts = { ...filter, kinds: filter.kinds.filter((kind) => kind !== 'unchanged') };
    found.push(...(await readChanges(db, span, source({ range: 'facts', ...start, limit: null }), changedFacts, limit)));
  }
  let stretch = place?.isFact === false ? start : { after: null, inclusive: false };
  let batch = limit;
  while (found.length < limit) {
    const items = source({ range: 'items', ...stretch, before, limit: batch });
    const rows = await readChanges(db, span, items, filter, null);
    found.push(...rows.slice(0, limit - found.length));
    if (found.length >= limit) break;
    // Keys that are on neither side, or do not match, fall out, so a short answer does not mean the end: the keys themselves are asked.
    const asked = await readKeys(db, span, items);
    const last = asked.at(-1);
    if (last === undefined || asked.length < batch) break;
    stretch = { after: last, inclusive: false };
    batch = Math.min(batch * 2, MOST_KEYS);
  }
  return found;
}
