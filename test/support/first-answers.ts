import { join } from 'node:path';
import type { DehydratedState, QueryKey } from '@tanstack/react-query';

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
const ORIGIN = 'http://127.0.0.1:3000';

/** Where the browser would have asked for what stands under a key, as its fetcher does: the folder of the route, its parameters, its query. */
function askedAt(key: QueryKey): [route: string, params: Record<string, string>, query: Record<string, unknown>] {
  const [of, id, part, more] = key as [string, string, string | undefined, unknown];
  if (of === 'report') return ['reports/[cycleReportId]', { cycleReportId: id }, {}];
  if (part === undefined) return ['versions/[id]', { id }, {}];
  if (part === 'effects') return ['versions/[id]/effects', { id }, { base: more }];
  return [`versions/[id]/${part}`, { id }, (more ?? {}) as Record<string, unknown>];
}

/** What came with a page, by where the browser would have asked for it; of a query that reads page by page, its first page. */
export function answersOf({ queries }: DehydratedState): { key: QueryKey; data: unknown }[] {
  return queries.map(({ queryKey, state }) => {
    const data = state.data as { pages?: unknown[] } | undefined;
    return { key: queryKey, data: JSON.parse(JSON.stringify(data?.pages?.[0] ?? state.data)) as unknown };
  });
}

/** What the browser would have been answered, by the route's own handler. */
export async function answeredInstead(key: QueryKey): Promise<unknown> {
  const [route, params, query] = askedAt(key);
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    if (text !== '' && text !== '{"all":[]}') search.set(name, text);
  }
  const { GET } = (await import(join(import.meta.dirname, '../../app/api', route, 'route.ts'))) as { GET: Handler };
  const response = await GET(new Request(`${ORIGIN}/api/${route}?${search}`), { params: Promise.resolve(params) });
  if (!response.ok) throw new Error(`${route} answers ${response.status}`);
  return await response.json();
}
