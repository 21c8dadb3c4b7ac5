import { queryOptions, useQuery } from '@tanstack/react-query';
import type { EffectsView } from '#contract/views/diff-views';
import { fetchJson, withParameters } from './fetch-json';
import { effectsKey } from './first-queries';

/** Key and fetcher of the query for the effects of a version beside a base; null is the parent. */
const effectsOptions = (versionId: string, base: string | null) =>
  queryOptions({
    queryKey: effectsKey(versionId, base),
    queryFn: ({ signal }) => fetchJson<EffectsView>(withParameters(`/api/versions/${versionId}/effects`, { base }), { signal }),
  });

/** What matters most of a version beside another, in sections whose parts open the rows they count. */
export function useEffects(versionId: string, base: string | null) {
  return useQuery({ ...effectsOptions(versionId, base), enabled: base !== null });
}
