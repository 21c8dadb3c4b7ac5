import type { hash as nodeHash } from 'node:crypto';
import { Refusal } from '../refusals';
import type { ItemData, Json } from './json';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785 text of a value: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes
 * them. @throws Refusal `invalid_input` for what jsonb cannot hold or JSON cannot say: U+0000, a lone surrogate, a
 * number that is not finite.
 */
export function canonicalJson(value: Json): string {
  const ordered = inOrder(value);
  if (ordered === undefined) return spelledOut(value);
  // ECMAScript writes a whole value as RFC 8785 wants each part written, several times faster than part by part. It says
  // \u of U+0000 and of half a surrogate pair, which are refused, and of a few control characters.
  const text = JSON.stringify(ordered);
  return text.includes('\\u') ? spelledOut(value) : text;
}

/** Puts the members of every object of a value in their order; undefined where no JavaScript object holds them so. */
function inOrder(value: Json): Json | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return listInOrder(value);
  const names = sortedNames(Object.keys(value));
  if (names === null) return undefined;
  const ordered: Record<string, Json> = {};
  for (const name of names) {
    const member = value[name];
    if (member === undefined) continue;
    const part = inOrder(member);
    if (part === undefined) return undefined;
    ordered[name] = part;
  }
  return ordered;
}

function listInOrder(list: readonly Json[]): Json | undefined {
  const ordered: Json[] = [];
  for (const member of list) {
    const part = inOrder(member);
    if (part === undefined) return undefined;
    ordered.push(part);
  }
  return ordered;
}

interface Shape {
  names: readonly string[];
  /** The names in order; null where an object enumerates them otherwise, or takes one for its prototype. */
  sorted: readonly string[] | null;
}

/** Items of a version have the same few shapes, one after the other; their names need sorting only once. */
const KNOWN_SHAPES = 8;
const shapes: Shape[] = [];
let oldestShape = 0;

const NOT_KEPT_IN_ORDER = /^(?:\d+|__proto__)$/;

function sortedNames(names: readonly string[]): readonly string[] | null {
  const known = shapes.find((shape) => areSame(shape.names, names));
  if (known) return known.sorted;
  const sorted = names.some((name) => NOT_KEPT_IN_ORDER.test(name)) ? null : [...names].sort();
  shapes[oldestShape] = { names, sorted };
  oldestShape = (oldestShape + 1) % KNOWN_SHAPES;
  return sorted;
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** The canonical text part by part, each part checked: what `canonicalJson` means. */
export function spelledOut(value: Json): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(spelledOut).join(',')}]`;
  const names = Object.keys(value).sort();
  let text = '{';
  for (const name of names) {
    const member = value[name];
    // A member without a value is not there, as JSON.stringify has it.
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${canonicalString(name)}:${spelledOut(member)}`;
  }
  return `${text}}`;
}

let hash: typeof nodeHash | undefined;

/** SHA-256, as lower-case hex, of a canonical JSON text; on the server alone. */
export function textHash(canonical: string): string {
  // Asked for when it is needed: by an import, pages that only compare texts would load a polyfill of 135 kB with it.
  hash ??= process.getBuiltinModule('node:crypto').hash;
  return hash('sha256', canonical, 'hex');
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
