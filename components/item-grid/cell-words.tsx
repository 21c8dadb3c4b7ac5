import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';
import type { Json } from '#domain/item/json';
import { type GridColumn, isRecord } from './grid-columns';

/** What a cell shows: words, that it is blank, or that its value was masked before it left the server. */
export interface CellWords {
  text: string;
  blank: boolean;
  masked: boolean;
}

/** The raw value behind a column of a row; undefined where the item does not hold it. */
export function cellValue(row: ItemRow, column: GridColumn): Json | undefined {
  const value = row.data[column.field.name];
  if (column.recordColumn === null) return value;
  return isRecord(value) ? (value[column.recordColumn] as Json | undefined) : undefined;
}

/** A cell in words people use: choices by label, flags as yes or no, lists joined, never JSON. */
export function cellWords(row: ItemRow, column: GridColumn): CellWords {
  const masked = row.masked.includes(column.id) || row.masked.includes(column.field.name);
  const text = valueWords(cellValue(row, column) ?? null, column, column.field.name === 'values' ? {} : row.names);
  return { text, blank: text === '', masked };
}

/** Whether a person may edit a cell of a row: its field is theirs to edit, and nothing in it was masked. Other cells do not matter. */
export function mayEditCell(row: ItemRow, column: GridColumn): boolean {
  return column.field.editable && !row.masked.some((name) => name === column.id || name.split('.')[0] === column.field.name);
}

/** Names of people by the text that names them in data. */
type Names = NonNullable<ItemRow['names']>;

/** One value in words, by the kind of its field. */
export function valueWords(value: Json, column: Pick<GridColumn, 'field' | 'kind'>, names: Names = {}): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (column.kind === 'choice') {
    return column.field.choices?.find((choice) => choice.value === String(value))?.label ?? String(value);
  }
  if (typeof value === 'number' && column.kind === 'integer') return formatCount(value);
  if (typeof value === 'string' && column.field.inWords) return column.field.inWords(value);
  return plainWords(value, names);
}

const ORIGINS: Record<string, string> = {
  rule: 'Random',
  tester: 'Judgmental',
  approver: 'Asked for by the approver',
  'carried-forward': 'Carried forward',
  import: 'Imported',
};

/** Any JSON as a short phrase: lists by comma, objects by their values. Draw keys read "draw 001". */
export function plainWords(value: Json, names: Names = {}): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return names[value] ?? stringWords(value);
  if (Array.isArray(value)) {
    return value
      .map((entry: Json) => plainWords(entry, names))
      .filter((words) => words !== '')
      .join(value.some((entry: Json) => typeof entry === 'object') ? '; ' : ', ');
  }
  const entry = value as { readonly [name: string]: Json };
  // A reason for a recommendation: its sentence, and what it counted.
  if ('points' in entry && 'text' in entry) return `${plainWords(entry.text ?? null, names).replace(/\.$/, '')} ${signed(entry.points)}`;
  // Where a record came from is said first, then in which draw; who asked stands in a field of its own.
  const parts = 'source' in entry && 'draw' in entry ? [entry.source ?? null, entry.draw ?? null] : Object.values(entry);
  return parts
    .map((part) => plainWords(part, names))
    .filter((words) => words !== '')
    .join(', ');
}

/** Points as they add up: +6, −5. */
function signed(points: Json | undefined): string {
  const words = plainWords(points ?? null);
  return words.startsWith('-') ? `−${words.slice(1)}` : `+${words}`;
}

function stringWords(text: string): string {
  const draw = /^\$draw\/(\d+)$/.exec(text);
  if (draw) return `draw ${draw[1]}`;
  return ORIGINS[text] ?? text;
}
