import { canonicalJson } from './canonical-json';
import type { ItemData, Json } from './json';

/** A change inside a list or record. `null` is what is not there. */
export interface InnerChange {
  kind: 'added' | 'removed' | 'changed';
  /** Which member: what names it, or its place from 1 where nothing does; a member's own field after a colon. */
  name: string;
  before: Json;
  after: Json;
}

/** Fields by which people name members of a list, before others. */
const NAMING = ['key', 'code', 'name', 'column', 'attribute', 'field', 'factor', 'draw', 'source', 'value'];
/** What is told of one cell; a list that changed more is better read as a whole. */
const MOST_CHANGES = 200;

/** Whether a value has an inside that can be compared. */
function isNested(value: Json): value is ItemData | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

/** What changed inside a list or record; of a blank side everything came or went. Empty for simple values. */
export function innerChanges(before: Json, after: Json): InnerChange[] {
  if (!isNested(before) && !isNested(after)) return [];
  const whole = isBlank(before) ? emptyLike(after) : before;
  const other = isBlank(after) ? emptyLike(before) : after;
  if (isList(whole) && isList(other)) return listChanges(whole, other).slice(0, MOST_CHANGES);
  if (isRecord(whole) && isRecord(other)) return recordChanges(whole, other, '').slice(0, MOST_CHANGES);
  return [];
}

function recordChanges(before: ItemData, after: ItemData, prefix: string): InnerChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [left, right] = [before[name] ?? null, after[name] ?? null];
    return same(left, right) ? [] : [change(`${prefix}${name}`, left, right)];
  });
}

function listChanges(before: readonly Json[], after: readonly Json[]): InnerChange[] {
  const identity = identityField(before, after);
  if (identity === null) return unnamedChanges(before, after);
  const left = new Map(before.map((member) => [textOf(member, identity), member]));
  const right = new Map(after.map((member) => [textOf(member, identity), member]));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [one, two] = [left.get(name) ?? null, right.get(name) ?? null];
    if (isRecord(one) && isRecord(two)) return recordChanges(one, two, `${name}: `);
    return [change(name, one && beside(one, identity), two && beside(two, identity))];
  });
}

/** A member without what names it, which is told already; all of it where that is everything. */
function beside(member: Json, identity: string): Json {
  if (!isRecord(member)) return member;
  const rest = Object.fromEntries(Object.entries(member).filter(([name]) => name !== identity));
  return Object.values(rest).every(isBlank) ? (member[identity] ?? null) : rest;
}

/** Members that nothing names: those on both sides are the same whatever their place, the others came or went. */
function unnamedChanges(before: readonly Json[], after: readonly Json[]): InnerChange[] {
  const gone = [...before.entries()];
  const came = [...after.entries()].filter(([, member]) => {
    const found = gone.findIndex(([, other]) => same(other, member));
    if (found >= 0) gone.splice(found, 1);
    return found < 0;
  });
  const named = ([place, member]: [number, Json]) => (isNested(member) ? String(place + 1) : '');
  const moved = gone.length === 0 && came.length === 0 ? [change('order', [...before], [...after])] : [];
  return [
    ...gone.map((entry) => change(named(entry), entry[1], null)),
    ...came.map((entry) => change(named(entry), null, entry[1])),
    ...moved,
  ];
}

/** The field that tells the members of both lists apart and finds most of them again; null where none does. */
function identityField(before: readonly Json[], after: readonly Json[]): string | null {
  const members = [...before, ...after];
  const [first] = members;
  if (!members.every(isRecord) || !isRecord(first)) return null;
  const candidates = [...NAMING, ...Object.keys(first).sort()].filter((name) => tellsApart(before, name) && tellsApart(after, name));
  const shared = (name: string) => before.filter((member) => after.some((other) => textOf(other, name) === textOf(member, name))).length;
  return candidates.reduce<string | null>((best, name) => (best === null || shared(name) > shared(best) ? name : best), null);
}

function tellsApart(members: readonly Json[], name: string): boolean {
  const texts = members.map((member) => (isRecord(member) && typeof member[name] === 'string' ? member[name] : null));
  return !texts.includes(null) && new Set(texts).size === texts.length;
}

function textOf(member: Json, name: string): string {
  return isRecord(member) && typeof member[name] === 'string' ? member[name] : '';
}

function change(name: string, before: Json, after: Json): InnerChange {
  return { kind: isBlank(before) ? 'added' : isBlank(after) ? 'removed' : 'changed', name, before, after };
}

function emptyLike(value: Json): Json {
  return isList(value) ? [] : {};
}

function same(left: Json, right: Json): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

function isBlank(value: Json): boolean {
  return value === null || value === '';
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
