import { createHmac } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const PREFIX = 'record-';
const PSEUDONYM = new RegExp(`^${PREFIX}[${LETTERS}]{8,52}$`);

/** Letters of a code, 5 bits each: the shortest, and what it grows by where another key has it already. */
export const CODE_LENGTHS = [8, 12, 16, 52] as const;

/**
 * The code of a record's key in a report: the beginning of HMAC-SHA-256 under the report's secret, so that nobody finds a key
 * by trying some.
 */
export function pseudonymCode(secret: Uint8Array, key: string, length: number): string {
  const digest = createHmac('sha256', secret).update(key, 'utf8').digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length }, (_, place) => LETTERS[Number.parseInt(bits.slice(place * 5, place * 5 + 5).padEnd(5, '0'), 2)]).join('');
}

/** What stands in place of a key: "record-7f3a9qmx". */
export function pseudonymOf(code: string): string {
  return `${PREFIX}${code}`;
}

/** The code of a pseudonym; null of any other text. */
export function codeOf(text: string): string | null {
  return PSEUDONYM.test(text) ? text.slice(PREFIX.length) : null;
}
