import { type DictionaryEntry, entriesFromRows } from './dictionary';

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOfTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((part) => typeof part === 'string');
}

function yes(value: unknown): string {
  return value === true ? 'yes' : '';
}

/** Whole numbers between two bounds as a range that a list of values reads; empty where one is missing. */
function rangeOf(type: string, { minimum, maximum }: JsonObject): string {
  return type === 'integer' && Number.isInteger(minimum) && Number.isInteger(maximum) ? `${minimum}-${maximum}` : '';
}

/** One field of a schema as a row of a dictionary. */
function schemaRow(
  name: string,
  field: JsonObject,
  constraints: JsonObject,
  key: readonly string[],
  required: boolean,
): Record<string, string> {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  const type = text(Array.isArray(field.type) ? field.type.find((one) => one !== 'null') : field.type);
  const listed = Array.isArray(constraints.enum) ? constraints.enum.filter((value) => value !== null).map(String) : [];
  const range = rangeOf(type, constraints);
  const place = key.indexOf(name);
  return {
    name,
    type: type === 'string' && text(field.format).startsWith('date') ? text(field.format) : type,
    description: [text(field.title), text(field.description)].filter((part) => part !== '').join('. '),
    'valid values': listed.length > 0 ? listed.join('; ') : range,
    exhaustive: listed.length > 0 || range !== '' ? 'yes' : '',
    required: yes(required || constraints.required),
    'primary key': place < 0 ? '' : String(place + 1),
  };
}

/** Fields of a Frictionless table schema (specs.frictionlessdata.io/table-schema), in a package or alone; null where it is none. */
function tableSchema(document: unknown): Record<string, string>[] | null {
  if (!isObject(document)) return null;
  const resource = Array.isArray(document.resources) ? document.resources.find(isObject) : undefined;
  const schema = isObject(resource?.schema) ? resource.schema : isObject(document.schema) ? document.schema : document;
  const { fields, primaryKey } = schema;
  if (!Array.isArray(fields) || !fields.every((field) => isObject(field) && typeof field.name === 'string')) return null;
  if (!fields.some((field: JsonObject) => isObject(field.constraints)) && primaryKey === undefined) return null;
  const key = listOfTexts(primaryKey);
  return fields.map((field: JsonObject) =>
    schemaRow(String(field.name), field, isObject(field.constraints) ? field.constraints : {}, key, false),
  );
}

/** Properties of a JSON Schema (json-schema.org) of a record, or of a list of records; null where it is none. */
function jsonSchema(document: unknown): Record<string, string>[] | null {
  if (!isObject(document)) return null;
  const record = isObject(document.items) ? document.items : document;
  const { properties, required } = record;
  if (!isObject(properties) || Object.keys(properties).length === 0) return null;
  const mandatory = listOfTexts(required);
  return Object.entries(properties).flatMap(([name, field]) =>
    isObject(field) ? [schemaRow(name, field, field, [], mandatory.includes(name))] : [],
  );
}

/** Entries of a dictionary in JSON: a Frictionless table schema, a JSON Schema, or the first list of objects that has a column of names. */
export function entriesFromJson(document: unknown): DictionaryEntry[] {
  const schema = tableSchema(document) ?? jsonSchema(document);
  return entriesFromRows(rowsFromJson(schema ?? document));
}

/** Rows of cells from JSON: an array of objects, anywhere in the document the first one found; keys become the header. */
function rowsFromJson(document: unknown): string[][] {
  const list = firstListOfObjects(document);
  if (list === null) return [];
  const header = [...new Set(list.flatMap((entry) => Object.keys(entry)))];
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.map(text).join(' ; ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return [header, ...list.map((entry) => header.map((name) => text(entry[name])))];
}

function firstListOfObjects(document: unknown): JsonObject[] | null {
  if (Array.isArray(document)) return document.length > 0 && document.every(isObject) ? document : null;
  if (!isObject(document)) return null;
  for (const value of Object.values(document)) {
    const found = firstListOfObjects(value);
    if (found !== null) return found;
  }
  return null;
}
