import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AnswersView } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

const answersOptions = (versionId: string) =>
  queryOptions({
    queryKey: ['version', versionId, 'answers'],
    queryFn: ({ signal }) => fetchJson<AnswersView>(`/api/versions/${versionId}/answers`, { signal }),
  });

/** Whom a version asks, and what they answered to what it says. */
export function useAnswers(versionId: string) {
  return useQuery(answersOptions(versionId));
}
