'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { Result } from '#domain/refusals';
import { valueOf } from './fetch-json';
import { useHeardMutation } from './mutation';
import { whileSignedIn } from './session';

/**
 * A mutation over a server action that takes effect at once (drafts, comments, administration). Its error is a
 * `RequestFailed` in words. `refreshes` names the query keys that change; left out, everything on screen is refreshed.
 */
export function useAction<I, T>(action: (input: I) => Promise<Result<T>>, options: { refreshes?: readonly (readonly unknown[])[] } = {}) {
  const queryClient = useQueryClient();
  const refreshes = options.refreshes;
  return useHeardMutation({
    mutationFn: async (input: I) => valueOf(await whileSignedIn(() => action(input))),
    onSettled: async () => {
      if (!refreshes) await queryClient.invalidateQueries();
      else await Promise.all(refreshes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}
