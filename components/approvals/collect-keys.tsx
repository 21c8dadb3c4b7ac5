import { fetchJson, withParameters } from '#client/fetch-json';
import type { ItemPage } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';

/** One decision carries at most this many verdicts (lib/contract/action-inputs). */
export const MOST_VERDICTS = 20_000;
const PAGE_ROWS = 500;

/** The keys of all items that match a filter, read page by page. Throws `RequestFailed` in words. */
export async function collectKeys(versionId: string, filter: ItemFilter): Promise<string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  do {
    const page: ItemPage = await fetchJson<ItemPage>(
      withParameters(`/api/versions/${versionId}/items`, {
        filter: filter.all.length > 0 ? JSON.stringify(filter) : null,
        after,
        limit: PAGE_ROWS,
      }),
    );
    for (const row of page.rows) keys.push(row.key);
    after = page.next;
  } while (after !== null && keys.length <= MOST_VERDICTS);
  return keys;
}
