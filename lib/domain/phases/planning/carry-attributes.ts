import { canonicalJson } from '../../item/canonical-json';
import type { LeftBehind } from '../../phase/carried';
import { NOT_YET_DECIDED } from '../../phase/review-fields';
import type { Attribute } from './attribute-item';

/** An attribute of an earlier cycle as it begins the next: all that people made of it, undecided. */
export function carriedAttribute(attribute: Attribute): Attribute {
  return { ...attribute, ...NOT_YET_DECIDED };
}

/** Whether the file and the dictionary say the same of an attribute as when it was decided. */
function saysTheSame(before: Attribute, now: Attribute): boolean {
  return (
    before.name === now.name && before.description === now.description && before.column === now.column && before.position === now.position
  );
}

/** The values that a dictionary lists for an attribute. */
function lists({ validValues, specialValues, exhaustive }: Attribute): Pick<Attribute, 'validValues' | 'specialValues' | 'exhaustive'> {
  return { validValues, specialValues, exhaustive };
}

function hasLists(attribute: Attribute, like: Attribute): boolean {
  return canonicalJson(lists(attribute)) === canonicalJson(lists(like));
}

export interface ImportedAttribute {
  /** As the draft holds it, or as an earlier cycle ended with it; left out where neither knows it. */
  before: Attribute | undefined;
  /** As the file and the dictionary describe it. */
  now: Attribute;
  /** As an earlier cycle ended with it; left out where nothing is carried of it. */
  carried: Attribute | undefined;
  /** The type was asked for with this import. */
  isRetyped: boolean;
}

/**
 * An attribute of a new import beside what people made of it before: their entries and decision are kept where file and
 * dictionary say the same; where they do not, what people know of it is kept and the decision is asked again. Values that an earlier cycle's dictionary
 * listed give way to those of this one.
 */
export function importedAttribute({ before, now, carried, isRetyped }: ImportedAttribute): Attribute {
  if (before === undefined) return now;
  const type = isRetyped ? { type: now.type, format: now.format } : {};
  const listed = carried !== undefined && hasLists(before, carried) ? lists(now) : {};
  if (saysTheSame(before, now)) return { ...before, ...type, ...listed, keyOrder: now.keyOrder };
  const { cde, historicalIssue, mdrm, securityClass, pdes, risk, riskRationale, requirement } = before;
  return { ...now, cde, historicalIssue, mdrm, securityClass, pdes, risk, riskRationale, requirement };
}

/** Why an attribute of an earlier cycle is not carried as it was, once file and dictionary of this cycle are read; null where it is. */
export function attributeLeft(carried: Attribute, now: Attribute | undefined): LeftBehind | null {
  const { code: key, name } = carried;
  if (now === undefined) return { key, name, why: 'It is neither in the dictionary nor in the data file of this cycle.' };
  const what = saysTheSame(carried, now) ? (hasLists(carried, now) ? null : 'Its values in the dictionary') : differing(carried, now);
  if (what === null) return null;
  return { key, name, why: `${what} changed since then; what people entered stays.` };
}

function differing(before: Attribute, now: Attribute): string {
  if (before.name !== now.name) return 'Its name in the dictionary';
  if (before.description !== now.description) return 'Its description in the dictionary';
  return before.column !== now.column ? 'Its column in the data file' : 'Its place among the attributes';
}
