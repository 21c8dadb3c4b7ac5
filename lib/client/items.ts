import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemPage } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { fetchJson, withParameters } from './fetch-json';
import { type ItemsRequest, itemsKey } from './first-queries';

/** Key and fetcher of the query for a version's items, page by page. */
const itemsOptions = (versionId: string, request: ItemsRequest = {}) =>
  infiniteQueryOptions({
    queryKey: [...itemsKey(versionId), request] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<ItemPage>(
        withParameters(`/api/versions/${versionId}/items`, {
          filter: request.filter && request.filter.all.length > 0 ? JSON.stringify(request.filter) : null,
          sort: request.sort,
          after: pageParam,
          limit: request.limit,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Items of a version, page by page; `fetchNextPage` continues. */
export function useItems(versionId: string | null, request: ItemsRequest = {}) {
  return useInfiniteQuery({ ...itemsOptions(versionId ?? '', request), enabled: versionId !== null });
}

/** Rows a page when all of them are read. */
const MOST_A_PAGE = 500;

/** Reads every item of a version that matches a filter, in the order of keys; for phases whose items are few. */
export async function readAllItems(versionId: string, filter: ItemFilter): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  let after: string | null = null;
  do {
    const parameters = { filter: filter.all.length > 0 ? JSON.stringify(filter) : null, after, limit: MOST_A_PAGE };
    const page: ItemPage = await fetchJson<ItemPage>(withParameters(`/api/versions/${versionId}/items`, parameters));
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** The rows of all pages loaded so far. */
export function rowsOf(pages: readonly ItemPage[] | undefined): ItemRow[] {
  return (pages ?? []).flatMap((page) => page.rows);
}
