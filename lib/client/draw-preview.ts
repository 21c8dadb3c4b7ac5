import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { DrawPlan, DrawPreview } from '#contract/draws';
import { postJson } from './fetch-json';

export interface PreviewDrawRequest {
  versionId: string;
  plan: DrawPlan;
}

/** Key and fetcher of the query for the figures of a planned draw; null asks nothing. */
const drawPreviewOptions = (request: PreviewDrawRequest | null) =>
  queryOptions({
    queryKey: ['version', request?.versionId ?? '', 'draw-preview', request?.plan ?? null],
    queryFn: async ({ signal }) => {
      const body = { kind: 'preview-draw', versionId: request?.versionId, plan: request?.plan };
      return (await postJson<{ preview: DrawPreview }>('/api/inquiries', body, signal)).preview;
    },
    staleTime: 30_000,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** The figures of a planned draw before it is made; null asks nothing. */
export function useDrawPreview(request: PreviewDrawRequest | null) {
  return useQuery({ ...drawPreviewOptions(request), enabled: request !== null });
}
