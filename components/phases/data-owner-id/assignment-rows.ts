import type { ItemRow } from '#contract/views/row-views';
import { personToken } from '#domain/people/person-token';

/** Somebody who may be named as a data owner. */
export interface Nameable {
  id: string;
  name: string;
}

/** Whom the rows of a chain that the reader records in may name, by the text that names them in content. */
export type ByToken = ReadonlyMap<string, Nameable>;

/** People by the text that names them in content. */
export function byToken(people: readonly Nameable[]): ByToken {
  return new Map(people.map((person) => [personToken(person.id), person]));
}

/** Whether assigning somebody to these rows takes the place of another owner, so that it needs a reason. */
export function replacesOwner(rows: readonly ItemRow[], personId: string | null): boolean {
  return rows.some(({ data }) => typeof data.owner === 'string' && (personId === null || data.owner !== personToken(personId)));
}

/** What assigning one owner to rows asks for; rows that are theirs already are left out. */
export function assigning(rows: readonly ItemRow[], personId: string, reason: string) {
  const owner = personToken(personId);
  return rows
    .filter(({ data }) => data.owner !== owner)
    .map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { owner, ...(reason === '' ? {} : { ownerReason: reason }) } }));
}

/** Rows without an owner whose suggested owner may be named still. */
export function takeable(rows: readonly ItemRow[], people: ByToken): ItemRow[] {
  return rows.filter(({ data }) => data.owner === null && typeof data.suggestedOwner === 'string' && people.has(data.suggestedOwner));
}

/** What taking the suggestions of rows asks for. */
export function takingSuggestions(rows: readonly ItemRow[], people: ByToken) {
  return takeable(rows, people).map(({ key, hash, data }) => ({
    itemKey: key,
    seenHash: hash,
    fields: { owner: data.suggestedOwner ?? null },
  }));
}

/** The one person that all of these rows suggest, with why; null where they suggest nobody, several, or somebody who may not be named. */
export function commonSuggestion(rows: readonly ItemRow[], people: ByToken): { person: Nameable; because: string } | null {
  const [first] = rows;
  const token = first?.data.suggestedOwner;
  const person = typeof token === 'string' ? people.get(token) : undefined;
  if (first === undefined || person === undefined || rows.some(({ data }) => data.suggestedOwner !== token)) return null;
  return { person, because: typeof first.data.suggestedBecause === 'string' ? first.data.suggestedBecause : '' };
}
