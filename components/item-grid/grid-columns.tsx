import type { ItemRow } from '#contract/views/row-views';
import type { FieldDefinition, FieldKind, FieldPart, PhaseDefinition } from '#domain/phase/definition';
import { labelled } from '#domain/phase/labels';
import { NO_VERDICT, namingField, type RecordedPhase, STANDING_FIELD } from '#domain/phase/recorded';

/** One column on screen: a field of the definition, or one column of a field of kind `record` (`values.COUNTY`). */
export interface GridColumn {
  id: string;
  label: string;
  kind: FieldKind;
  field: FieldDefinition;
  /** Name inside the record for `values.X`; null for a plain field. */
  recordColumn: string | null;
  /** Least width in px. */
  width: number;
  /** Share of the room left over; 0 keeps the width. */
  grow: number;
  numeric: boolean;
  atFirstSight: boolean;
}

const RECORD_COLUMN_WIDTH = 144;
const WIDTHS: Record<FieldKind, number> = {
  text: 152,
  'long-text': 200,
  integer: 64,
  decimal: 96,
  date: 112,
  boolean: 64,
  choice: 112,
  list: 176,
  record: 184,
  key: 168,
};

/** Columns of words share what room is left; figures, flags and choices keep their width. */
const GROWING: ReadonlySet<FieldKind> = new Set(['text', 'long-text', 'list', 'record']);

/** Least width (px) of the column that tells items apart, and how much more of the room left over it takes. */
const TELLING = { width: 248, grow: 3 };

/** Record columns shown before a person has chosen columns: enough to recognise a record by. */
const RECORD_COLUMNS_AT_FIRST_SIGHT = 4;

/** Columns of a phase's items in the order of its definition; records are spread into one column per source column. */
export function gridColumns(definition: PhaseDefinition, rows: readonly ItemRow[]): GridColumn[] {
  const columns = definition.fields.flatMap((field) => {
    if (field.parts) return partColumns(field, field.parts);
    if (isKeyedRecord(field, rows)) return recordColumns(field, rows);
    return [field.name === definition.findBy ? { ...plainColumn(field), ...TELLING } : plainColumn(field)];
  });
  const { recorded } = definition;
  // Of a version with items of several kinds, the columns of those that are shown.
  if (definition.rows && rows.length > 0) return columns.filter(({ field }) => rows.some(({ data }) => data[field.name] !== undefined));
  if (recorded === undefined) return columns;
  // Whom an item waits for and where it stands are read together, and are in sight on a narrow window.
  const after = columns.findIndex(({ id }) => id === namingField(recorded)) + 1;
  return columns.toSpliced(after, 0, standingColumn(recorded));
}

const STANDING_WIDTH = { ofPeople: 288, alone: 168 };

/** Where an item of a recorded phase stands; its content does not say, so that it has no field of the definition. */
function standingColumn(recorded: RecordedPhase): GridColumn {
  const given = Object.values(recorded.verdicts).flat();
  const field: FieldDefinition = {
    name: STANDING_FIELD,
    label: 'State',
    kind: 'choice',
    choices: [{ value: NO_VERDICT, label: 'No answer' }, ...labelled(given)],
    editable: false,
    grid: true,
  };
  return { ...plainColumn(field), width: recorded.people === 'nobody' ? STANDING_WIDTH.alone : STANDING_WIDTH.ofPeople };
}

/** Where a name tells items apart, their key is cut to what it ends with. */
const KEY_WIDTH = { told: 188, known: 124 };

/** Width (px) of the column of keys. */
export function keyWidth(definition: PhaseDefinition): number {
  return definition.findBy === undefined ? KEY_WIDTH.told : KEY_WIDTH.known;
}

/** A field of kind `record` holds either named values, which become columns, or a list of entries, which stays one. */
function isKeyedRecord(field: FieldDefinition, rows: readonly ItemRow[]): boolean {
  return field.kind === 'record' && rows.slice(0, 50).some((row) => isRecord(row.data[field.name]));
}

function plainColumn(field: FieldDefinition): GridColumn {
  const numeric = field.kind === 'integer' || field.kind === 'decimal';
  const labelWidth = field.label.length * 7.5 + 34;
  const least = field.preparerDecision ? 148 : WIDTHS[field.kind];
  return {
    id: field.name,
    label: field.label,
    kind: field.kind,
    field,
    recordColumn: null,
    width: Math.round(Math.max(least, Math.min(labelWidth, 200))),
    grow: GROWING.has(field.kind) ? 1 : 0,
    numeric,
    atFirstSight: field.grid,
  };
}

function partColumns(field: FieldDefinition, parts: readonly FieldPart[]): GridColumn[] {
  return parts.map(({ name, label, kind, choices, grid }) => ({
    ...plainColumn({ ...field, label, kind, grid, editable: false, ...(choices ? { choices } : {}) }),
    id: `${field.name}.${name}`,
    recordColumn: name,
  }));
}

function recordColumns(field: FieldDefinition, rows: readonly ItemRow[]): GridColumn[] {
  const names = new Set<string>();
  for (const row of rows.slice(0, 50)) {
    const record = row.data[field.name];
    if (isRecord(record)) for (const name of Object.keys(record)) names.add(name);
  }
  return [...names].map((name, index) => ({
    id: `${field.name}.${name}`,
    label: name,
    kind: 'text',
    field: { ...field, editable: false },
    recordColumn: name,
    width: Math.max(RECORD_COLUMN_WIDTH, Math.min(name.length * 8 + 48, 220)),
    grow: 1,
    numeric: false,
    atFirstSight: field.grid && index < RECORD_COLUMNS_AT_FIRST_SIGHT,
  }));
}

/** The columns on screen: those a person chose (`chosen`, by id), or those of first sight. */
export function visibleColumns(columns: readonly GridColumn[], chosen: readonly string[] | null): GridColumn[] {
  if (chosen === null) return columns.filter((column) => column.atFirstSight);
  const wanted = new Set(chosen);
  return columns.filter((column) => wanted.has(column.id));
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
