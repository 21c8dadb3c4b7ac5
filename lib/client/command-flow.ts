import type { CommandView } from '#contract/views/version-views';
import { REFUSALS, type Result } from '#domain/refusals';
import { RequestFailed } from './request-failed';

/** What a server action answers about a command; `applied`, in words, where it took effect at once and no receipt follows. */
export type Sent = { commandId: string; applied?: string | null };

/** How a command ended. `message` is the server's sentence for people. */
export type CommandEnd =
  | { step: 'applied'; commandId: string; message: string; versionId: string | null }
  | { step: 'refused'; commandId: string; code: string; message: string }
  /** The network stayed away: nothing is known, and the same command may be sent again. */
  | { step: 'unconfirmed'; commandId: string; message: string };

export interface CommandSteps {
  /** Sends the command; always with the same id, so that arriving twice is arriving once. */
  send: () => Promise<Result<Sent>>;
  read: () => Promise<CommandView>;
  /** Rejects when the person has left. */
  pause: (milliseconds: number) => Promise<void>;
  /** The command is recorded; its receipt is awaited from here on. */
  onSent: () => void;
}

const RESEND_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
const RECEIPT_MS = 500;

/** Sends one command until the server has answered, then waits for its receipt. What the server refuses is an end, not an error. */
export async function carryOut(commandId: string, steps: CommandSteps): Promise<CommandEnd> {
  const refuse = (code: string, message: string): CommandEnd =>
    code === 'unavailable' ? { step: 'unconfirmed', commandId, message } : { step: 'refused', commandId, code, message };
  const answer = await sendUntilAnswered(steps);
  if (!answer.ok) return refuse(answer.code, answer.message);
  const { applied } = answer.value;
  if (typeof applied === 'string') return { step: 'applied', commandId, message: applied, versionId: null };
  steps.onSent();
  try {
    const receipt = await awaitReceipt(steps);
    if (receipt.outcome === 'refused')
      return { step: 'refused', commandId, code: receipt.code ?? 'internal_error', message: receipt.message };
    return { step: 'applied', commandId, message: receipt.message, versionId: receipt.versionId };
  } catch (failure) {
    if (failure instanceof RequestFailed) return refuse(failure.code, failure.message);
    throw failure;
  }
}

async function sendUntilAnswered({ send, pause }: CommandSteps): Promise<Result<Sent>> {
  const away: Result<Sent> = { ok: false, code: 'unavailable', message: REFUSALS.unavailable };
  let answer: Result<Sent> = away;
  for (const wait of [0, ...RESEND_AFTER_MS]) {
    if (wait > 0) await pause(wait);
    try {
      answer = await send();
    } catch {
      // Next rejects a server action whose request did not arrive or return; nothing is known, so it is sent again.
      answer = away;
    }
    if (answer.ok || answer.code !== 'unavailable') return answer;
  }
  return answer;
}

async function awaitReceipt({ read, pause }: CommandSteps): Promise<NonNullable<CommandView['receipt']>> {
  for (;;) {
    try {
      const { receipt } = await read();
      if (receipt) return receipt;
    } catch (failure) {
      if (!(failure instanceof RequestFailed && failure.code === 'unavailable')) throw failure;
    }
    await pause(RECEIPT_MS);
  }
}
