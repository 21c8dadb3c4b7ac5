import type { CellChange, NestedChange } from '#contract/views/row-views';
import type { ItemData, Json } from '#domain/item/json';
import { type NameSince, nameThen } from '#domain/people/name-then';
import { handlesIn, personToken, withPeopleNamed } from '#domain/people/person-token';
import type { Queryable } from '../sql/connection';

/** The latest instant that a Date can be. */
const LATEST = new Date(8.64e15);

/** Puts people's names in place of the handles that a text of the record names them by. */
export type NamePeople = (text: string) => string;

/** What some people are called. */
export interface PeopleNames {
  now: NamePeople;
  /** Names people as they were called at an instant, for what is history. */
  at(instant: Date): NamePeople;
}

/** The handles of the people whom texts of a content name. A record's own columns are values of the source and name nobody. */
export function peopleIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return handlesIn(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (name === 'values' ? [] : peopleIn(one as Json)));
}

/** What the people with these handles are called, and were: one statement for all of them, and none for nobody. */
export async function readNames(db: Queryable, handles: readonly string[]): Promise<PeopleNames> {
  const names = new Map<string, NameSince[]>();
  if (handles.length > 0) {
    const { rows } = await db.query<NameSince & { id: string }>(
      'select person_id as id, since, name from person_name where person_id = any($1::uuid[]) order by person_id, since',
      [[...new Set(handles)]],
    );
    for (const { id, ...name } of rows) names.set(id, [...(names.get(id) ?? []), name]);
  }
  const at = (instant: Date) => (text: string) => withPeopleNamed(text, (handle) => nameThen(names.get(handle) ?? [], instant));
  return { now: at(LATEST), at };
}

/** The names of people by the text that names them in a content. */
export function namesOf(handles: readonly string[], name: NamePeople): Record<string, string> {
  return Object.fromEntries(handles.map((handle) => [personToken(handle), name(personToken(handle))]));
}

/** A content for reading, with names; never for editing, since what is kept names people by handle. */
export function withNames(data: ItemData, name: NamePeople): ItemData {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, field === 'values' ? value : namedJson(value, name)]));
}

function namedJson(value: Json, name: NamePeople): Json {
  if (typeof value === 'string') return name(value);
  if (Array.isArray(value)) return value.map((one: Json) => namedJson(one, name));
  return typeof value === 'object' && value !== null ? withNames(value as ItemData, name) : value;
}

/** Changed cells with names; a record's own columns are values of the source and name nobody. */
export function cellsWithNames(cells: readonly CellChange[], name: NamePeople): CellChange[] {
  return cells.map((cell) => {
    if (cell.field.startsWith('values.')) return cell;
    const parts = cell.parts?.map(
      (part): NestedChange => ({ ...part, name: name(part.name), before: named(part.before, name), after: named(part.after, name) }),
    );
    return { ...cell, before: named(cell.before, name), after: named(cell.after, name), ...(parts ? { parts } : {}) };
  });
}

function named(text: string | null, name: NamePeople): string | null {
  return text === null ? null : name(text);
}
