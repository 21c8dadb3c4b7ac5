import { textHash } from '../item/canonical-json';

/** What stands as it is in a key, beside letters and digits of ASCII; a key is part of workflow ids and of addresses. */
const PLAIN = /^[A-Za-z0-9._@+ -]$/;
/** Longest key in bytes: some clusters of Temporal store ids of 255, and a phase's id holds two others. */
const LONGEST = 80;
const HEAD = 60;

/**
 * Answers the key of a member's lane, which is the instance of its chains: the name, with whatever else than plain characters
 * percent-encoded as UTF-8. "/" never stands in it, so that keys of two levels cannot collide. A name too long is cut and told apart by
 * 12 hex digits of its SHA-256.
 */
export function laneKey(name: string): string {
  const encoded = [...name].map((character) => (PLAIN.test(character) ? character : percentEncoded(character))).join('');
  if (encoded.length <= LONGEST) return encoded;
  return `${encoded.slice(0, HEAD)}~${textHash(name).slice(0, 12)}`;
}

/** Answers the key of a data owner's lane inside the lane of a line of business; `place` counts its owners from 1, in the order in which they came. */
export function ownersLaneKey(parent: string, place: number): string {
  return `${parent}/${place}`;
}

function percentEncoded(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
