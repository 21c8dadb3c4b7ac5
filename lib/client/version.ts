import { type QueryClient, queryOptions, useIsFetching, useQuery } from '@tanstack/react-query';
import type { VersionView } from '#contract/views/version-views';
import type { VersionStatus } from '#domain/version/version-status';
import { fetchJson } from './fetch-json';
import { versionKey } from './first-queries';
import { following } from './live-refresh';
import { unlessTold } from './live-standing';

const WHILE_SOMETHING_HAPPENS_MS = 2_000;
const OTHERWISE_MS = 15_000;

/** The statuses after which the workflow opens a draft by itself, a moment later. */
const FOLLOWED_BY_A_DRAFT: readonly VersionStatus[] = ['changes_requested', 'rejected', 'withdrawn', 'discarded'];

/** Whether a version is about to change without this person's doing: a command under way, long work, a draft to come. */
function isMoving(view: VersionView): boolean {
  const newest = Math.max(view.number, ...view.versions.map((version) => version.number));
  return (
    view.pendingCommandId !== null ||
    view.work?.status === 'running' ||
    (view.number === newest && FOLLOWED_BY_A_DRAFT.includes(view.status))
  );
}

/** Key and fetcher of the query for a version; it follows what changes, or polls; quickly while something is about to change. */
export const versionOptions = (versionId: string) =>
  queryOptions({
    queryKey: versionKey(versionId),
    queryFn: ({ signal }) => fetchJson<VersionView>(`/api/versions/${versionId}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WHILE_SOMETHING_HAPPENS_MS : unlessTold(OTHERWISE_MS)),
    meta: following({ version: versionId }, WHILE_SOMETHING_HAPPENS_MS),
  });

/** Reads all that is on screen of a version again; settles with its edit revision, null where it was never read. */
export async function rereadVersion(queryClient: QueryClient, versionId: string): Promise<number | null> {
  const { queryKey } = versionOptions(versionId);
  await queryClient.invalidateQueries({ queryKey });
  return queryClient.getQueryData(queryKey)?.editRevision ?? null;
}

/** Whether anything of a version is being read at this moment. */
export function useIsReadingVersion(versionId: string): boolean {
  return useIsFetching({ queryKey: versionOptions(versionId).queryKey }) > 0;
}

/** Header, permitted actions, decisions, versions of the chain and running work of one version; live. */
export function useVersion(versionId: string | null) {
  return useQuery({ ...versionOptions(versionId ?? ''), enabled: versionId !== null });
}
