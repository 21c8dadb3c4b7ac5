import type { Inquiry } from '#contract/inquiries';
import type { FilterOperator } from '#domain/item/item-filter';
import type { Call } from './lines';

/** What somebody asks with a guess in it: a handler by its name and call, or an action by its name and input. */
export type Question = { handler: string; call: Call } | { action: string; input: unknown };

/** A way to find a confidential value by guessing: what is asked, and guesses around the truth that a leak would answer differently. */
export interface Door {
  name: string;
  guesses: readonly string[];
  ask: (guess: string) => Question;
  /** Answers tell the guesses apart where the owner asks: what keeps the test from passing by asking nothing. */
  tellsOwner: boolean;
  /** The version that is asked about; left out where it is none. */
  versionId?: string;
  /** Doors of one group tell the owner's guesses apart by one of them at least. */
  group?: string;
}

export const VERSIONS = 'app/api/versions/[id]';
const INQUIRIES = 'app/api/inquiries/route.ts POST';

export function door(name: string, guesses: readonly string[], ask: Door['ask'], tellsOwner: boolean): Door {
  const [guess = ''] = guesses;
  const question = ask(guess);
  const asked = 'action' in question ? question.input : { ...(question.call.body as object), ...question.call.params };
  const { id, versionId = id } = (asked ?? {}) as { id?: string; versionId?: string };
  return { name, guesses, ask, tellsOwner, ...(versionId === undefined ? {} : { versionId }) };
}

/** A question to the worker. */
export function inquiry(
  name: string,
  guesses: readonly string[],
  body: (guess: string) => { kind: Inquiry['kind']; [name: string]: unknown },
  tellsOwner: boolean,
): Door {
  return door(name, guesses, (guess) => ({ handler: INQUIRIES, call: { body: body(guess) } }), tellsOwner);
}

export const filterOf = (field: string, operator: FilterOperator, ...values: string[]) => ({ all: [{ field, operator, values }] });
export const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
