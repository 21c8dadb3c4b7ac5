import 'server-only';
import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query';

/**
 * What a page's first queries would ask, answered with its HTML: rows are in it, and the browser asks nothing again at once. Each key is
 * that of a query, which goes on from there.
 */
export function firstData(...answers: readonly (readonly [QueryKey, unknown])[]): DehydratedState {
  const client = new QueryClient();
  for (const [queryKey, data] of answers) client.setQueryData(queryKey, data);
  return dehydrate(client);
}

/** The first page of a query that reads page by page. */
export function firstPage<Page>(page: Page): { pages: Page[]; pageParams: (string | null)[] } {
  return { pages: [page], pageParams: [null] };
}
