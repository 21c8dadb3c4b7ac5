import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { ImportPreview } from '#contract/inquiries';
import type { MatchCount } from '#contract/views/version-views';
import type { InquiryRequest } from '#contract/work-inputs';
import type { ItemFilter } from '#domain/item/item-filter';
import { postJson } from './fetch-json';
import { useHeardMutation } from './mutation';

type PreviewRequest = Omit<Extract<InquiryRequest, { kind: 'preview-import' }>, 'kind'>;

/** How the files would be read: columns, types, key, control total. Nothing is stored. */
export function useImportPreview() {
  return useHeardMutation({
    mutationFn: async (request: PreviewRequest) => {
      const result = await postJson<{ preview: ImportPreview }>('/api/inquiries', { kind: 'preview-import', ...request });
      return result.preview;
    },
  });
}

export interface MatchRequest {
  versionId: string;
  filter: ItemFilter;
  keys?: readonly string[];
}

/** Key and fetcher of the query for how many records of the population match. */
const matchCountOptions = (request: MatchRequest) =>
  queryOptions({
    queryKey: ['version', request.versionId, 'matches', request.filter, request.keys ?? []],
    queryFn: async ({ signal }) => {
      const body = { kind: 'count-matches', versionId: request.versionId, filter: request.filter, keys: request.keys ?? [] };
      return (await postJson<{ count: MatchCount }>('/api/inquiries', body, signal)).count;
    },
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

/** How many records of the population match, are already samples, and are left; null asks nothing. */
export function useMatchCount(request: MatchRequest | null) {
  const asked = request ?? { versionId: '', filter: { all: [] } };
  return useQuery({ ...matchCountOptions(asked), enabled: request !== null });
}
