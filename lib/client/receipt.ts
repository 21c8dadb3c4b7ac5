import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CommandView } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

const RECEIPT_MS = 500;

/** Key and fetcher of the query for a command; it polls until the receipt is there. */
export const receiptOptions = (commandId: string) =>
  queryOptions({
    queryKey: ['command', commandId],
    queryFn: ({ signal }) => fetchJson<CommandView>(`/api/commands/${commandId}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.receipt ? false : RECEIPT_MS),
    staleTime: 0,
  });

/** A command until its receipt, for what was sent earlier or elsewhere (`VersionView.pendingCommandId`). */
export function useReceipt(commandId: string | null) {
  return useQuery({ ...receiptOptions(commandId ?? ''), enabled: commandId !== null });
}
