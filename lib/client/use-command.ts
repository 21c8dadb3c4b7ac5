'use client';
import type { CommandView } from '#contract/views/version-views';
import { REFUSALS, type RefusalCode, type Result } from '#domain/refusals';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { RequestFailed } from './fetch-json';
import { receiptOptions } from './receipt';

/** sending → sent → applied or refused; `unconfirmed` when the network stayed away: the same command may be sent again. */
export type CommandState =
  | { phase: 'idle' }
  | { phase: 'sending'; commandId: string }
  | { phase: 'sent'; commandId: string }
  | { phase: 'applied'; commandId: string; versionId: string | null }
  | { phase: 'refused'; commandId: string; code: string; message: string }
  | { phase: 'unconfirmed'; commandId: string; message: string };
export type CommandEnd = Extract<CommandState, { phase: 'applied' | 'refused' | 'unconfirmed' }>;

type WithoutId<I> = I extends { commandId: string } ? Omit<I, 'commandId'> : never;
type Sent = { commandId: string; applied?: boolean };

const RESEND_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
const RECEIPT_MS = 500;

class Cancelled extends Error {}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Cancelled());
    });
  });
}

/** Sends until the server has answered; the id makes a repeated arrival the same command. */
async function sendUntilAnswered(attempt: () => Promise<Result<Sent>>, signal: AbortSignal): Promise<Result<Sent>> {
  let answer: Result<Sent> = { ok: false, code: 'unavailable', message: REFUSALS.unavailable };
  for (const wait of [0, ...RESEND_AFTER_MS]) {
    if (wait > 0) await pause(wait, signal);
    try {
      answer = await attempt();
    } catch {
      // Next rejects a server action whose request did not arrive or return; nothing is known, so it is sent again.
      answer = { ok: false, code: 'unavailable', message: REFUSALS.unavailable };
    }
    if (answer.ok || answer.code !== 'unavailable') return answer;
  }
  return answer;
}

async function awaitReceipt(read: () => Promise<CommandView>, signal: AbortSignal): Promise<NonNullable<CommandView['receipt']>> {
  for (;;) {
    try {
      const { receipt } = await read();
      if (receipt) return receipt;
    } catch (failure) {
      if (!(failure instanceof RequestFailed && failure.code === 'unavailable')) throw failure;
    }
    await pause(RECEIPT_MS, signal);
  }
}

/**
 * Sends one command by a server action and follows it to its receipt. What is on screen is refreshed when it arrives.
 * `send` answers with the end; a second `send` while one is under way is ignored (null).
 */
export function useCommand<I extends { commandId: string }>(action: (input: I) => Promise<Result<Sent>>) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<CommandState>({ phase: 'idle' });
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
      const end = (value: CommandEnd) => {
        unconfirmed.current = value.phase === 'unconfirmed' ? { commandId, input: text } : null;
        setState(value);
        return value;
      };
      const refuse = (code: RefusalCode | string, message: string) =>
        end(code === 'unavailable' ? { phase: 'unconfirmed', commandId, message } : { phase: 'refused', commandId, code, message });
      try {
        setState({ phase: 'sending', commandId });
        const answer = await sendUntilAnswered(() => action({ ...input, commandId } as unknown as I), controller.signal);
        if (!answer.ok) return refuse(answer.code, answer.message);
        if (answer.value.applied === true) return end({ phase: 'applied', commandId, versionId: null });
        setState({ phase: 'sent', commandId });
        const read = () => queryClient.fetchQuery({ ...receiptOptions(commandId), retry: false });
        const receipt = await awaitReceipt(read, controller.signal);
        if (receipt.outcome === 'refused') return refuse(receipt.code ?? 'internal_error', receipt.message);
        return end({ phase: 'applied', commandId, versionId: receipt.versionId });
      } catch (failure) {
        if (failure instanceof Cancelled) return null;
        if (failure instanceof RequestFailed) return refuse(failure.code, failure.message);
        throw failure;
      } finally {
        underway.current = null;
        void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'command' });
      }
    },
    [action, queryClient],
  );
  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return { state, busy: state.phase === 'sending' || state.phase === 'sent', send, reset };
}
