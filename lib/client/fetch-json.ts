import { REFUSALS, type RefusalCode, type Result } from '#domain/refusals';
import { RequestFailed } from './request-failed';
import { readWhileSignedIn } from './session';

function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code);
}

/** The failure that a response's body states; a body that states none (a proxy's page) is told by its status. */
async function failureOf(response: Response): Promise<RequestFailed> {
  const text = await response.text();
  let stated: { code?: unknown; message?: unknown } = {};
  try {
    stated = JSON.parse(text) as typeof stated;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  const byStatus =
    response.status === 401
      ? 'not_signed_in'
      : response.status === 404
        ? 'not_found'
        : response.status < 500
          ? 'invalid_input'
          : 'unavailable';
  const code = isRefusalCode(stated.code) ? stated.code : byStatus;
  return new RequestFailed(code, typeof stated.message === 'string' ? stated.message : REFUSALS[code], response.status);
}

/**
 * GET (or another method) and its JSON. Throws `RequestFailed` in words; away from the network that is `unavailable`. Where the
 * session has ended it waits until the person has signed in again.
 */
export function fetchJson<T>(address: string, init?: RequestInit): Promise<T> {
  return readWhileSignedIn(() => fetchOnce<T>(address, init));
}

/** GET of a file's bytes; throws as `fetchJson`. */
export function fetchBytes(address: string, signal: AbortSignal): Promise<Uint8Array> {
  return readWhileSignedIn(async () => new Uint8Array(await (await answerTo(address, { signal })).arrayBuffer()));
}

async function fetchOnce<T>(address: string, init?: RequestInit): Promise<T> {
  return (await (await answerTo(address, init)).json()) as T;
}

/** The answer to a request that was carried out. */
async function answerTo(address: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new RequestFailed('unavailable', REFUSALS.unavailable, 0);
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

/** POST of JSON; only handlers that ask (inquiries, verify) use it, writes go by server actions. */
export function postJson<T>(address: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return fetchJson<T>(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

/** An address with its parameters; undefined, null and empty ones are left out. */
export function withParameters(address: string, parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? address : `${address}?${text}`;
}

/** The value of a server action's result; throws `RequestFailed` so that a mutation has one kind of error. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RequestFailed(result.code, result.message, 409);
}
