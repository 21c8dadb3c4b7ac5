import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemData, Json } from '#domain/item/json';

/** What stands in place of a value that this person may not read. */
export const MASK_TEXT = '••••••';

/** What somebody may not read of a version; empty for the report's tester and owner. */
export interface Mask {
  /** Attribute codes and columns whose values are confidential. */
  names: ReadonlySet<string>;
  /** Fields of an item, beside its values, that tell of such a value here: the stratum of a draw by that attribute. */
  derived: ReadonlySet<string>;
  /** Keys of records hold such a value, and are shown as pseudonyms. */
  hidesKeys: boolean;
  /** Every value of a record is masked: for figures shown to people of different rights. */
  hideAll?: boolean;
}

/** Nothing is hidden. */
export const NO_MASK: Mask = { names: new Set(), derived: new Set(), hidesKeys: false };

/** What is hidden by one mask or the other. */
export function bothMasks(one: Mask, two: Mask): Mask {
  return {
    names: new Set([...one.names, ...two.names]),
    derived: new Set([...one.derived, ...two.derived]),
    hidesKeys: one.hidesKeys || two.hidesKeys,
    hideAll: one.hideAll === true || two.hideAll === true,
  };
}

/** Whether the value of a field (a name, or `values.X`) is masked. */
export function isMasked(mask: Mask, field: string): boolean {
  // A field that is a record is masked with all that is in it.
  if (!field.startsWith('values.')) return mask.derived.has(field.split('.')[0] ?? field);
  return mask.hideAll === true || mask.names.has(field.slice('values.'.length));
}

/** An item's content with masked values replaced, and the names of the fields that were. */
export function maskItem(mask: Mask, data: ItemData): { data: ItemData; masked: string[] } {
  if (mask.names.size === 0) return { data, masked: [] };
  const values = isRecord(data.values) ? data.values : {};
  const codes = Object.keys(values).filter((code) => mask.names.has(code) && !isEmpty(values[code]));
  const fields = Object.keys(data).filter((field) => mask.derived.has(field) && !isEmpty(data[field]));
  if (codes.length + fields.length === 0) return { data, masked: [] };
  const shown: ItemData =
    codes.length === 0 ? {} : { values: { ...values, ...Object.fromEntries(codes.map((code) => [code, MASK_TEXT])) } };
  const derived = Object.fromEntries(fields.map((field) => [field, MASK_TEXT]));
  return { data: { ...data, ...shown, ...derived }, masked: [...codes.map((code) => `values.${code}`), ...fields] };
}

const NAMING = ['code', 'attribute', 'field', 'column'];
const SHOWING = ['value', 'values', 'sample', 'samples', 'example', 'examples', 'text', 'message'];
/** Figures of a profile or of a draw that are values, or tell of them; counts and lengths are shown. */
const FIGURES = [
  'min',
  'max',
  'mean',
  'median',
  'standardDeviation',
  'lowerQuartile',
  'upperQuartile',
  'from',
  'to',
  // Times the number of units it is the total.
  'interval',
  'bands',
  'thresholds',
  'stratum',
];
/** Names of records whose member names are values, such as the map from a value to a line of business. */
const KEYED_BY_VALUE = ['map'];

/** A fact's content (a list of faults, a profile, a draw's filter) with the values shown beside a masked attribute's name replaced. */
export function maskFact(mask: Mask, data: ItemData): ItemData {
  return mask.names.size === 0 ? data : maskRecord(mask, data, false, null);
}

function isNamed(mask: Mask, name: Json | undefined): boolean {
  return typeof name === 'string' && mask.names.has(name.replace(/^values\./, ''));
}

/** Masks a record. `within` says that it is part of a record that names a masked attribute; `place` is its place in a list. */
function maskRecord(mask: Mask, record: ItemData, within: boolean, place: number | null): ItemData {
  // A fault of a whole record names no column: its value may hold any of the record's values.
  const concerns = within || record.column === null || NAMING.some((name) => isNamed(mask, record[name]));
  const entries = Object.entries(record).map(([name, value]): [string, Json] => {
    if (concerns && KEYED_BY_VALUE.includes(name) && isRecord(value)) return [name, hideNames(value)];
    const hidden = (concerns && (SHOWING.includes(name) || FIGURES.includes(name))) || (mask.names.has(name) && !isRecord(value));
    if (!hidden || isEmpty(value)) return [name, maskJson(mask, value, concerns)];
    // Strata stay apart, by their place.
    return [name, name === 'stratum' && place !== null ? `${MASK_TEXT} ${place + 1}` : hide(value)];
  });
  return Object.fromEntries(entries);
}

/** A list stays one, so that whoever reads the fact finds what its schema says. */
function hide(value: Json): Json {
  return Array.isArray(value) ? [MASK_TEXT] : MASK_TEXT;
}

/** Hides the names of a record's members and shows what they stand for, each meaning once. */
function hideNames(record: ItemData): ItemData {
  const meanings = [...new Set(Object.values(record).map((value) => (typeof value === 'string' ? value : canonicalJson(value))))].sort();
  return Object.fromEntries(meanings.map((meaning, index) => [`${MASK_TEXT} ${index + 1}`, meaning]));
}

function maskJson(mask: Mask, value: Json, within: boolean): Json {
  if (Array.isArray(value))
    return value.map((one: Json, place) => (isRecord(one) ? maskRecord(mask, one, within, place) : maskJson(mask, one, within)));
  return isRecord(value) ? maskRecord(mask, value, within, null) : value;
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function isRecord(value: Json | undefined): value is ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
