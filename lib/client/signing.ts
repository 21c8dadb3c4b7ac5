import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SigningView } from '#contract/views/signing-views';
import { fetchJson } from './fetch-json';

/** Under which what signing a version takes is kept. */
export const signingKey = (versionId: string) => ['version', versionId, 'signing'] as const;

const signingOptions = (versionId: string) =>
  queryOptions({
    queryKey: signingKey(versionId),
    queryFn: ({ signal }) => fetchJson<SigningView>(`/api/versions/${versionId}/signing`, { signal }),
  });

/** What signing a version takes of the reader, and who has signed it; null: nothing is asked. */
export function useSigning(versionId: string | null) {
  return useQuery({ ...signingOptions(versionId ?? ''), enabled: versionId !== null });
}
