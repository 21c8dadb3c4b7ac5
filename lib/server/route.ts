import 'server-only';
import type { z } from 'zod';
import { refused } from '#domain/refusals';
import type { ActionContext } from './action';
import { dependencies } from './dependencies';
import { failureOf, failureResponse } from './failure';
import { endpoint, readInput } from './input';
import { requireSameOrigin } from './origin';
import { secured } from './security-headers';
import type { Services } from './services';

type RouteContext = { params: Promise<unknown> };
export type Handler = (request: Request, context: RouteContext) => Promise<Response>;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

interface Shape<P, Q> {
  /** Parts of the path. What does not parse cannot exist: not found. */
  params?: P;
  /** Query parameters. */
  query?: Q;
}

export interface ReadInput<P, Q> {
  params: Output<P>;
  query: Output<Q>;
  request: Request;
}

/** JSON that no cache keeps: it is one person's view at one moment. */
export function jsonResponse(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}

async function signedIn(): Promise<ActionContext | null> {
  const { subject: loadSubject, ...services } = dependencies();
  const subject = await loadSubject();
  return subject ? { ...services, subject } : null;
}

/**
 * A GET handler: error policy → session → parameters → handler → JSON, or the handler's own response.
 * What a person may not see is answered as if it did not exist.
 */
export function route<P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined>(
  shape: Shape<P, Q>,
  handler: (context: ActionContext, input: ReadInput<P, Q>) => Promise<unknown>,
): Handler {
  return endpoint(shape, async (request, { params }) => {
    try {
      const context = await signedIn();
      if (!context) return failureResponse(refused('not_signed_in'));
      const path = shape.params && readInput(shape.params, await params);
      if (path && !path.ok) return failureResponse(refused('not_found'));
      const query = shape.query && readInput(shape.query, queryOf(request));
      if (query && !query.ok) return failureResponse(query.failure);
      const value = await handler(context, { params: path?.data as Output<P>, query: query?.data as Output<Q>, request });
      return value instanceof Response ? value : jsonResponse(value);
    } catch (error) {
      return failureResponse(failureOf(error, `GET ${new URL(request.url).pathname}`));
    }
  });
}

/** A POST handler that asks and changes no status: origin → session → JSON body → handler. */
export function postRoute<S extends z.ZodType>(
  schema: S,
  handler: (context: ActionContext, input: z.output<S>) => Promise<unknown>,
): Handler {
  return endpoint({ body: schema }, async (request: Request) => {
    try {
      requireSameOrigin(request);
      const context = await signedIn();
      if (!context) return failureResponse(refused('not_signed_in'));
      const read = readInput(schema, await bodyOf(request));
      if (!read.ok) return failureResponse(read.failure);
      const value = await handler(context, read.data);
      return value instanceof Response ? value : jsonResponse(value);
    } catch (error) {
      return failureResponse(failureOf(error, `POST ${new URL(request.url).pathname}`));
    }
  });
}

/** A POST handler that reads its body itself, such as an upload, and is streamed past the proxy: origin → session → query → handler. */
export function streamRoute<Q extends z.ZodType>(
  query: Q,
  handler: (context: ActionContext, input: { query: z.output<Q>; request: Request }) => Promise<Response>,
): Handler {
  const answer = async (request: Request): Promise<Response> => {
    try {
      requireSameOrigin(request);
      const context = await signedIn();
      if (!context) return failureResponse(refused('not_signed_in'));
      const read = readInput(query, queryOf(request));
      if (!read.ok) return failureResponse(read.failure);
      return await handler(context, { query: read.data, request });
    } catch (error) {
      return failureResponse(failureOf(error, `POST ${new URL(request.url).pathname}`));
    }
  };
  return endpoint({ query }, async (request: Request) => secured(await answer(request)));
}

/** A handler that anybody may call. */
export function publicRoute(handler: (services: Services) => Promise<Response>): () => Promise<Response> {
  return endpoint({}, async () => {
    try {
      return await handler(dependencies());
    } catch (error) {
      return failureResponse(failureOf(error, 'public route'));
    }
  });
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
