import 'server-only';
import type { z } from 'zod';
import type { Subject } from '#domain/people/permissions';
import { type Result, refused } from '#domain/refusals';
import { dependencies } from './dependencies';
import { failureOf } from './failure';
import { endpoint, readInput } from './input';
import type { Services } from './services';

export interface ActionContext extends Services {
  subject: Subject;
}

/**
 * A server action: error policy → session → input → handler. Every action is a public endpoint, so nothing in the input
 * is believed about who asks; the handler checks the permission on the resource that it loads itself.
 * The handler's value is the result; a `Refusal` it throws is the refused result.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  handler: (context: ActionContext, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<Result<T>> {
  return endpoint({ body: schema }, async (input) => {
    try {
      const { subject: loadSubject, ...services } = dependencies();
      const subject = await loadSubject();
      if (!subject) return refused('not_signed_in');
      const read = readInput(schema, input);
      if (!read.ok) return read.failure;
      return { ok: true, value: await handler({ ...services, subject }, read.data) };
    } catch (error) {
      return failureOf(error, 'action');
    }
  });
}

/** A server action without a session, for what people do before they can sign in: error policy → input → handler. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  handler: (context: Services, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<Result<T>> {
  return endpoint({ body: schema }, async (input) => {
    try {
      const read = readInput(schema, input);
      if (!read.ok) return read.failure;
      return { ok: true, value: await handler(dependencies(), read.data) };
    } catch (error) {
      return failureOf(error, 'public action');
    }
  });
}
