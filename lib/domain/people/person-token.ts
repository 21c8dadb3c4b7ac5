const TOKEN = /\{person:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}/g;

/** How texts of the record name a person: by their handle (`app_user.id`), as "{person:<handle>}". */
export function personToken(handle: string): string {
  return `{person:${handle.toLowerCase()}}`;
}

/** The handles of the people whom a text names, in its order. */
export function handlesIn(text: string): string[] {
  // Few texts name anybody, and a search for a plain text is the cheapest question.
  return text.includes('{person:') ? [...text.matchAll(TOKEN)].flatMap(([, handle]) => handle ?? []) : [];
}

/** A text with people's names in place of their handles. */
export function withPeopleNamed(text: string, nameOf: (handle: string) => string): string {
  return text.includes('{person:') ? text.replaceAll(TOKEN, (_token, handle: string) => nameOf(handle)) : text;
}

/** A person as texts of the record name them; null for nobody. */
export function personOrNobody(handle: string | null): string | null {
  return handle === null ? null : personToken(handle);
}
