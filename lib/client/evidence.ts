import { useQuery } from '@tanstack/react-query';
import type { EvidenceAnswers } from '#contract/inquiries';
import { postJson } from './fetch-json';

/** Which cases of a version a file answers; the file is read first, which may take a minute. Null asks nothing. */
export function useEvidenceAnswers(versionId: string, evidenceId: string | null) {
  return useQuery({
    queryKey: ['version', versionId, 'evidence', evidenceId],
    queryFn: async ({ signal }) => {
      const body = { kind: 'check-evidence', versionId, evidenceId };
      return (await postJson<{ answers: EvidenceAnswers }>('/api/inquiries', body, signal)).answers;
    },
    enabled: evidenceId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Where the file of a piece of evidence is read, by the version that names it. */
export function evidenceFile(versionId: string, sha256: string): string {
  return `/api/evidence/${versionId}/${sha256}`;
}
