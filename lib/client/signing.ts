import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SigningView } from '#contract/views/signing-views';
import { fetchJson } from './fetch-json';

/** Where a version is read in print: the document that is signed, by its hash, or the last one that was made. */
export function reportDocument(versionId: string, sha256: string | null): string {
  return `/api/versions/${versionId}/document${sha256 === null ? '' : `?sha256=${sha256}`}`;
}

/** Under which what signing a version takes is kept. */
export const signingKey = (versionId: string) => ['version', versionId, 'signing'] as const;

const signingOptions = (versionId: string) =>
  queryOptions({
    queryKey: signingKey(versionId),
    queryFn: ({ signal }) => fetchJson<SigningView>(`/api/versions/${versionId}/signing`, { signal }),
  });

/** How long until it is asked again whether the document is made. */
const DOCUMENT_MS = 2_000;

/** What signing a version takes of the reader, and who has signed it, asked again until its document is made; null: nothing is asked. */
export function useSigning(versionId: string | null) {
  return useQuery({
    ...signingOptions(versionId ?? ''),
    enabled: versionId !== null,
    refetchInterval: ({ state }) => (state.data?.document?.sha256 === null ? DOCUMENT_MS : false),
  });
}
