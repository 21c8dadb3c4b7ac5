import { useQuery } from '@tanstack/react-query';
import type { EvidenceAnswers } from '#contract/inquiries';
import type { EvidencePlace } from '#domain/evidence/extracted-text';
import type { Passage } from '#domain/evidence/passage';
import type { NamedColumns } from '#domain/phases/request-info/request-item';
import { fetchJson, postJson, withParameters } from './fetch-json';

/**
 * Which cases of a version a file answers; the file is read first, which may take a minute. Null asks nothing.
 * @param columns what heads the columns of a table, as somebody named it
 */
export function useEvidenceAnswers(versionId: string, evidenceId: string | null, columns: NamedColumns) {
  return useQuery({
    queryKey: ['version', versionId, 'evidence', evidenceId, columns],
    queryFn: async ({ signal }) => {
      const body = { kind: 'check-evidence', versionId, evidenceId, columns };
      return (await postJson<{ answers: EvidenceAnswers }>('/api/inquiries', body, signal)).answers;
    },
    enabled: evidenceId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // While another column is looked through, the answer before stays; that of another file is none.
    placeholderData: (before, query) => (query?.queryKey[3] === evidenceId ? before : undefined),
  });
}

/** Where the file of a piece of evidence is read, by the version that names it. */
export function evidenceFile(versionId: string, sha256: string): string {
  return `/api/evidence/${versionId}/${sha256}`;
}

/** What a file says at a place and around it. */
export function useEvidencePassage(versionId: string, sha256: string, at: EvidencePlace) {
  return useQuery({
    queryKey: ['version', versionId, 'passage', sha256, at],
    queryFn: ({ signal }) => fetchJson<Passage>(withParameters(`${evidenceFile(versionId, sha256)}/passage`, { ...at }), { signal }),
    // A file of a hash never says anything else, and each reading is noted.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
