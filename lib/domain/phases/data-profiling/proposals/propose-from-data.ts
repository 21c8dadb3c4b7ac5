import { printAttribute, printText } from '../../../rules/print-rule';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import type { AttributeProfile } from '../profile-facts';
import { filled, wordsOf } from './expressions';
import type { Proposal } from './new-rule';
import { FEWEST_RECORDS, type FoundRelation } from './relations';
import { scaledText } from './scaled-decimal';

/** Fewest numbers that quartiles are taken from. */
const FEWEST_NUMBERS = 100;
/** A column of which more than one number in twenty is an outlier has no range to speak of. */
const MOST_OUTLIERS = 20;

function counted(count: number): string {
  return `${count.toLocaleString('en-US')} records`;
}

function completeRule({ code, name, keyOrder, requirement }: ProfiledAttribute, { records, blank }: AttributeProfile): Proposal[] {
  if (keyOrder !== null || requirement === 'mandatory' || blank > 0 || records < FEWEST_RECORDS) return [];
  return [
    {
      code: `${code}.filled`,
      name: `${name} is filled`,
      attribute: code,
      dimension: 'completeness',
      severity: 'medium',
      expression: filled(code),
      rationale: 'So far it always is.',
      source: 'data',
      sourceDetail: `No blank in ${counted(records)}.`,
    },
  ];
}

function uniqueRule({ code, name, keyOrder }: ProfiledAttribute, { records, blank, distinct }: AttributeProfile): Proposal[] {
  if (keyOrder !== null || blank > 0 || distinct !== records || records < FEWEST_NUMBERS) return [];
  return [
    {
      code: `${code}.unique`,
      name: `${name} is unique`,
      attribute: code,
      dimension: 'uniqueness',
      severity: 'medium',
      expression: `unique(${printAttribute(code)})`,
      rationale: 'So far no value occurs twice.',
      source: 'data',
      sourceDetail: `${distinct.toLocaleString('en-US')} different values in ${counted(records)}.`,
    },
  ];
}

/** A decimal text of at most six places in millionths. */
function millionths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6) || '0');
  return text.startsWith('-') ? -units : units;
}

/** Two digits and zeros, away from zero, so that a limit reads as one and lets no less through. */
function outward(units: bigint): bigint {
  const digits = String(units < 0n ? -units : units).length;
  const step = 10n ** BigInt(Math.max(0, digits - 2));
  const rounded = ((units < 0n ? -units : units) + step - 1n) / step;
  return (units < 0n ? -rounded : rounded) * step;
}

/** Limits three interquartile ranges beyond the quartiles (Tukey's far outliers), rounded outward; never below zero where no value is. */
function rangeRule({ code, name, specialValues, confidential }: ProfiledAttribute, profile: AttributeProfile): Proposal[] {
  const { min, lowerQuartile, upperQuartile, records, blank, special, wrongType, outliers } = profile;
  const numbers = records - blank - special - wrongType;
  // Limits tell of the values: none of a confidential attribute.
  if (
    confidential ||
    min === null ||
    lowerQuartile === null ||
    upperQuartile === null ||
    numbers < FEWEST_NUMBERS ||
    outliers * MOST_OUTLIERS > numbers
  )
    return [];
  const [low, high] = [millionths(lowerQuartile), millionths(upperQuartile)];
  if (low === high) return [];
  const reach = 3n * (high - low);
  const floor = low - reach < 0n && !min.startsWith('-') ? 0n : outward(low - reach);
  const [from, to] = [scaledText(floor, 6), scaledText(outward(high + reach), 6)];
  const words = wordsOf(specialValues);
  const guard = `${printAttribute(code)} is number${words.length === 0 ? '' : ` and ${printAttribute(code)} not in special values`}`;
  return [
    {
      code: `${code}.range`,
      name: `${name} lies between ${from} and ${to}`,
      attribute: code,
      dimension: 'accuracy',
      severity: 'low',
      expression: `if ${guard} then ${printAttribute(code)} between ${from} and ${to}`,
      rationale: 'Values this far from the others are often errors of unit or place.',
      source: 'data',
      sourceDetail: `Half of ${counted(numbers)} lie between ${lowerQuartile} and ${upperQuartile}; the limits are three times that distance beyond, rounded outward.`,
    },
  ];
}

function relationRule({ relation, tested }: FoundRelation, byCode: ReadonlyMap<string, ProfiledAttribute>): Proposal {
  const name = (code: string) => byCode.get(code)?.name ?? code;
  const a = printAttribute;
  const plain = (code: string, what: string) =>
    `${a(code)} is ${what}${wordsOf(byCode.get(code)?.specialValues ?? []).length === 0 ? '' : ` and ${a(code)} not in special values`}`;
  const data = { source: 'data', sourceDetail: `Holds in all ${counted(tested)} that state it.` } as const;
  switch (relation.kind) {
    case 'ordered': {
      const { earlier, later } = relation;
      return {
        code: `${earlier}.not-after.${later}`,
        name: `${name(earlier)} is not after ${name(later)}`,
        attribute: earlier,
        dimension: 'consistency',
        severity: 'medium',
        expression: `if ${plain(earlier, 'date')} and ${plain(later, 'date')} then ${a(earlier)} <= ${a(later)}`,
        rationale: 'The one precedes the other.',
        ...data,
      };
    }
    case 'sum': {
      const { total, parts } = relation;
      const guard = [total, ...parts].map((code) => plain(code, 'number')).join(' and ');
      return {
        code: `${total}.sum.${parts.join('+')}`,
        name: `${name(total)} is the sum of ${parts.map(name).join(' and ')}`,
        attribute: total,
        dimension: 'accuracy',
        severity: 'high',
        expression: `if ${guard} then ${a(total)} = ${parts.map(a).join(' + ')}`,
        rationale: 'A total agrees with its parts.',
        ...data,
      };
    }
    case 'blank-when': {
      const { code, by, value } = relation;
      const given = `${a(by)} in (${printText(value)})`;
      return {
        code: `${code}.blank-when.${by}`,
        name: `${name(code)} is blank exactly where ${name(by)} is ${value}`,
        attribute: code,
        dimension: 'consistency',
        severity: 'medium',
        expression: `(${a(code)} is blank and ${given}) or (${a(code)} is not blank and not ${given})`,
        rationale: 'Whether it is to be filled depends on the other.',
        ...data,
      };
    }
  }
}

/** Rules that the data themselves suggest, each with its evidence, in the file's order; attributes not profiled have none. */
export function proposeFromData(
  attributes: readonly ProfiledAttribute[],
  profiles: ReadonlyMap<string, AttributeProfile>,
  relations: readonly FoundRelation[],
): Proposal[] {
  const byCode = new Map(attributes.map((attribute) => [attribute.code, attribute]));
  const own = attributes.flatMap((attribute) => {
    const profile = profiles.get(attribute.code);
    return profile === undefined
      ? []
      : [...completeRule(attribute, profile), ...uniqueRule(attribute, profile), ...rangeRule(attribute, profile)];
  });
  return [...own, ...relations.map((found) => relationRule(found, byCode))];
}
