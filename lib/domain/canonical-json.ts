import { createHash } from 'node:crypto';
import type { ItemData, Json } from './phases/definition';
import { Refusal } from './refusals';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785 text of a value: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes
 * them. @throws Refusal `invalid_input` for what jsonb cannot hold or JSON cannot say: U+0000, a lone surrogate, a
 * number that is not finite.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const names = Object.keys(value).sort();
  let text = '{';
  for (const name of names) {
    const member = value[name];
    // A member without a value is not there, as JSON.stringify has it.
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${canonicalString(name)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

/** SHA-256, as lower-case hex, of a canonical JSON text. */
export function textHash(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

/** An item's hash: SHA-256 of the canonical JSON of its data, as lower-case hex. */
export function itemHash(data: ItemData): string {
  return textHash(canonicalJson(data));
}

/** @throws Refusal `invalid_input` where a text cannot be stored as jsonb. */
export function assertStorableText(text: string): void {
  if (text.includes('\0')) throw new Refusal('invalid_input', 'A text holds the character U+0000.');
  if (LONE_SURROGATE.test(text)) throw new Refusal('invalid_input', 'A text holds half of a surrogate pair.');
}

function canonicalString(text: string): string {
  assertStorableText(text);
  return JSON.stringify(text);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Refusal('invalid_input', 'A number is not finite.');
  return JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
