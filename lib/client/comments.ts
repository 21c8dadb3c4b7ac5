import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CommentView } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';
import { commentsKey } from './first-queries';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const CONVERSATION_MS = 5_000;

/** Key and fetcher of the query for a version's comments; it follows what changes, or polls. */
const commentsOptions = (versionId: string) =>
  queryOptions({
    queryKey: commentsKey(versionId),
    queryFn: ({ signal }) => fetchJson<readonly CommentView[]>(`/api/versions/${versionId}/comments`, { signal }),
    refetchInterval: () => unlessTold(CONVERSATION_MS),
    meta: following({ version: versionId }, CONVERSATION_MS),
  });

/** Comments on a version, oldest first, on cells and items and on the whole; live. */
export function useComments(versionId: string | null) {
  return useQuery({ ...commentsOptions(versionId ?? ''), enabled: versionId !== null });
}
