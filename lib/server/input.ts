import 'server-only';
import type { z } from 'zod';
import { faultSentence } from '#domain/input-words';
import { refused } from '#domain/refusals';
import { unstorable } from '#domain/storable';
import { type Failure, invalidInput } from './failure';

/** What an endpoint reads, by part: its body, or the parts of its path and its query. */
export interface EndpointInput {
  body?: z.ZodType | undefined;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
}

const INPUTS = new WeakMap<object, EndpointInput>();

/** Keeps what an endpoint reads beside it, so that a test can send every endpoint whatever its schema lets through. */
export function endpoint<E extends object>(input: EndpointInput, handler: E): E {
  INPUTS.set(handler, input);
  return handler;
}

/** What an endpoint reads; undefined where it was not made by lib/server. */
export function inputOf(handler: object): EndpointInput | undefined {
  return INPUTS.get(handler);
}

type Read<S extends z.ZodType> = { ok: true; data: z.output<S> } | { ok: false; failure: Failure };

/** Reads an input from outside: first whether all of it can be kept, then by its schema. The refusal names the place. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): Read<S> {
  const fault = unstorable(input);
  if (fault !== null) return { ok: false, failure: refused('invalid_input', faultSentence(fault.path || 'The request', fault.fault)) };
  const parsed = schema.safeParse(input);
  return parsed.success ? { ok: true, data: parsed.data } : { ok: false, failure: invalidInput(parsed.error) };
}
