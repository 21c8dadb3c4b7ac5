import { canonicalJson } from '../item/canonical-json';
import type { Json } from '../item/json';
import { PackageUnreadable } from './fault';

/** The longest line that is read: a stretch of a workflow's history may have megabytes. */
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;

/** An object of JSON by the names of its members. */
export type Line = { readonly [member: string]: Json };

/**
 * The lines of a file, each the canonical text of an object and ended by a line feed, with their numbers from 1. A line that is none is
 * null. @throws PackageUnreadable for a line without an end
 */
export async function* linesOf(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ number: number; line: Line | null }> {
  let rest: Uint8Array[] = [];
  let held = 0;
  let number = 0;
  for await (const part of bytes) {
    let from = 0;
    for (let end = part.indexOf(10); end !== -1; end = part.indexOf(10, from)) {
      number += 1;
      yield { number, line: lineOf(joined(rest, part.subarray(from, end))) };
      rest = [];
      held = 0;
      from = end + 1;
    }
    // What is kept is copied: whoever gives the bytes may use the same again.
    if (from < part.length) rest.push(part.slice(from));
    held += part.length - from;
    if (held > LONGEST_LINE_BYTES) throw unreadable(file, `line ${number + 1} is longer than any line of a package.`);
  }
  if (held > 0) throw unreadable(file, 'its last line has no end.');
}

function joined(rest: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  if (rest.length === 0) return last;
  const whole = new Uint8Array(rest.reduce((sum, part) => sum + part.length, last.length));
  let at = 0;
  for (const part of [...rest, last]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** An object from its canonical text in UTF-8; null of anything else. */
export function lineOf(bytes: Uint8Array): Line | null {
  try {
    const text = DECODER.decode(bytes);
    const value = JSON.parse(text) as Json;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && canonicalJson(value) === text ? (value as Line) : null;
  } catch {
    return null;
  }
}

function unreadable(file: string, words: string): PackageUnreadable {
  return new PackageUnreadable({ at: { file }, words });
}

/** A member that is a text; none where it is another value, so that a distorted line breaks a comparison and nothing else. */
export function text(line: Line | undefined, member: string): string {
  const value = line?.[member];
  return typeof value === 'string' ? value : '';
}

/** A member that is a number; NaN, which equals nothing, where it is another value. */
export function number(line: Line | undefined, member: string): number {
  const value = line?.[member];
  return typeof value === 'number' ? value : Number.NaN;
}

/** A member that is an object; an empty one where it is another value. */
export function object(line: Line | undefined, member: string): Line {
  const value = line?.[member];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : {};
}

/** A member that is a list; an empty one where it is another value. */
export function list(line: Line | undefined, member: string): readonly Json[] {
  const value = line?.[member];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The hexadecimal digits of a column of bytes, which a record begins with `\x`; none of an absent one. */
export function hex(line: Line | undefined, member: string): string {
  const value = text(line, member);
  return value.startsWith('\\x') ? value.slice(2) : '';
}
