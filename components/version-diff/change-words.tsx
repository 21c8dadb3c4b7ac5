import { formatCount } from '#components/ui/count-chips';
import type { CellChange, ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import type { FieldDefinition, PhaseDefinition } from '#domain/phase/definition';
import { isSaidInReview } from '#domain/phase/review-fields';
import { plainWords, valueWords } from '../item-grid/cell-words';

/** The definition of a changed field; a column of a record (`values.X`) has its record's. */
function fieldOf(definition: PhaseDefinition, name: string): FieldDefinition | null {
  const own = name.split('.')[0] ?? name;
  return definition.fields.find((field) => field.name === own) ?? null;
}

/** Text that is JSON (lists, records, flags) as its value; anything else as it stands. */
function parsed(text: string): Json {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    if (cause instanceof SyntaxError) return text;
    throw cause;
  }
}

/** One side of a changed cell in words; an empty string for blank. */
export function changeWords(definition: PhaseDefinition, cell: Pick<CellChange, 'field'>, text: string | null): string {
  if (text === null || text === '') return '';
  const field = fieldOf(definition, cell.field);
  if (field?.kind === 'boolean') return text === 'true' ? 'Yes' : 'No';
  if (field?.kind === 'integer' && /^-?\d{1,15}$/.test(text)) return formatCount(Number(text));
  if (field && field.kind !== 'record') return valueWords(parsed(text), { field, kind: field.kind });
  return plainWords(parsed(text));
}

/** A member or field inside a list or record in words; an empty string for blank. */
export function innerWords(text: string): string {
  return plainWords(parsed(text));
}

const GLIMPSE_FIELDS = 4;

/** The few words by which an added or removed item is recognised: its fields of first sight that hold something. */
export function glimpse(definition: PhaseDefinition, row: ItemRow): { label: string; text: string }[] {
  return definition.fields
    .filter((field) => field.grid && field.kind !== 'record' && field.kind !== 'key' && !isSaidInReview(field.name))
    .map((field) => ({
      label: field.label,
      text: row.masked.includes(field.name) ? 'Masked' : valueWords(row.data[field.name] ?? null, { field, kind: field.kind }),
    }))
    .filter((entry) => entry.text !== '' && entry.text !== 'No')
    .slice(0, GLIMPSE_FIELDS);
}

/** Facts have no field definitions: "controlReason" reads "Control reason". Labels that are words already stay. */
export function labelWords(label: string): string {
  if (!/^[a-z][A-Za-z]*$/.test(label)) return label;
  const words = label.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PROOF = /^(seed|methodVersion|hash|\w+Hash|\w*[sS]ha256)$/;

/** Whether a member of a fact is there to check it by: a hash, a seed, a named method. */
export function isProof(name: string): boolean {
  return PROOF.test(name);
}

/** What a fact can be checked by, that of the records it is from included. */
export function factProof(row: ItemRow): { label: string; text: string }[] {
  const own = Object.entries(row.data).filter(([name]) => isProof(name));
  const { population } = row.data;
  const from = typeof population === 'object' && population !== null && 'hash' in population ? population.hash : undefined;
  const all = from === undefined ? own : [...own, ['populationHash', from] as const];
  return all.flatMap(([name, value]) => {
    const text = plainWords(value ?? null);
    return text === '' ? [] : [{ label: labelWords(name), text }];
  });
}

/** The few words by which an added or removed fact is recognised: its plain values, what it is checked by left out. */
export function factGlimpse(row: ItemRow): { label: string; text: string }[] {
  return Object.entries(row.data)
    .filter(([name, value]) => !isProof(name) && ((typeof value === 'string' && value !== '') || typeof value === 'number'))
    .map(([name, value]) => ({ label: labelWords(name), text: plainWords(value) }))
    .slice(0, GLIMPSE_FIELDS);
}
