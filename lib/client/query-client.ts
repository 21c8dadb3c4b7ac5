import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from './request-failed';

const MAX_RETRIES = 4;

/** What will not change by asking again at once is not asked again; a service that is away is, ever more slowly. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < MAX_RETRIES && error instanceof RequestFailed && error.code === 'unavailable';
}

/** One per browser tab (and one per request on the server). TanStack Query owns what changes while a person looks. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        gcTime: 5 * 60_000,
        retry: isWorthRetrying,
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 10_000),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
