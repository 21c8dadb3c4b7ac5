import { describe, expect, it } from 'vitest';
import type { CommandView } from '#contract/views/version-views';
import { type Result, refused } from '#domain/refusals';
import { type CommandSteps, carryOut, type Sent } from './command-flow';
import { RequestFailed } from './request-failed';

const ID = 'c0ffee00-0000-4000-8000-000000000000';
const SENT: Result<Sent> = { ok: true, value: { commandId: ID } };
const without = { id: ID, kind: 'decide_version', sentAt: '', receipt: null, recorded: null };
const withReceipt = (outcome: 'applied' | 'refused', code: string | null = null): CommandView => ({
  ...without,
  receipt: { outcome, code, message: 'In words.', at: '', versionId: 'v' },
});

/** Answers in turn; an error is thrown, the last answer stays. Pauses are counted instead of waited for. */
function script(sends: readonly (Result<Sent> | Error)[], reads: readonly (CommandView | Error)[]) {
  const seen = { sends: 0, reads: 0, pauses: [] as number[], sent: 0 };
  const next = <T>(answers: readonly (T | Error)[], nth: number): Promise<T> => {
    const answer = answers[Math.min(nth, answers.length - 1)];
    return answer instanceof Error || answer === undefined ? Promise.reject(answer ?? new Error('no answer')) : Promise.resolve(answer);
  };
  const steps: CommandSteps = {
    send: () => next(sends, seen.sends++),
    read: () => next(reads, seen.reads++),
    pause: async (milliseconds) => void seen.pauses.push(milliseconds),
    onSent: () => void (seen.sent += 1),
  };
  return { seen, steps };
}

describe('carrying out a command', () => {
  it('sends once, waits for the receipt and hands on the server’s sentence', async () => {
    const { seen, steps } = script([SENT], [without, without, withReceipt('applied')]);
    expect(await carryOut(ID, steps)).toEqual({ step: 'applied', commandId: ID, message: 'In words.', versionId: 'v' });
    expect(seen).toEqual({ sends: 1, reads: 3, pauses: [500, 500], sent: 1 });
  });

  it('sends again after a lost request and an absent service, until there is an answer', async () => {
    const { seen, steps } = script([new TypeError('Failed to fetch'), refused('unavailable'), SENT], [withReceipt('applied')]);
    expect(await carryOut(ID, steps)).toMatchObject({ step: 'applied' });
    expect(seen).toMatchObject({ sends: 3, pauses: [500, 1_000] });
  });

  it('gives up after six sendings without knowing anything', async () => {
    const { seen, steps } = script([new TypeError('Failed to fetch')], []);
    expect(await carryOut(ID, steps)).toMatchObject({ step: 'unconfirmed', commandId: ID });
    expect(seen).toMatchObject({ sends: 6, sent: 0 });
  });

  it('takes a refusal for the end, at once or by receipt', async () => {
    const atOnce = script([refused('not_the_approver')], []);
    expect(await carryOut(ID, atOnce.steps)).toMatchObject({ step: 'refused', code: 'not_the_approver' });
    expect(atOnce.seen.sends).toBe(1);
    expect(await carryOut(ID, script([SENT], [withReceipt('refused', 'stale_content')]).steps)).toMatchObject({
      step: 'refused',
      code: 'stale_content',
      message: 'In words.',
    });
    expect(await carryOut(ID, script([SENT], [new RequestFailed('not_signed_in', 'Please sign in.', 401)]).steps)).toMatchObject({
      step: 'refused',
      code: 'not_signed_in',
    });
  });

  it('goes on asking for the receipt while a service is away', async () => {
    const { seen, steps } = script([SENT], [new RequestFailed('unavailable', 'Away.', 503), without, withReceipt('applied')]);
    expect(await carryOut(ID, steps)).toMatchObject({ step: 'applied' });
    expect(seen.reads).toBe(3);
  });

  it('waits for no receipt where the action took effect at once', async () => {
    const { seen, steps } = script([{ ok: true, value: { commandId: ID, applied: 'Assignment changed.' } }], []);
    expect(await carryOut(ID, steps)).toEqual({ step: 'applied', commandId: ID, message: 'Assignment changed.', versionId: null });
    expect(seen.reads).toBe(0);
  });
});
