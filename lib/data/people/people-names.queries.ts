import type { CellChange, NestedChange } from '#contract/views/row-views';
import type { ItemData, Json } from '#domain/item/json';
import type { Queryable } from '../sql/connection';

const E_MAIL = /^[^\s@]+@[^\s@]+$/;

/** Puts a person's name in place of their e-mail address; other texts stay. */
export type NamePeople = (text: string) => string;

/** The e-mail addresses among texts of contents: hashed data name people so. */
export function addressesIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return E_MAIL.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (name === 'values' ? [] : addressesIn(one as Json)));
}

/** Who the addresses belong to. An address that nobody here has stays as it is. */
export async function readNames(db: Queryable, addresses: readonly string[]): Promise<NamePeople> {
  if (addresses.length === 0) return (text) => text;
  const { rows } = await db.query<{ email: string; name: string }>('select email, name from app_user where email = any($1::text[])', [
    [...new Set(addresses)],
  ]);
  const names = new Map(rows.map((row) => [row.email, row.name]));
  return (text) => names.get(text) ?? text;
}

/** The names of those addresses that somebody here has, by address. */
export function namesOf(addresses: readonly string[], name: NamePeople): Record<string, string> {
  return Object.fromEntries(addresses.flatMap((address) => (name(address) === address ? [] : [[address, name(address)]])));
}

/** A content for reading, with names; never for editing, since what is kept names people by address. */
export function withNames(data: ItemData, name: NamePeople): ItemData {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, field === 'values' ? value : namedJson(value, name)]));
}

function namedJson(value: Json, name: NamePeople): Json {
  if (typeof value === 'string') return name(value);
  if (Array.isArray(value)) return value.map((one: Json) => namedJson(one, name));
  return typeof value === 'object' && value !== null ? withNames(value as ItemData, name) : value;
}

/** Changed cells with names; a record's own columns are values of the source, where an address is an address. */
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
