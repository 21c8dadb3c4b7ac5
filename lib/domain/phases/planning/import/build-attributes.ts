import { ATTRIBUTE_TYPES, type AttributeType } from '../../../rules/rule-attribute';
import { type Attribute, SECURITY_CLASSES } from '../attribute-item';
import { attributeCode, distinctCodes } from './attribute-codes';
import { decideType } from './attribute-types';
import type { Mapping } from './column-mapping';
import type { ColumnSample } from './column-sample';
import { normalisedName } from './dictionary';

function isYes(text: string): boolean {
  return /^(y|yes|true|x|1)$/i.test(text.trim());
}

function requirementOf(text: string): Attribute['requirement'] {
  const first = text.trim().toLowerCase();
  if (first.startsWith('m') || isYes(first) || first === 'required') return 'mandatory';
  if (first.startsWith('c')) return 'conditional';
  return first.startsWith('o') || first === 'no' || first === 'n' || first === 'false' ? 'optional' : null;
}

function typeFrom(text: string | undefined): AttributeType | null {
  return ATTRIBUTE_TYPES.find((type) => type === text) ?? null;
}

/** A dictionary's own mark of the key: "1", "2" are places; "yes" the next place. */
function keyPlace(text: string, taken: number): number | null {
  const place = Number.parseInt(text, 10);
  if (Number.isInteger(place) && place >= 1 && /^\d+$/.test(text.trim())) return place;
  return isYes(text) ? taken + 1 : null;
}

/** Codes of the columns in order: the entry's own, else made from its name, else from the column's. */
export function codesOf(mapping: Mapping): string[] {
  return distinctCodes(
    mapping.columns.map(({ column, entry }) => {
      if (entry !== null) return attributeCode(entry.code) || attributeCode(entry.name);
      return /^\d+$/.test(column) ? `COLUMN_${column}` : attributeCode(column);
    }),
  );
}

/** What a person corrected in the preview, by the attribute's code: type, format, valid values. */
export interface Corrections {
  types: Readonly<Record<string, string>>;
  formats?: Readonly<Record<string, string>> | undefined;
  values?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** An attribute as proposed, and what only a person can settle of it. */
export interface ProposedAttribute {
  attribute: Attribute;
  /** Formats between which a person has to choose; empty where none is asked for. */
  asks: readonly string[];
  /** What the dictionary writes about valid values and no list of values can hold. */
  unread: readonly string[];
}

/**
 * The attributes of a report as first proposed: one for each column, undecided, in the dictionary's words, with a person's
 * corrections. Key places come from the dictionary where it has them; callers override them with the key chosen.
 */
export function buildAttributes(mapping: Mapping, samples: readonly ColumnSample[], corrections: Corrections): ProposedAttribute[] {
  const codes = codesOf(mapping);
  let keyed = 0;
  return mapping.columns.map(({ column, position, entry }, index) => {
    const code = codes[index] ?? '';
    const sample = samples[index];
    if (sample === undefined) throw new Error(`No sample of column ${column}.`);
    const decision = decideType(entry, entry?.name ?? column, sample);
    const corrected = typeFrom(corrections.types[code] ?? corrections.types[column]);
    const isRetyped = corrected !== null && corrected !== decision.type;
    const format = corrections.formats?.[code] ?? (isRetyped ? '' : decision.format);
    const values = corrections.values?.[code];
    const unread = values === undefined ? decision.unread : [];
    const keyOrder = keyPlace(entry?.key ?? '', keyed);
    if (keyOrder !== null) keyed += 1;
    const risk = Number.parseInt(entry?.risk ?? '', 10);
    const securityClass = SECURITY_CLASSES.find((name) => name === normalisedName(entry?.securityClass ?? '')) ?? null;
    const attribute: Attribute = {
      code,
      position,
      name: entry?.name ?? column,
      description: entry?.description ?? '',
      type: corrected ?? decision.type,
      format,
      requirement: requirementOf(entry?.requirement ?? ''),
      validValues: values === undefined ? decision.validValues : [...values],
      specialValues: decision.specialValues,
      exhaustive: isYes(entry?.exhaustive ?? '') && unread.length === 0,
      keyOrder,
      cde: isYes(entry?.cde ?? ''),
      historicalIssue: isYes(entry?.historicalIssue ?? ''),
      mdrm: entry?.mdrm ?? '',
      securityClass,
      pdes: [],
      risk: risk >= 1 && risk <= 10 ? risk : null,
      riskRationale: '',
      column,
      decision: null,
      decisionReason: '',
      turnedDownBy: null,
      turnedDownReason: '',
      answer: '',
    };
    return { attribute, asks: isRetyped || format !== '' ? [] : decision.asks, unread };
  });
}
