import { sameBytes, sha256Of, type VerifyTools } from '../tools';
import type { Certificate } from './certificate';
import { der, NotDer, TAG } from './der';
import { findPath, judgeToken, StampRefused, type StampTools } from './judge-token';
import type { PackedStamp } from './packed-stamps';
import { readAnswer, type StampToken } from './token';

/** `sha256` as an algorithm: its object identifier, 2.16.840.1.101.3.4.2.1, and no parameters. */
const SHA_256 = der(TAG.sequence, Uint8Array.of(TAG.oid, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01), der(TAG.null));

/** How many octets the number has by which a request knows its answer again. */
export const NONCE_OCTETS = 16;

/** The number of a request as it is written: not negative, and without zeros before it. */
function nonceBody(nonce: Uint8Array): Uint8Array {
  const body = Uint8Array.from(nonce);
  // One bit makes it positive, one keeps its first octet from being zero.
  body[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  return body;
}

/** A request for a stamp of a message (RFC 3161, 2.4.1): SHA-256, with a number, and with the certificates of the service. */
export function stampRequest(tools: Pick<VerifyTools, 'sha256'>, message: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = der(TAG.sequence, SHA_256, der(TAG.octetString, sha256Of(tools, message)));
  const asksForCertificates = der(TAG.boolean, Uint8Array.of(0xff));
  return der(TAG.sequence, der(TAG.integer, Uint8Array.of(1)), imprint, der(TAG.integer, nonceBody(nonce)), asksForCertificates);
}

/**
 * Takes a service's answer to a request: the stamp as a package holds it, once it holds by one of the roots. @throws StampRefused
 */
export function takeAnswer(
  tools: StampTools,
  answer: Uint8Array,
  asked: { message: Uint8Array; nonce: Uint8Array; roots: readonly Certificate[] },
): PackedStamp {
  const token = tokenOf(answer);
  if (token.nonce === null || !sameBytes(token.nonce, nonceBody(asked.nonce))) throw new StampRefused('it answers another request.');
  const path = findPath(tools, token, asked.roots);
  if (path === null) throw new StampRefused('its certificates lead to no root that is trusted here.');
  judgeToken(tools, token, asked.message, path);
  return { answer, path };
}

/** The token of an answer. @throws StampRefused for what cannot be read */
export function tokenOf(answer: Uint8Array): StampToken {
  try {
    return readAnswer(answer);
  } catch (error) {
    if (error instanceof NotDer) throw new StampRefused(error.message);
    throw error;
  }
}
