import { type ChangeFilter, type ChangeRow, type DiffSpan, type Place, readChanges } from './diff-changes.queries';
import type { Queryable } from './version-content.queries';

const MOST_KEYS = 5_000;

/** Where a walk begins and, of items, before which key it ends. */
export interface Walk {
  place: Place | null;
  before: string | null;
}

/** Walks every key of the chain: what "unchanged" asks for, what a fold hides, and what a first version without baseline is. */
export async function walkChanges(db: Queryable, span: DiffSpan, filter: ChangeFilter, { place, before }: Walk, limit: number): Promise<ChangeRow[]> {
  const found: ChangeRow[] = [];
  if (place === null || place.isFact) {
    const changedFacts = { ...filter, kinds: filter.kinds.filter((kind) => kind !== 'unchanged') };
    found.push(...(await readChanges(db, span, { walk: { range: 'facts', after: place?.key ?? null, inclusive: place?.inclusive ?? false, limit: null } }, changedFacts, limit)));
  }
  let stretch = { after: place?.isFact === false ? place.key : null, inclusive: place?.inclusive ?? false, before };
  let batch = limit;
  while (found.length < limit) {
    // Keys that are on neither side fall out, so a short answer does not mean the end: the keys themselves are asked.
    const keys = await nextKeys(db, span.chainId, stretch, batch);
    const rows = await readChanges(db, span, { walk: { range: 'items', ...stretch, limit: batch } }, filter, null);
    found.push(...rows.slice(0, limit - found.length));
    const last = keys.at(-1);
    if (last === undefined || keys.length < batch) break;
    stretch = { after: last, inclusive: false, before };
    batch = Math.min(batch * 2, MOST_KEYS);
  }
  return found;
}

async function nextKeys(db: Queryable, chainId: string, stretch: { after: string | null; inclusive: boolean; before: string | null }, limit: number): Promise<string[]> {
  const answer = await db.query<{ key: string }>(
    `select distinct item_key as key from version_item
      where chain_id = $1 and ($2::text is null or item_key ${stretch.inclusive ? '>=' : '>'} $2) and ($3::text is null or item_key < $3)
        and (item_key < '$' or item_key >= '%') order by item_key limit $4`,
    [chainId, stretch.after, stretch.before, limit],
  );
  return answer.rows.map((row) => row.key);
}
