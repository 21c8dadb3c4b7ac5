import type { Json } from '../item/json';
import type { FieldDefinition } from './definition';

type Told = Pick<FieldDefinition, 'kind' | 'parts'>;

/**
 * A cell as the trail keeps it in words: a list by its members, a record by the parts that people look at ("File: extract.csv; As of: 2026-03-31").
 * Null where it holds nothing, and of a record that a view of the phase's own shows.
 */
export function recordedText({ kind, parts }: Told, value: Json | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'object') return plain(value);
  if (isList(value)) return joined(value.map((member) => plain(member)));
  if (kind !== 'record' || parts === undefined) return null;
  return joined(
    parts.flatMap(({ name, label, choices }) => {
      const text = plain(value[name]);
      return text === '' ? [] : [`${label}: ${choices?.find((choice) => choice.value === text)?.label ?? text}`];
    }),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function plain(value: Json | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}

function joined(texts: readonly string[]): string | null {
  const told = texts.filter((text) => text !== '');
  return told.length === 0 ? null : told.join('; ');
}
