import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '#domain/refusals';
import { type EndpointInput, inputOf } from '#server/input';

const ORIGIN = 'http://127.0.0.1:3000';
/** Signs people in by next-auth's own handlers, for which `authRoute` reads the input; its own test sends it whatever it likes. */
const NOT_OURS = ['app/api/auth/[...nextauth]/route.ts'];

export type Action = (input: unknown) => Promise<Result<unknown>>;
export type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** A server action or a route handler, by the file and the name under which it is exported. */
export interface Endpoint<Call> {
  name: string;
  call: Call;
  input: EndpointInput | undefined;
}

/** Every server action that there is. */
export function serverActions(): Promise<Endpoint<Action>[]> {
  return endpointsOf<Action>(sourcesOf('app/actions', /\.ts$/));
}

/** Every route handler that there is. */
export function routeHandlers(): Promise<Endpoint<Handler>[]> {
  return endpointsOf<Handler>(sourcesOf('app', /\/route\.ts$/));
}

function sourcesOf(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => wanted.test(file) && !file.includes('.test.') && !NOT_OURS.includes(file))
    .sort();
}

async function endpointsOf<Call extends object>(files: readonly string[]): Promise<Endpoint<Call>[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(/* @vite-ignore */ path.resolve(file))) as Record<string, Call>;
      return Object.entries(exported).map(([name, call]) => ({ name: `${file} ${name}`, call, input: inputOf(call) }));
    }),
  );
  return found.flat();
}

/** A request as a browser, or anybody, can send it: a query of texts, and a body of JSON; null: none. */
export function requestOf(query: unknown, body: unknown): Request {
  const url = new URL(ORIGIN);
  if (typeof query === 'object' && query !== null)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, textOf(value));
  const headers = { host: new URL(ORIGIN).host, origin: ORIGIN };
  return body === null ? new Request(url, { headers }) : new Request(url, { method: 'POST', headers, body: textOf(body) });
}

/** The text of an answer; of a stream that has no end, which is closed, nothing. */
export async function textOfAnswer(answer: Response): Promise<string> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') !== true) return await answer.text();
  await answer.body?.cancel();
  return '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
