import { isFactKey } from '#domain/item/fact-key';
import { VERDICTS } from '#domain/phase/verdicts';
import { phaseDefinition } from '#domain/phases/registry';
import { REFUSALS, tellsOfData } from '#domain/refusals';
import type { AuditChange } from '#domain/version/audit-kinds';
import { type Guard, guardBy } from '../people/guard.queries';
import { isMasked, MASK_TEXT } from '../people/mask';
import { type MaskedPlace, maskedPlaces, maskFor } from '../people/masking.queries';
import { type ShowWords, showWords } from '../people/shown-words.queries';
import type { Queryable } from '../sql/connection';

/** An entry of the trail, as far as what it says of values and keys goes. */
export interface EntryChanges {
  kind: string;
  versionId: string | null;
  changes: AuditChange[];
}

/**
 * What entries say to somebody who may not read confidential values: no value, no field that tells of one, and pseudonyms in place of
 * keys. One answer for each entry, in their order.
 */
export async function showChanges(db: Queryable, entries: readonly EntryChanges[]): Promise<AuditChange[][]> {
  const guards = await guardsOf(
    db,
    entries.flatMap(({ versionId, changes }) => (versionId === null || changes.length === 0 ? [] : [versionId])),
  );
  return await Promise.all(entries.map((entry) => showEntry(entry, guards.get(entry.versionId ?? '') ?? null)));
}

interface GuardedVersion {
  guard: Guard;
  place: MaskedPlace;
}

async function guardsOf(db: Queryable, versionIds: readonly string[]): Promise<Map<string, GuardedVersion>> {
  if (versionIds.length === 0) return new Map();
  const places = await maskedPlaces(db, versionIds);
  const guards = places.map(async (place) => [place.versionId, { guard: guardBy(db, await maskFor(db, place), place), place }] as const);
  return new Map(await Promise.all(guards));
}

async function showEntry({ kind, changes }: EntryChanges, found: GuardedVersion | null): Promise<AuditChange[]> {
  if (found === null || found.guard.mask.names.size === 0) return changes.map((change) => masked(change, change.field.includes('values.')));
  const { guard, place } = found;
  const parts = changes.map((change) => ({ change, ...placeIn(kind, change.field, place) }));
  const keys = parts.flatMap(({ key }) => key ?? []);
  const [show, words] = await Promise.all([guard.items.shown(keys), showWords(guard, place.phase, keys)]);
  const fields = fieldsByWord(place);
  return parts.map(({ change, key, field }) => {
    const named = key === null ? change.field : [show(key), ...(field === null ? [] : [field])].join(': ');
    const hidden = change.field.includes('values.') || (field !== null && isMasked(guard.mask, fields.get(field) ?? field));
    return said(kind, masked({ ...change, field: named }, hidden), key, words, guard.items.hidden);
  });
}

/** What an entry says in words beside cells: a comment, which may repeat its record's key, or why something was refused. */
function said(kind: string, change: AuditChange, key: string | null, words: ShowWords, hidesKeys: boolean): AuditChange {
  switch (kind) {
    case 'comment_added':
    case 'items_decided':
      return key === null || change.to === null ? change : { ...change, to: words(key, change.to) };
    case 'comment_resolved':
      // It stands without its record; the conversation has it.
      return hidesKeys ? { ...change, from: null } : change;
    case 'command_refused':
    case 'work_failed':
      // The details of a refusal name values and keys.
      return tellsOfData(change.field) ? { ...change, to: REFUSALS[change.field] } : change;
    default:
      return change;
  }
}

/** Fields of a phase by what entries call them: their names, and the labels under which they are recorded. */
function fieldsByWord({ phase }: MaskedPlace): ReadonlyMap<string, string> {
  return new Map(phaseDefinition(phase).fields.flatMap(({ name, label }) => [[label, name] as const, [name, name] as const]));
}

/** The key and the field that a change is about: edits, records, verdicts and comments say "key: field", and a comment on an item its key alone. */
function placeIn(kind: string, text: string, place: MaskedPlace): { key: string | null; field: string | null } {
  const isComment = kind === 'comment_added';
  const names = new Set<string>([...VERDICTS, ...fieldsByWord(place).keys()]);
  for (let at = text.indexOf(': '); at >= 0; at = text.indexOf(': ', at + 1)) {
    const field = text.slice(at + 2);
    if (names.has(field) || field.startsWith('values.')) return { key: text.slice(0, at), field };
  }
  if (isComment && text !== 'version') return { key: text, field: null };
  return kind === 'items_edited' && text.includes(': ') && !isFactKey(text) ? { key: text, field: null } : { key: null, field: text };
}

function masked(change: AuditChange, hidden: boolean): AuditChange {
  if (!hidden) return change;
  return { field: change.field, from: change.from === null ? null : MASK_TEXT, to: change.to === null ? null : MASK_TEXT };
}
