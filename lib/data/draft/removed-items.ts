import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import type { SqlClient } from '../sql/connection';
import type { LockedDraft } from './draft-edit';

type Draft = Pick<LockedDraft, 'chainId' | 'number'>;

/**
 * Items as the chain last knew them, by key: as they were when somebody took them out of this draft, else as the newest earlier version
 * has them. What the server alone sets is taken from there when such an item is put back, so that nobody sheds it by removing the item.
 */
export async function formerItems(sql: SqlClient, draft: Draft, keys: readonly string[]): Promise<Map<string, ItemData>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql.query<{ key: string; data: ItemData }>(
    `select k.key, coalesce(r.data, i.data) as data from unnest($3::text[]) as k (key)
       left join removed_item r on r.chain_id = $1 and r.number = $2 and r.item_key = k.key
       left join lateral (select data from version_item v where v.chain_id = $1 and v.item_key = k.key and v.number < $2 and v.op = 'put'
         order by v.number desc limit 1) i on true
      where coalesce(r.data, i.data) is not null`,
    [draft.chainId, draft.number, keys],
  );
  return new Map(rows.map(({ key, data }) => [key, data]));
}

/** Keeps what changes take out of a draft beside it, as it stood before them. */
export async function keepRemoved(
  sql: SqlClient,
  draft: Draft,
  before: ReadonlyMap<string, ItemData>,
  changes: readonly ItemChange[],
): Promise<void> {
  const removed = changes.flatMap(({ key, op }) => {
    const data = op === 'remove' ? before.get(key) : undefined;
    return data === undefined ? [] : [{ key, data: JSON.stringify(data) }];
  });
  if (removed.length === 0) return;
  await sql.query(
    `insert into removed_item (chain_id, number, item_key, data) select $1, $2, * from unnest($3::text[], $4::jsonb[])
     on conflict (chain_id, number, item_key) do update set data = excluded.data`,
    [draft.chainId, draft.number, removed.map(({ key }) => key), removed.map(({ data }) => data)],
  );
}
