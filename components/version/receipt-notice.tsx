'use client';
import { CircleCheck, CircleX, CloudOff, LoaderCircle } from 'lucide-react';
import { useEffect } from 'react';
import { useReceipt } from '#client/receipt';
import type { CommandState } from '#client/use-command';
import { Button } from '#components/ui/button';
import { Notice } from './notice';

/** What was asked for, for the sentences of a receipt: "Submission", "Reopening". */
export interface NamedCommand {
  noun: string;
  state: CommandState;
  reset: () => void;
}

/** How long *applied* is said; what was refused or not confirmed stays until it is dismissed. */
const APPLIED_MS = 30_000;

/** Follows a command on screen from sent to applied, or to a refusal in words. */
export function ReceiptNotice({ command }: { command: NamedCommand }) {
  const { state, noun, reset } = command;
  const applied = state.step === 'applied';
  useEffect(() => {
    if (!applied) return;
    const timer = setTimeout(reset, APPLIED_MS);
    return () => clearTimeout(timer);
  }, [applied, reset]);
  const dismiss = (
    <Button size="sm" variant="ghost" onClick={reset}>
      Dismiss
    </Button>
  );
  switch (state.step) {
    case 'idle':
      return null;
    case 'sending':
    case 'sent':
      return (
        <Notice hue="active" icon={LoaderCircle} live>
          {state.step === 'sending' ? `${noun}: sending…` : `${noun}: sent, waiting to be applied…`}
        </Notice>
      );
    case 'applied':
      return (
        <Notice hue="good" icon={CircleCheck} live actions={dismiss}>
          <span className="font-medium">Applied.</span> {state.message}
        </Notice>
      );
    case 'refused':
      return (
        <Notice hue="bad" icon={CircleX} live actions={dismiss}>
          <span className="font-medium">{noun} refused.</span> {state.message}
        </Notice>
      );
    case 'unconfirmed':
      return (
        <Notice hue="warn" icon={CloudOff} live actions={dismiss}>
          <span className="font-medium">{noun} not confirmed.</span> {state.message} Sending again is safe: it counts once.
        </Notice>
      );
  }
}

/** A command on this version that another tab or person sent and that has no receipt yet. */
export function PendingNotice({ commandId }: { commandId: string }) {
  const command = useReceipt(commandId);
  if (!command.data || command.data.receipt) return null;
  return (
    <Notice hue="active" icon={LoaderCircle} live>
      Something was sent for this version and is about to be applied.
    </Notice>
  );
}
