'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '#domain/refusals';
import { type CommandEnd, carryOut, type Sent } from './command-flow';
import { tellOtherWindows } from './other-windows';
import { receiptOptions } from './receipt';
import { whileSignedIn } from './session';

/** sending → sent → applied or refused; `unconfirmed` when the network stayed away: the same command may be sent again. */
export type CommandState = { step: 'idle' } | { step: 'sending'; commandId: string } | { step: 'sent'; commandId: string } | CommandEnd;
export type { CommandEnd };

type WithoutId<I> = I extends { commandId: string } ? Omit<I, 'commandId'> : never;

class Left extends Error {}

function pauseUntil(signal: AbortSignal): (milliseconds: number) => Promise<void> {
  return (milliseconds) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Left());
      });
    });
}

/**
 * Sends one command by a server action and follows it to its receipt. What is on screen is refreshed when it arrives.
 * `send` answers with the end; a second `send` while one is under way is ignored (null).
 */
export function useCommand<I extends { commandId: string }>(action: (input: I) => Promise<Result<Sent>>) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<CommandState>({ step: 'idle' });
  const underway = useRef<AbortController | null>(null);
  const unconfirmed = useRef<{ commandId: string; input: string } | null>(null);
  useEffect(() => () => underway.current?.abort(), []);

  const send = useCallback(
    async (input: WithoutId<I>): Promise<CommandEnd | null> => {
      if (underway.current) return null;
      const controller = new AbortController();
      underway.current = controller;
      const text = JSON.stringify(input);
      // The same request after a silent network is the same command, not a second one.
      const commandId = unconfirmed.current?.input === text ? unconfirmed.current.commandId : crypto.randomUUID();
      setState({ step: 'sending', commandId });
      try {
        const end = await carryOut(commandId, {
          send: () => whileSignedIn(() => action({ ...input, commandId } as unknown as I)),
          read: () => queryClient.fetchQuery({ ...receiptOptions(commandId), retry: false }),
          pause: pauseUntil(controller.signal),
          onSent: () => setState({ step: 'sent', commandId }),
        });
        unconfirmed.current = end.step === 'unconfirmed' ? { commandId, input: text } : null;
        setState(end);
        return end;
      } catch (failure) {
        if (failure instanceof Left) return null;
        throw failure;
      } finally {
        underway.current = null;
        tellOtherWindows(null);
        void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'command' });
      }
    },
    [action, queryClient],
  );
  const reset = useCallback(() => setState({ step: 'idle' }), []);
  return { state, busy: state.step === 'sending' || state.step === 'sent', send, reset };
}
