import { randomBytes } from 'node:crypto';
import { type Certificate, certificatesOfPem } from '#domain/package/stamps/certificate';
import { NotDer } from '#domain/package/stamps/der';
import { StampRefused } from '#domain/package/stamps/judge-token';
import type { PackedStamp } from '#domain/package/stamps/packed-stamps';
import { NONCE_OCTETS, stampRequest, takeAnswer } from '#domain/package/stamps/stamp-request';
import { NODE_TOOLS } from './package-file';

/** How long a service may take to answer: they sign within a second. */
const ANSWER_MS = 20_000;
/** The largest answer that is read; those of known services have a tenth of it. */
const LARGEST_ANSWER_BYTES = 64 * 1024;
/** Answers that a service gives while it is busy or being mended. */
const AWAY_STATUSES = [408, 425, 429];

/** A service that stamps by RFC 3161, and the roots by which its stamps have to hold. */
export interface StampService {
  address: URL;
  roots: readonly Certificate[];
}

/** Thrown where a service does not answer, and may later. */
export class StampServiceAway extends Error {}

/**
 * Asks a service for a stamp of a message, by HTTP (RFC 3161, 3.4), and takes it only where it holds.
 * @throws StampServiceAway, StampRefused
 */
export async function stampBy({ address, roots }: StampService, message: Uint8Array, signal?: AbortSignal): Promise<PackedStamp> {
  const nonce = randomBytes(NONCE_OCTETS);
  const answer = await answerOf(address, stampRequest(NODE_TOOLS, message, nonce), signal);
  return takeAnswer(NODE_TOOLS, answer, { message, nonce, roots });
}

async function answerOf(address: URL, request: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  // fetch takes no sign-in that stands in an address.
  const open = new URL(address);
  open.username = '';
  open.password = '';
  const signIn = [address.username, address.password].map(decodeURIComponent).join(':');
  const headers = {
    'content-type': 'application/timestamp-query',
    accept: 'application/timestamp-reply',
    ...(signIn === ':' ? {} : { authorization: `Basic ${Buffer.from(signIn).toString('base64')}` }),
  };
  const limit = AbortSignal.timeout(ANSWER_MS);
  try {
    const response = await fetch(open, {
      method: 'POST',
      headers,
      body: new Uint8Array(request),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    if (response.status >= 500 || AWAY_STATUSES.includes(response.status))
      throw new StampServiceAway(`The time stamp service answered with status ${response.status}.`);
    if (!response.ok) throw new StampRefused(`the service answered with status ${response.status}.`);
    return await boundedBytes(response);
  } catch (error) {
    if (error instanceof StampServiceAway || error instanceof StampRefused || signal?.aborted === true) throw error;
    throw new StampServiceAway('The time stamp service did not answer.', { cause: error });
  }
}

async function boundedBytes({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > LARGEST_ANSWER_BYTES) throw new StampRefused('the service answered with more than any stamp has.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The roots in the text of a file of PEM. @throws Error with a sentence that names the place */
export function rootsOfPem(text: string, place: string): Certificate[] {
  try {
    return certificatesOfPem(text);
  } catch (error) {
    if (error instanceof NotDer) throw new Error(`${place}: ${error.message}`);
    throw error;
  }
}
