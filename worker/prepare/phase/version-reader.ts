import type { VersionPlace } from '#data/files/preparation.queries';
import { probeContent, readFacts, walkContent } from '#data/log/version-content.queries';
import type { Database } from '#data/sql/connection';
import type { Facts, Item } from '#domain/item/json';

const PAGE = 1_000;

/** Items of a version in the order of keys, page by page. */
export async function* versionItems(db: Database, place: VersionPlace): AsyncGenerator<Item> {
  let after: string | null = null;
  for (;;) {
    const page: Item[] = await walkContent(db.pool, place.chainId, place.number, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.key;
  }
}

/** Reads those of the named items that the version holds. */
export async function itemsByKey(db: Database, place: VersionPlace, keys: readonly string[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  for (let start = 0; start < keys.length; start += PAGE)
    for (const [key, row] of await probeContent(db.pool, place.chainId, place.number, keys.slice(start, start + PAGE)))
      found.set(key, { key, data: row.data });
  return found;
}

/** Reads the facts of a version by their reserved keys. */
export async function versionFacts(db: Database, place: VersionPlace): Promise<Facts> {
  return await readFacts(db.pool, place.chainId, place.number);
}
