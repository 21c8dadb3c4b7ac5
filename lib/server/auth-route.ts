import 'server-only';
import { z } from 'zod';
import { failureOf, failureResponse } from './failure';
import { readInput } from './input';

type AuthHandler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** An address to go on to: a path, or a whole one. */
function isAddress(text: string): boolean {
  return text.startsWith('/') || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
}

/** What next-auth takes for granted of a form and of a query, and fails at otherwise: each part is a text, and the address is one. */
const formSchema = z
  .object({ callbackUrl: z.string().max(10_000).refine(isAddress, 'is not an address').optional() })
  .catchall(z.string().max(10_000));

/** The parts of a form as next-auth reads it; undefined where it is no form, and where its JSON is none. */
async function formOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  // A copy: next-auth reads the body once more.
  const text = await request.clone().text();
  if (!type.includes('application/json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** A handler of next-auth's that is called with nothing at which it would fail; what is refused is told in words, as everywhere. */
export function authRoute(handler: AuthHandler): AuthHandler {
  return async (request, context) => {
    try {
      const query = readInput(formSchema, Object.fromEntries(new URL(request.url).searchParams));
      if (!query.ok) return failureResponse(query.failure);
      const form = readInput(formSchema, request.method === 'POST' ? await formOf(request) : {});
      if (!form.ok) return failureResponse(form.failure);
      return await handler(request, context);
    } catch (error) {
      return failureResponse(failureOf(error, 'sign-in'));
    }
  };
}
