import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CaughtMailLine, CaughtMailView, MailPreferenceView } from '#contract/views/mail-views';
import { fetchJson } from './fetch-json';

const LOOKED_FOR_EVERY_MS = 5_000;

/** Key and fetcher of the query for how one's own mail comes. */
const mailPreferenceOptions = () =>
  queryOptions({
    queryKey: ['mail-preference'],
    queryFn: ({ signal }) => fetchJson<MailPreferenceView>('/api/mail-preference', { signal }),
  });

/** How one's own mail comes. */
export function useMailPreference() {
  return useQuery(mailPreferenceOptions());
}

/** Key and fetcher of the query for what the catcher of the demo received. */
const caughtMailOptions = () =>
  queryOptions({
    queryKey: ['caught-mail'],
    queryFn: ({ signal }) => fetchJson<CaughtMailLine[]>('/api/admin/mail', { signal }),
    refetchInterval: LOOKED_FOR_EVERY_MS,
  });

/** What the catcher of the demo received, the newest first; looked for again while the page is open. */
export function useCaughtMail() {
  return useQuery(caughtMailOptions());
}

/** Key and fetcher of the query for one message that the catcher received. */
const caughtMessageOptions = (id: string) =>
  queryOptions({
    queryKey: ['caught-mail', id],
    queryFn: ({ signal }) => fetchJson<CaughtMailView>(`/api/admin/mail/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One message that the catcher received. */
export function useCaughtMessage(id: string) {
  return useQuery(caughtMessageOptions(id));
}
