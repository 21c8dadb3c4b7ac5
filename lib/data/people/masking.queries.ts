import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData, Json } from '#domain/item/json';
import { may, type Subject } from '#domain/people/permissions';
import { CONFIDENTIAL_CLASSES } from '#domain/phases/planning/attribute-item';
import { Refusal } from '#domain/refusals';
import { contentSql } from '../log/version-content.queries';
import { type Queryable } from '../sql/connection';
import { everApprovedSql } from '../sql/fragments';
import type { VersionScope } from './access.queries';

/** What stands in place of a value that this person may not read. */
export const MASK_TEXT = '••••••';

/** Attribute codes and columns whose values this person may not read here; empty for the report's tester and owner. */
export interface Mask {
  names: ReadonlySet<string>;
  /** Every value of a record is masked: for figures shown to people of different rights. */
  hideAll?: boolean;
}

/**
 * Which values of a version have to be masked for a person: those of attributes classed Confidential and above in the
 * Planning versions it was built from; for Planning itself in that version, and elsewhere in the approved one of every instance.
 */
export async function readMask(db: Queryable, subject: Subject, scope: VersionScope): Promise<Mask> {
  if (may(subject, 'unmask', scope.resource).allowed) return { names: new Set() };
  const confidential = await Promise.all((await planningsOf(db, scope)).map((planning) => confidentialNames(db, planning)));
  return { names: new Set(confidential.flat()) };
}

interface PlanningVersion {
  chainId: string;
  number: number;
  isInput: boolean;
}

async function confidentialNames(db: Queryable, planning: PlanningVersion): Promise<string[]> {
  const { rows } = await db.query<{ code: string; column: string | null }>(
    `select i.item_key as code, i.data ->> 'column' as column ${contentSql('$1', '$2')} and lower(i.data ->> 'securityClass') = any($3::text[])`,
    [planning.chainId, planning.number, CONFIDENTIAL_CLASSES],
  );
  return rows.flatMap((row) => (row.column ? [row.code, row.column] : [row.code]));
}

/** One version of each Planning chain that counts: those it was built from, or else the latest approved of every instance. */
async function planningsOf(db: Queryable, scope: VersionScope): Promise<PlanningVersion[]> {
  if (scope.phase === 'planning') return [{ chainId: scope.chainId, number: scope.number, isInput: true }];
  const { rows } = await db.query<PlanningVersion>(
    `select distinct on (v.chain_id) v.chain_id as "chainId", v.number, i.version_id is not null as "isInput"
       from version v join chain ch on ch.id = v.chain_id left join version_input i on i.upstream_id = v.id and i.version_id = $1
      where ch.phase = 'planning' and ch.cycle_report_id = $2 and (${everApprovedSql('v')} or i.version_id is not null)
      order by v.chain_id, i.version_id is not null desc, v.number desc`,
    [scope.versionId, scope.cycleReportId],
  );
  return rows.some((row) => row.isInput) ? rows.filter((row) => row.isInput) : rows;
}

/** Whether the value of a field (a name, or `values.X`) is masked. */
export function isMasked(mask: Mask, field: string): boolean {
  return field.startsWith('values.') && (mask.hideAll === true || mask.names.has(field.slice('values.'.length)));
}

/**
 * Nobody learns a masked value by asking for it: filters and sorts on it are refused.
 * @throws Refusal `not_permitted` naming the field.
 */
export function refuseMasked(mask: Mask, filter: ItemFilter, sortField: string | null): void {
  const fields = [...filter.all.map((condition) => condition.field), ...(sortField === null ? [] : [sortField])];
  for (const field of fields) {
    // The record as a whole holds the masked values too.
    if (isMasked(mask, field) || (field === 'values' && mask.names.size > 0)) {
      throw new Refusal('not_permitted', `The values of ${field.replace('values.', '')} are confidential.`);
    }
  }
}

/** An item's content with masked values replaced, and the names of the fields that were. */
export function maskItem(mask: Mask, data: ItemData): { data: ItemData; masked: string[] } {
  const values = data.values;
  if (mask.names.size === 0 || !isRecord(values)) return { data, masked: [] };
  const hidden = Object.keys(values).filter((code) => mask.names.has(code) && !isEmpty(values[code]));
  if (hidden.length === 0) return { data, masked: [] };
  const shown = { ...values, ...Object.fromEntries(hidden.map((code) => [code, MASK_TEXT])) };
  return { data: { ...data, values: shown }, masked: hidden.map((code) => `values.${code}`) };
}

const NAMING = ['code', 'attribute', 'field', 'column'];
const SHOWING = ['value', 'values', 'sample', 'samples', 'example', 'examples', 'text', 'message'];
/** Figures of a profile that are values, or tell of them; counts and lengths are shown. */
const FIGURES = ['min', 'max', 'mean', 'median', 'standardDeviation', 'lowerQuartile', 'upperQuartile', 'from', 'to'];
/** Names of records whose member names are values, such as the map from a value to a line of business. */
const KEYED_BY_VALUE = ['map'];

/** A fact's content (a list of faults, a profile, a draw's filter) with the values shown beside a masked attribute's name replaced. */
export function maskFact(mask: Mask, data: ItemData): ItemData {
  return mask.names.size === 0 ? data : maskRecord(mask, data, false);
}

function isNamed(mask: Mask, name: Json | undefined): boolean {
  return typeof name === 'string' && mask.names.has(name.replace(/^values\./, ''));
}

/** Masks a record. `within` says that it is part of a record that names a masked attribute. */
function maskRecord(mask: Mask, record: ItemData, within: boolean): ItemData {
  // A fault of a whole record names no column: its value may hold any of the record's values.
  const concerns = within || record.column === null || NAMING.some((name) => isNamed(mask, record[name]));
  const entries = Object.entries(record).map(([name, value]): [string, Json] => {
    if (concerns && KEYED_BY_VALUE.includes(name) && isRecord(value)) return [name, hideNames(value)];
    const hidden = (concerns && (SHOWING.includes(name) || FIGURES.includes(name))) || (mask.names.has(name) && !isRecord(value));
    return [name, hidden && !isEmpty(value) ? MASK_TEXT : maskJson(mask, value, concerns)];
  });
  return Object.fromEntries(entries);
}

/** Hides the names of a record's members and shows what they stand for, each meaning once. */
function hideNames(record: ItemData): ItemData {
  const meanings = [...new Set(Object.values(record).map((value) => (typeof value === 'string' ? value : canonicalJson(value))))].sort();
  return Object.fromEntries(meanings.map((meaning, index) => [`${MASK_TEXT} ${index + 1}`, meaning]));
}

function maskJson(mask: Mask, value: Json, within: boolean): Json {
  if (Array.isArray(value)) return value.map((one: Json) => maskJson(mask, one, within));
  return isRecord(value) ? maskRecord(mask, value, within) : value;
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function isRecord(value: Json | undefined): value is ItemData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
