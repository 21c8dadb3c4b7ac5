import { z } from 'zod';
import type { Facts } from '../../item/json';
import { ATTRIBUTE_TYPES, type ProfiledAttribute, profiledAttributeSchema } from '../../rules/rule-attribute';
import { populationFact } from '../planning/population';

/** Reserved keys of a Data Profiling version's facts, beside `$population` (sample-facts). One `$profile/<CODE>` an attribute. */
export const ATTRIBUTES_FACT = '$attributes';
/** Codes of every rule ever proposed here, so that one taken out by hand is not proposed again. */
export const PROPOSED_FACT = '$proposed';
export const PROFILE_PREFIX = '$profile/';
/** What came of a file of rules: `$import/<start of its hash>`. */
export const RULE_IMPORT_PREFIX = '$import/';

/** Key of the fact that says what came of a file of rules, by the file's SHA-256. */
export function ruleImportKey(sha256: string): string {
  return `${RULE_IMPORT_PREFIX}${sha256.slice(0, 12)}`;
}

/** Edits of an imported file: how many became rules, of how many, and why the others did not. */
export const ruleImportSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  expressed: z.number().int(),
  edits: z.number().int(),
  leftOut: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type RuleImport = z.infer<typeof ruleImportSchema>;

/** Key of the fact that holds an attribute's profile. */
export function profileKey(code: string): string {
  return `${PROFILE_PREFIX}${code}`;
}

export const attributesFactSchema = z.object({ attributes: z.array(profiledAttributeSchema) });
const proposedFactSchema = z.object({ codes: z.array(z.string()) });

const counted = z.object({ value: z.string(), count: z.number().int() });

/** One attribute's profile. Counts are of records; figures are decimal text, rounded half up to six places; dates as in the source. */
export const attributeProfileSchema = z.object({
  code: z.string(),
  name: z.string(),
  type: z.enum(ATTRIBUTE_TYPES).nullable(),
  records: z.number().int(),
  blank: z.number().int(),
  /** Filled with a special value (NA, Exempt). */
  special: z.number().int(),
  distinct: z.number().int(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  mean: z.string().nullable(),
  median: z.string().nullable(),
  standardDeviation: z.string().nullable(),
  lowerQuartile: z.string().nullable(),
  upperQuartile: z.string().nullable(),
  shortest: z.number().int().nullable(),
  longest: z.number().int().nullable(),
  /** Shapes of the text: A a letter, 9 a digit, other characters as they are; most frequent first, ten at most. */
  patterns: z.array(counted),
  /** Most frequent values, ten at most; ties by value. */
  top: z.array(counted),
  /** Equal bins between min and max of numbers; empty for other types. */
  histogram: z.array(z.object({ from: z.string(), to: z.string(), count: z.number().int() })),
  wrongType: z.number().int(),
  /** Neither a valid nor a special value of an exhaustive list. */
  outOfDomain: z.number().int(),
  /** Numbers beyond the quartiles by more than 1.5 interquartile ranges (Tukey). */
  outliers: z.number().int(),
  /** Hash of the population. */
  population: z.string(),
});
export type AttributeProfile = z.infer<typeof attributeProfileSchema>;

/** The attributes rules are checked against, in the file's order; none before Planning is approved with a data file. */
export function profiledAttributes(facts: Facts): readonly ProfiledAttribute[] {
  const data = facts.get(ATTRIBUTES_FACT);
  return data === undefined ? [] : attributesFactSchema.parse(data).attributes;
}

/** Codes of the rules proposed in this chain so far, those that people took out included. */
export function proposedCodes(facts: Facts): Set<string> {
  const data = facts.get(PROPOSED_FACT);
  return new Set(data === undefined ? [] : proposedFactSchema.parse(data).codes);
}

/** Attributes with a column whose profile is missing, or was made of another population. */
export function unprofiled(facts: Facts): readonly ProfiledAttribute[] {
  const population = populationFact(facts);
  return profiledAttributes(facts).filter(({ code, column }) => {
    const data = facts.get(profileKey(code));
    return column !== null && (data === undefined || attributeProfileSchema.parse(data).population !== population?.hash);
  });
}
