import 'server-only';
import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query';

/**
 * What a page's first query would ask, answered with its HTML: rows are in it, and the browser asks nothing again at once. The key is
 * that of the query, which goes on from there.
 */
export function firstData(queryKey: QueryKey, data: unknown): DehydratedState {
  const client = new QueryClient();
  client.setQueryData(queryKey, data);
  return dehydrate(client);
}

/** The first page of a query that reads page by page. */
export function firstPage<Page>(page: Page): { pages: Page[]; pageParams: (string | null)[] } {
  return { pages: [page], pageParams: [null] };
}
