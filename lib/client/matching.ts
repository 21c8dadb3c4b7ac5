import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ItemFilter } from '#domain/item/item-filter';
import { fetchJson, withParameters } from './fetch-json';

/** Key and fetcher of the query for how many of a version's items match each of some filters. */
const matchingOptions = (versionId: string, filters: readonly ItemFilter[]) =>
  queryOptions({
    queryKey: ['version', versionId, 'matching', filters],
    queryFn: ({ signal }) =>
      fetchJson<(number | null)[]>(withParameters(`/api/versions/${versionId}/matching`, { filters: JSON.stringify(filters) }), { signal }),
  });

/** How many items match each filter, in their order; null for one by which the person may not ask. At most ten filters. */
export function useMatching(versionId: string, filters: readonly ItemFilter[]): readonly (number | null)[] | undefined {
  return useQuery({ ...matchingOptions(versionId, filters), enabled: filters.length > 0 }).data;
}
