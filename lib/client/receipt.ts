import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CommandView } from '#contract/views/version-views';
import { fetchJson } from './fetch-json';

const RECEIPT_MS = 500;
const CHECKPOINT_MS = 2_000;
/** After so many looks no checkpoint is awaited any more: none may ever be signed here. */
const CHECKPOINT_LOOKS = 30;

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

/** Where the answer of a command stands in the record; asks again until a checkpoint covers it, for a minute. */
export function useRecorded(commandId: string) {
  return useQuery({
    ...receiptOptions(commandId),
    refetchInterval: ({ state }) => (state.data?.recorded?.checkpoint || state.dataUpdateCount > CHECKPOINT_LOOKS ? false : CHECKPOINT_MS),
  });
}

/** Address of a command's receipt as a file. */
export function receiptFileHref(commandId: string): string {
  return `/api/commands/${commandId}/receipt`;
}
