import type { ItemRow } from '#contract/views/row-views';
import { faultSentence } from '#domain/input-words';
import type { Json } from '#domain/item/json';
import type { PhaseDefinition } from '#domain/phase/definition';
import type { GridColumn } from './grid-columns';

/** What a person typed, as the item holds it, or a sentence saying why it does not fit. */
export type TypedValue = { ok: true; value: Json } | { ok: false; message: string };

/** The text an editor starts with. */
export function editText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((entry: Json) => String(entry)).join('\n');
  return String(value);
}

/**
 * Turns typed text into the field's value and checks it against the phase's own schema, so that the grid accepts
 * exactly what the server does. A blank becomes null where the field may be null, else an empty text or list.
 */
export function typedValue(definition: PhaseDefinition, row: ItemRow, column: GridColumn, text: string): TypedValue {
  const candidates = candidatesFor(column, text);
  let message = 'This value does not fit.';
  for (const value of candidates) {
    const parsed = definition.itemSchema.safeParse({ ...row.data, [column.field.name]: value });
    const problem = parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === column.field.name);
    if (!problem) return { ok: true, value };
    message = faultSentence(column.label, problem.message);
  }
  return { ok: false, message };
}

function candidatesFor(column: GridColumn, text: string): readonly Json[] {
  const trimmed = text.trim();
  if (column.kind === 'list') {
    return [
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ];
  }
  if (trimmed === '') return [null, '', []];
  if (column.kind === 'integer') return /^-?\d+$/.test(trimmed) ? [Number(trimmed), trimmed] : [trimmed];
  return [trimmed];
}

/** Checks a value that is no text (a list of entries) against the phase's schema. */
export function typedJson(definition: PhaseDefinition, row: ItemRow, column: GridColumn, value: Json): TypedValue {
  const parsed = definition.itemSchema.safeParse({ ...row.data, [column.field.name]: value });
  const problem = parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === column.field.name);
  return problem ? { ok: false, message: faultSentence(column.label, problem.message) } : { ok: true, value };
}
