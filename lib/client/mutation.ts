'use client';
import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';

/** What happens when the answer to one request arrives. */
export interface Answers<Value> {
  onSuccess?: (value: Value) => void;
  onError?: (error: Error) => void;
}

/** Each state of a mutation without what sends it. */
type State<Result> = Result extends unknown ? Omit<Result, 'mutate' | 'mutateAsync'> : never;

/** A mutation whose answers are heard: `mutate` calls what it was given also after the component that asked has gone. */
export type HeardMutation<Value, Input, Context> = State<UseMutationResult<Value, Error, Input, Context>> & {
  mutate: (input: Input, answers?: Answers<Value>) => void;
};

/**
 * Sends and hears the answer, once per request. TanStack Query calls the callbacks of a `mutate` only while the component that called
 * it is mounted: where the refreshed data no longer has the row that was acted on, nobody was told that it was done, or refused.
 */
export function heard<Value, Input>(send: (input: Input) => Promise<Value>) {
  return (input: Input, { onSuccess, onError }: Answers<Value> = {}): void =>
    void send(input).then(onSuccess, onError ?? (() => undefined));
}

/** A request that changes something, or asks with a body. This module alone calls `useMutation`. */
export function useHeardMutation<Value, Input = void, Context = unknown>(
  options: UseMutationOptions<Value, Error, Input, Context>,
): HeardMutation<Value, Input, Context> {
  const { mutateAsync, ...mutation } = useMutation(options);
  const mutate = useMemo(() => heard<Value, Input>((...input: Parameters<typeof mutateAsync>) => mutateAsync(...input)), [mutateAsync]);
  return { ...mutation, mutate };
}
